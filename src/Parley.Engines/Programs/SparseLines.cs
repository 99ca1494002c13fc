namespace Parley.Engines.Programs;

/// <summary>
/// Sparse lines (rows, or columns) one after another in three growing arrays. Filling it again after
/// <see cref="Clear"/> allocates nothing once it has been large enough.
/// </summary>
internal sealed class SparseLines<T>
{
    private int[] _starts;
    private int[] _indices;
    private T[] _values;

    /// <summary>No lines yet, with room for the sizes expected.</summary>
    public SparseLines(int lines, int entries)
    {
        _starts = new int[lines + 1];
        _indices = new int[entries];
        _values = new T[entries];
    }

    /// <summary>How many lines are complete.</summary>
    public int Count { get; private set; }

    /// <summary>How many entries stand in all lines.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Forgets every line and keeps the memory.</summary>
    public void Clear() => (Count, EntryCount) = (0, 0);

    /// <summary>Appends an entry to the line being written.</summary>
    public void Add(int index, T value)
    {
        if (EntryCount == _indices.Length)
        {
            int room = Math.Max(16, 2 * EntryCount);
            Array.Resize(ref _indices, room);
            Array.Resize(ref _values, room);
        }

        _indices[EntryCount] = index;
        _values[EntryCount++] = value;
    }

    /// <summary>Completes the line being written.</summary>
    public void EndLine()
    {
        Count++;
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Math.Max(16, 2 * Count));
        }

        _starts[Count] = EntryCount;
    }

    /// <summary>Where the entries of a line stand.</summary>
    public ReadOnlySpan<int> Indices(int line) => _indices.AsSpan(_starts[line].._starts[line + 1]);

    /// <summary>The entries of a line, in the order of <see cref="Indices"/>.</summary>
    public ReadOnlySpan<T> Values(int line) => _values.AsSpan(_starts[line].._starts[line + 1]);

    /// <summary>Writes some of the lines, in the order named, over what the destination held.</summary>
    public void Select(ReadOnlySpan<int> lines, SparseLines<T> destination)
    {
        destination.Clear();
        foreach (int line in lines)
        {
            for (int k = _starts[line]; k < _starts[line + 1]; k++)
            {
                destination.Add(_indices[k], _values[k]);
            }

            destination.EndLine();
        }
    }

    /// <summary>The same lines with each value converted.</summary>
    public SparseLines<TOther> Convert<TOther>(Func<T, TOther> convert)
    {
        var converted = new SparseLines<TOther>(Count, EntryCount);
        for (int line = 0; line < Count; line++)
        {
            for (int k = _starts[line]; k < _starts[line + 1]; k++)
            {
                converted.Add(_indices[k], convert(_values[k]));
            }

            converted.EndLine();
        }

        return converted;
    }

    /// <summary>The same matrix by its other lines. Cost: proportional to entries and lines.</summary>
    public SparseLines<T> Transpose(int lineCount)
    {
        var transposed = new SparseLines<T>(lineCount, EntryCount) { Count = lineCount, EntryCount = EntryCount };
        int[] starts = transposed._starts;
        foreach (int index in _indices.AsSpan(0, EntryCount))
        {
            starts[index + 1]++;
        }

        for (int line = 0; line < lineCount; line++)
        {
            starts[line + 1] += starts[line];
        }

        int[] next = starts[..lineCount];
        for (int line = 0; line < Count; line++)
        {
            for (int k = _starts[line]; k < _starts[line + 1]; k++)
            {
                int place = next[_indices[k]]++;
                transposed._indices[place] = line;
                transposed._values[place] = _values[k];
            }
        }

        return transposed;
    }
}
