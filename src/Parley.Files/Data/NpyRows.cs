using System.Runtime.InteropServices;

namespace Parley.Files.Data;

/// <summary>A pass over a table whose rows stand one behind the other.</summary>
internal sealed class NpyRows : DataRows
{
    private readonly NpyTable _table;
    private readonly DataStream _stream;
    private readonly CancellationToken _cancellation;
    private readonly float[]? _singles;
    private int _row;

    public NpyRows(NpyTable table, DataFile file, NpyHeader header, CancellationToken cancellation)
    {
        (_table, _stream, _cancellation) = (table, file.Open(), cancellation);
        _singles = header.IsSingle ? new float[table.Columns] : null;
        _stream.Fill(new byte[header.Length]);
    }

    /// <inheritdoc/>
    public override void Read(Span<double> destination)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_row == _table.Rows)
        {
            throw new InvalidOperationException("all rows have been read");
        }

        Fill(destination[.._table.Columns]);
        _table.RejectNotFinite(destination[.._table.Columns], _row);
        if (++_row == _table.Rows)
        {
            _stream.Complete();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _stream.Dispose();
        base.Dispose(disposing);
    }

    private void Fill(Span<double> destination)
    {
        if (_singles is null)
        {
            _stream.Fill(MemoryMarshal.AsBytes(destination));
            return;
        }

        _stream.Fill(MemoryMarshal.AsBytes(_singles.AsSpan()));
        for (int column = 0; column < destination.Length; column++)
        {
            destination[column] = _singles[column];
        }
    }
}
