namespace Parley.Files.Data;

/// <summary>A table in a <c>.npy</c> file, read as a stream.</summary>
internal sealed class NpyTable : DataTable
{
    private readonly DataFile _file;
    private readonly NpyHeader _header;
    private readonly TableAxis _rowAxis;
    private readonly TableAxis _columnAxis;

    /// <summary>A table whose shape has been looked at.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rowAxis">What its rows stand for.</param>
    /// <param name="columnAxis">What its columns stand for.</param>
    /// <exception cref="Documents.ProblemFileException">The header is not understood, or the shape is another.</exception>
    public NpyTable(DataFile file, TableAxis rowAxis, TableAxis columnAxis)
    {
        (_file, _rowAxis, _columnAxis) = (file, rowAxis, columnAxis);
        _header = NpyHeader.Read(file);
        (Rows, Columns) = Shape();
        long bytes = _header.Length + ((long)Rows * Columns * _header.NumberSize);
        if (bytes != file.Length)
        {
            throw file.Error(
                $"its header promises {_header.ShapeText} of {_header.NumberSize} bytes, {bytes} bytes in all, and the file has {file.Length}",
                bytes > file.Length ? "The file was cut off: save it again" : "Something stands behind the numbers: save it again");
        }
    }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override int Columns { get; }

    /// <inheritdoc/>
    public override long BytesToRead => _file.Length;

    /// <inheritdoc/>
    public override bool IsSinglePrecision => _header.IsSingle;

    /// <inheritdoc/>
    public override DataRows Open(CancellationToken cancellation = default) => _header.IsFortran && Rows > 1 && Columns > 1
        ? new FortranRows(this, _file, _header, cancellation)
        : new NpyRows(this, _file, _header, cancellation);

    /// <summary>Refuses numbers that are not finite.</summary>
    /// <param name="numbers">A row or a part of it.</param>
    /// <param name="row">Its row.</param>
    public void RejectNotFinite(ReadOnlySpan<double> numbers, int row)
    {
        int bad = Finite.IndexOfOther(numbers);
        if (bad >= 0)
        {
            throw _file.Error(
                $"the number for {_rowAxis.Describe(row)} in {_columnAxis.Describe(bad)} is {(double.IsNaN(numbers[bad]) ? "NaN" : "infinite")}",
                "Fill in a finite number");
        }
    }

    /// <summary>Two dimensions, or one where the other axis has a single element.</summary>
    private (int Rows, int Columns) Shape()
    {
        long[] shape = [.. _header.Shape];
        long[]? fitting = shape.Length switch
        {
            2 when Fits(shape[0], shape[1]) => shape,
            1 when Fits(shape[0], 1) => [shape[0], 1],
            1 when Fits(1, shape[0]) => [1, shape[0]],
            _ => null,
        };
        return fitting is not null ? ((int)fitting[0], (int)fitting[1]) : throw _file.Error(
            $"it holds {_header.ShapeText}, and {_rowAxis.CountText()} x {_columnAxis.CountText()} are needed",
            shape.Length == 2 && Fits(shape[1], shape[0]) ? "It looks transposed: save array.T" : "Save one row for each " + $"{_rowAxis.Word}, with a number for each {_columnAxis.Word}");
    }

    private bool Fits(long rows, long columns) =>
        rows == (_rowAxis.Count ?? rows) && columns == (_columnAxis.Count ?? columns) && rows is > 0 and <= int.MaxValue && columns is > 0 and <= int.MaxValue;
}
