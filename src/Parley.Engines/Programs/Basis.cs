namespace Parley.Engines.Programs;

/// <summary>
/// Which columns of a linear program are basic: for n variables, column k below n is variable k, and column n + i is
/// the slack of row i. All other columns rest at zero.
/// </summary>
/// <remarks>
/// As a starting point any list will do: columns that do not exist, stand twice or depend on others are replaced by
/// slacks. A basis of a similar program saves most of the work.
/// </remarks>
public sealed class Basis
{
    private readonly int[] _columns;

    /// <summary>Names the basic columns, in any order.</summary>
    public Basis(ReadOnlySpan<int> columns) => _columns = columns.ToArray();

    /// <summary>The basic columns; a solver gives as many as there are rows.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>
    /// As many distinct, existing columns as there are rows: those named here first, then slacks.
    /// </summary>
    internal static int[] Complete(Basis? start, int variableCount, int rowCount)
    {
        var chosen = new int[rowCount];
        var taken = new bool[variableCount + rowCount];
        int count = 0;
        foreach (int column in start is null ? [] : start.Columns)
        {
            if (count < rowCount && column >= 0 && column < taken.Length && !taken[column])
            {
                taken[column] = true;
                chosen[count++] = column;
            }
        }

        for (int slack = variableCount; count < rowCount; slack++)
        {
            if (!taken[slack])
            {
                chosen[count++] = slack;
            }
        }

        return chosen;
    }

    /// <summary>
    /// Puts each column in the place of its pivot row, and the slack of the row where a column was left out.
    /// </summary>
    internal static void Arrange(Span<int> columns, ReadOnlySpan<int> pivotRows, Span<int> scratch, int variableCount)
    {
        for (int row = 0; row < columns.Length; row++)
        {
            scratch[row] = variableCount + row;
        }

        for (int place = 0; place < columns.Length; place++)
        {
            if (pivotRows[place] >= 0)
            {
                scratch[pivotRows[place]] = columns[place];
            }
        }

        scratch[..columns.Length].CopyTo(columns);
    }
}
