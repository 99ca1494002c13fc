namespace Parley.Engines.Programs;

/// <summary>
/// The order in which a basis is eliminated, from its pattern alone: first columns with a single entry in the rows
/// left over, then rows with a single entry in the columns left over (neither needs any arithmetic), then the nucleus,
/// shortest columns first. Most bases of linear programs are nearly triangular, so the nucleus is small.
/// </summary>
/// <remarks>Source: Chvatal, Linear Programming, chapter 24; Hellerman and Rarick, 1971. Cost: proportional to the entries.</remarks>
internal sealed class PivotOrder(int size)
{
    private readonly int[] _columns = new int[size];
    private readonly int[] _rows = new int[size];
    private readonly int[] _columnCounts = new int[size];
    private readonly int[] _rowCounts = new int[size];
    private readonly int[] _rowStarts = new int[size + 1];
    private readonly int[] _queue = new int[2 * size];
    private readonly bool[] _columnDone = new bool[size];
    private readonly bool[] _rowDone = new bool[size];
    private int[] _rowColumns = [];

    /// <summary>How many steps are done.</summary>
    public int Count { get; private set; }

    /// <summary>How many leading steps come with their pivot row, and need no arithmetic.</summary>
    public int TriangularCount { get; private set; }

    /// <summary>The column eliminated at a step.</summary>
    public int Column(int step) => _columns[step];

    /// <summary>The pivot row of a triangular step.</summary>
    public int Row(int step) => _rows[step];

    /// <summary>How many columns of the nucleus meet a row: a guide to the fill that pivoting there brings.</summary>
    public int RowCount(int row) => _rowCounts[row];

    /// <summary>Orders the columns of a square pattern.</summary>
    public void Compute<T>(SparseLines<T> columns)
    {
        Reset(columns);
        TakeColumnSingletons(columns);
        TakeRowSingletons(columns);
        TriangularCount = Count;
        for (int column = 0; column < size; column++)
        {
            if (!_columnDone[column])
            {
                _columns[Count++] = column;
            }
        }

        Span<int> nucleus = _columns.AsSpan(TriangularCount..Count);
        nucleus.Sort((left, right) => (_columnCounts[left], left).CompareTo((_columnCounts[right], right)));
    }

    private void Reset<T>(SparseLines<T> columns)
    {
        Count = 0;
        Array.Clear(_rowCounts);
        Array.Clear(_columnDone);
        Array.Clear(_rowDone);
        for (int column = 0; column < size; column++)
        {
            _columnCounts[column] = columns.Indices(column).Length;
            foreach (int row in columns.Indices(column))
            {
                _rowCounts[row]++;
            }
        }

        GatherRows(columns);
    }

    private void GatherRows<T>(SparseLines<T> columns)
    {
        if (_rowColumns.Length < columns.EntryCount)
        {
            _rowColumns = new int[columns.EntryCount];
        }

        for (int row = 0; row < size; row++)
        {
            _rowStarts[row + 1] = _rowStarts[row] + _rowCounts[row];
        }

        Span<int> next = _queue.AsSpan(0, size);
        _rowStarts.AsSpan(0, size).CopyTo(next);
        for (int column = 0; column < size; column++)
        {
            foreach (int row in columns.Indices(column))
            {
                _rowColumns[next[row]++] = column;
            }
        }
    }

    private ReadOnlySpan<int> ColumnsOf(int row) => _rowColumns.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    private void TakeColumnSingletons<T>(SparseLines<T> columns)
    {
        int waiting = 0;
        for (int column = 0; column < size; column++)
        {
            if (_columnCounts[column] == 1)
            {
                _queue[waiting++] = column;
            }
        }

        for (int k = 0; k < waiting; k++)
        {
            int column = _queue[k];
            if (_columnCounts[column] != 1)
            {
                continue; // its row went to another column: the basis is singular
            }

            int row = FirstOpen(columns.Indices(column), _rowDone);
            Take(column, row);
            foreach (int other in ColumnsOf(row))
            {
                if (--_columnCounts[other] == 1 && !_columnDone[other])
                {
                    _queue[waiting++] = other;
                }
            }
        }
    }

    private void TakeRowSingletons<T>(SparseLines<T> columns)
    {
        int waiting = 0;
        for (int row = 0; row < size; row++)
        {
            if (_rowCounts[row] == 1 && !_rowDone[row])
            {
                _queue[waiting++] = row;
            }
        }

        for (int k = 0; k < waiting; k++)
        {
            int row = _queue[k];
            if (_rowCounts[row] != 1)
            {
                continue; // its column went to another row
            }

            int column = FirstOpen(ColumnsOf(row), _columnDone);
            Take(column, row);
            foreach (int other in columns.Indices(column))
            {
                if (--_rowCounts[other] == 1 && !_rowDone[other])
                {
                    _queue[waiting++] = other;
                }
            }
        }
    }

    private void Take(int column, int row)
    {
        (_columns[Count], _rows[Count]) = (column, row);
        Count++;
        _columnDone[column] = true;
        _rowDone[row] = true;
    }

    private static int FirstOpen(ReadOnlySpan<int> candidates, bool[] done)
    {
        foreach (int candidate in candidates)
        {
            if (!done[candidate])
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("a singleton lost its only entry; the counts of the pivot order are wrong");
    }
}
