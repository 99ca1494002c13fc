using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Programs;

/// <summary>
/// A linear program in doubles for the search: at-least rows are negated, then rows, columns, right-hand side and
/// objective are multiplied by powers of two until the entries are near 1. Bases are the same as the program's own.
/// </summary>
/// <remarks>Geometric scaling: Chvatal, Linear Programming, chapter 24; Curtis and Reid, 1972.</remarks>
internal sealed class ScaledProgram
{
    private const int ScalingPasses = 3;

    /// <summary>What a coefficient beyond doubles is taken for; the search may err, the proof will not.</summary>
    private const double LargestCoefficient = 1e300;

    private readonly ColumnSign[] _signs;
    private readonly double[] _objective;
    private readonly double[] _bounds;
    private readonly int[] _rowPowers;
    private readonly int[] _columnPowers;

    /// <summary>Scales a program. Cost: a few passes over its entries.</summary>
    public ScaledProgram(LinearProgram program)
    {
        VariableCount = program.VariableCount;
        RowCount = program.RowCount;
        _signs = SignsOf(program);
        _objective = new double[VariableCount];
        _bounds = new double[RowCount];
        SparseLines<double> rows = Read(program);
        (_rowPowers, _columnPowers) = Powers(rows);
        Rows = Scale(rows, _rowPowers, _columnPowers);
        Columns = Rows.Transpose(VariableCount);
        for (int row = 0; row < RowCount; row++)
        {
            Columns.Add(row, 1);
            Columns.EndLine();
        }

        Normalise(_objective, _columnPowers);
        Normalise(_bounds, _rowPowers);
    }

    /// <summary>The number of variables; slacks come after them.</summary>
    public int VariableCount { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The scaled matrix by rows, without slacks.</summary>
    public SparseLines<double> Rows { get; }

    /// <summary>The scaled matrix by columns, then the unit columns of the slacks.</summary>
    public SparseLines<double> Columns { get; }

    /// <summary>The scaled objective; its largest entry is near 1.</summary>
    public ReadOnlySpan<double> Objective => _objective;

    /// <summary>The scaled right-hand side; its largest entry is near 1.</summary>
    public ReadOnlySpan<double> Bounds => _bounds;

    /// <summary>Which values a column may take.</summary>
    public ReadOnlySpan<ColumnSign> Signs => _signs;

    /// <summary>Which values each variable, then each slack, may take once at-least rows are negated.</summary>
    public static ColumnSign[] SignsOf(LinearProgram program)
    {
        var signs = new ColumnSign[program.VariableCount + program.RowCount];
        for (int variable = 0; variable < program.VariableCount; variable++)
        {
            signs[variable] = program.IsFree(variable) ? ColumnSign.Free : ColumnSign.Nonnegative;
        }

        for (int row = 0; row < program.RowCount; row++)
        {
            bool equation = program.Rows[row].Relation == Relation.Equal;
            signs[program.VariableCount + row] = equation ? ColumnSign.Zero : ColumnSign.Nonnegative;
        }

        return signs;
    }

    /// <summary>What one unit of a variable, or of a row's slack, as stated is worth here; all up to one common factor.</summary>
    public Rational UnitOf(int column) => column < VariableCount
        ? new Rational(2).Pow(-_columnPowers[column])
        : new Rational(2).Pow(_rowPowers[column - VariableCount]);

    private SparseLines<double> Read(LinearProgram program)
    {
        for (int variable = 0; variable < VariableCount; variable++)
        {
            _objective[variable] = Approximate(program.Objective[variable]);
        }

        var rows = new SparseLines<double>(RowCount, 4 * RowCount);
        for (int index = 0; index < RowCount; index++)
        {
            Row row = program.Rows[index];
            double sign = row.Relation == Relation.AtLeast ? -1 : 1;
            _bounds[index] = sign * Approximate(row.Bound);
            foreach (Term term in row.Terms)
            {
                rows.Add(term.Index, sign * Approximate(term.Value));
            }

            rows.EndLine();
        }

        return rows;
    }

    private static double Approximate(Rational value) =>
        Math.Clamp(value.ToDouble(), -LargestCoefficient, LargestCoefficient);

    /// <summary>Alternates rows and columns: each is multiplied so that its smallest and largest entries straddle 1.</summary>
    private (int[] Rows, int[] Columns) Powers(SparseLines<double> rows)
    {
        var rowPowers = new int[RowCount];
        var columnPowers = new int[VariableCount];
        var smallest = new int[Math.Max(VariableCount, RowCount)];
        var largest = new int[smallest.Length];
        for (int pass = 0; pass < ScalingPasses; pass++)
        {
            Balance(rows, rowPowers, columnPowers, smallest, largest, byRow: true);
            Balance(rows, rowPowers, columnPowers, smallest, largest, byRow: false);
        }

        return (rowPowers, columnPowers);
    }

    private static void Balance(
        SparseLines<double> rows, int[] rowPowers, int[] columnPowers, int[] smallest, int[] largest, bool byRow)
    {
        int[] powers = byRow ? rowPowers : columnPowers;
        Array.Fill(smallest, int.MaxValue);
        Array.Fill(largest, int.MinValue);
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> columns = rows.Indices(row);
            ReadOnlySpan<double> values = rows.Values(row);
            for (int k = 0; k < columns.Length; k++)
            {
                if (values[k] == 0)
                {
                    continue; // too small for doubles
                }

                int exponent = Math.ILogB(values[k]) + rowPowers[row] + columnPowers[columns[k]];
                int line = byRow ? row : columns[k];
                smallest[line] = Math.Min(smallest[line], exponent);
                largest[line] = Math.Max(largest[line], exponent);
            }
        }

        for (int line = 0; line < powers.Length; line++)
        {
            powers[line] -= smallest[line] == int.MaxValue ? 0 : (smallest[line] + largest[line]) / 2;
        }
    }

    private static SparseLines<double> Scale(SparseLines<double> rows, int[] rowPowers, int[] columnPowers)
    {
        var scaled = new SparseLines<double>(rows.Count, rows.EntryCount);
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> columns = rows.Indices(row);
            ReadOnlySpan<double> values = rows.Values(row);
            for (int k = 0; k < columns.Length; k++)
            {
                scaled.Add(columns[k], Math.ScaleB(values[k], rowPowers[row] + columnPowers[columns[k]]));
            }

            scaled.EndLine();
        }

        return scaled;
    }

    /// <summary>Follows the lines' powers, then brings the largest entry near 1.</summary>
    private static void Normalise(Span<double> vector, int[] powers)
    {
        int top = int.MinValue;
        for (int k = 0; k < vector.Length; k++)
        {
            top = vector[k] == 0 ? top : Math.Max(top, Math.ILogB(vector[k]) + powers[k]);
        }

        for (int k = 0; k < vector.Length; k++)
        {
            vector[k] = vector[k] == 0 ? 0 : Math.ScaleB(vector[k], powers[k] - top);
        }
    }
}
