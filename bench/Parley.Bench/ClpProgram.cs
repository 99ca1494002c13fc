using System.Runtime.InteropServices;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>
/// A linear program in doubles, solved by COIN-OR's Clp where its library is installed (Debian: coinor-libclp1). The
/// baseline that most people would reach for.
/// </summary>
internal sealed class ClpProgram
{
    private const string Library = "libClp.so.1";
    private const double Maximisation = -1;
    private const int Optimal = 0;

    private static bool IsInstalled { get; } = NativeLibrary.TryLoad(Library, out _);

    private readonly int _rowCount;
    private readonly double[] _objective;
    private readonly double[] _columnLower;
    private readonly double[] _columnUpper;
    private readonly double[] _rowLower;
    private readonly double[] _rowUpper;
    private readonly int[] _starts;
    private readonly int[] _rowsOfEntries;
    private readonly double[] _entries;

    /// <summary>Rounds a program's numbers to doubles; a row "variable at most b" becomes a bound of the variable.</summary>
    public ClpProgram(LinearProgram program)
    {
        Row[] stated = program.Rows.ToArray();
        Row[] rows = [.. stated.Where(row => !IsBound(row))];
        _rowCount = rows.Length;
        _objective = [.. program.Objective.ToArray().Select(number => number.ToDouble())];
        _columnLower = [.. Enumerable.Range(0, program.VariableCount).Select(variable => program.IsFree(variable) ? double.NegativeInfinity : 0)];
        _columnUpper = [.. _objective.Select(_ => double.PositiveInfinity)];
        foreach (Row bound in stated.Where(IsBound))
        {
            _columnUpper[bound.Terms[0].Index] = bound.Bound.ToDouble();
        }

        _rowLower = [.. rows.Select(row => row.Relation == Relation.AtMost ? double.NegativeInfinity : row.Bound.ToDouble())];
        _rowUpper = [.. rows.Select(row => row.Relation == Relation.AtLeast ? double.PositiveInfinity : row.Bound.ToDouble())];
        (_starts, _rowsOfEntries, _entries) = ByColumns(program.VariableCount, rows);
    }

    /// <summary>The greatest value, by Clp's own choice of method.</summary>
    /// <exception cref="PlatformNotSupportedException">Clp is not installed.</exception>
    /// <exception cref="InvalidOperationException">Clp finds no optimum.</exception>
    public double Maximise()
    {
        if (!IsInstalled)
        {
            throw new PlatformNotSupportedException($"{Library} is not installed; on Debian: apt-get install coinor-libclp1");
        }

        nint model = NewModel();
        try
        {
            SetLogLevel(model, 0);
            LoadProblem(model, _objective.Length, _rowCount, _starts, _rowsOfEntries, _entries, _columnLower, _columnUpper, _objective, _rowLower, _rowUpper);
            SetDirection(model, Maximisation);
            return InitialSolve(model) == Optimal ? ObjectiveValue(model) : throw new InvalidOperationException("Clp finds no optimum");
        }
        finally
        {
            DeleteModel(model);
        }
    }

    private static bool IsBound(Row row) => row.Terms.Length == 1 && row.Relation == Relation.AtMost && row.Terms[0].Value == 1;

    private static (int[] Starts, int[] Rows, double[] Entries) ByColumns(int columnCount, Row[] rows)
    {
        var columns = new List<(int Row, double Value)>[columnCount];
        for (int column = 0; column < columnCount; column++)
        {
            columns[column] = [];
        }

        for (int row = 0; row < rows.Length; row++)
        {
            foreach (Term term in rows[row].Terms)
            {
                columns[term.Index].Add((row, term.Value.ToDouble()));
            }
        }

        var starts = new int[columnCount + 1];
        for (int column = 0; column < columnCount; column++)
        {
            starts[column + 1] = starts[column] + columns[column].Count;
        }

        return (starts, [.. columns.SelectMany(column => column.Select(entry => entry.Row))], [.. columns.SelectMany(column => column.Select(entry => entry.Value))]);
    }

    [DllImport(Library, EntryPoint = "Clp_newModel")]
    private static extern nint NewModel();

    [DllImport(Library, EntryPoint = "Clp_deleteModel")]
    private static extern void DeleteModel(nint model);

    [DllImport(Library, EntryPoint = "Clp_setLogLevel")]
    private static extern void SetLogLevel(nint model, int level);

    [DllImport(Library, EntryPoint = "Clp_loadProblem")]
    private static extern void LoadProblem(
        nint model, int columnCount, int rowCount, int[] starts, int[] rows, double[] entries, double[] columnLower, double[] columnUpper, double[] objective, double[] rowLower, double[] rowUpper);

    [DllImport(Library, EntryPoint = "Clp_setOptimizationDirection")]
    private static extern void SetDirection(nint model, double direction);

    [DllImport(Library, EntryPoint = "Clp_initialSolve")]
    private static extern int InitialSolve(nint model);

    [DllImport(Library, EntryPoint = "Clp_objectiveValue")]
    private static extern double ObjectiveValue(nint model);
}
