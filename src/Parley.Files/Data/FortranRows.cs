using System.Runtime.InteropServices;

namespace Parley.Files.Data;

/// <summary>
/// A pass over the rows of a table that stands in its file column by column: a band of rows is gathered in each pass over the
/// file, at most a third of a large one.
/// </summary>
internal sealed class FortranRows : DataRows
{
    private const int Passes = 3;
    private const long SmallBand = 32 << 20;
    private const int BlockBytes = 1 << 20;

    private readonly NpyTable _table;
    private readonly DataFile _file;
    private readonly NpyHeader _header;
    private readonly CancellationToken _cancellation;
    private readonly double[] _band;
    private readonly int _bandRows;
    private int _row;

    public FortranRows(NpyTable table, DataFile file, NpyHeader header, CancellationToken cancellation)
    {
        (_table, _file, _header, _cancellation) = (table, file, header, cancellation);
        long rowBytes = (long)table.Columns * sizeof(double);
        long small = Math.Max(1, SmallBand / rowBytes);
        long most = Array.MaxLength / table.Columns;
        _bandRows = (int)Math.Min(most, Math.Min(table.Rows, Math.Max(small, (table.Rows + Passes - 1) / Passes)));
        _band = GC.AllocateUninitializedArray<double>(_bandRows * table.Columns);
    }

    /// <inheritdoc/>
    public override void Read(Span<double> destination)
    {
        if (_row == _table.Rows)
        {
            throw new InvalidOperationException("all rows have been read");
        }

        int within = _row % _bandRows;
        if (within == 0)
        {
            Gather();
        }

        Span<double> row = _band.AsSpan(within * _table.Columns, _table.Columns);
        _table.RejectNotFinite(row, _row++);
        row.CopyTo(destination);
    }

    private void Gather()
    {
        using DataStream stream = _file.Open();
        stream.Fill(new byte[_header.Length]);
        int columnBytes = _table.Rows * _header.NumberSize;
        int columns = Math.Max(1, BlockBytes / columnBytes);
        byte[] block = new byte[columns * columnBytes];
        for (int first = 0; first < _table.Columns; first += columns)
        {
            _cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(columns, _table.Columns - first);
            Span<byte> bytes = block.AsSpan(0, count * columnBytes);
            stream.Fill(bytes);
            Transpose(bytes, first, count);
        }

        stream.Complete();
    }

    private void Transpose(ReadOnlySpan<byte> bytes, int firstColumn, int columns)
    {
        int rows = Math.Min(_bandRows, _table.Rows - _row);
        ReadOnlySpan<double> doubles = _header.IsSingle ? [] : MemoryMarshal.Cast<byte, double>(bytes);
        ReadOnlySpan<float> singles = _header.IsSingle ? MemoryMarshal.Cast<byte, float>(bytes) : [];
        for (int row = 0; row < rows; row++)
        {
            Span<double> target = _band.AsSpan((row * _table.Columns) + firstColumn, columns);
            for (int column = 0, at = _row + row; column < columns; column++, at += _table.Rows)
            {
                target[column] = _header.IsSingle ? singles[at] : doubles[at];
            }
        }
    }
}
