namespace Parley.Files.Data;

/// <summary>A table in memory.</summary>
/// <param name="numbers">The numbers, row by row; kept, not copied.</param>
/// <param name="rows">How many rows they are.</param>
/// <param name="isSinglePrecision">True where they were stored in 4 bytes each.</param>
internal sealed class ListedTable(double[] numbers, int rows, bool isSinglePrecision = false) : DataTable
{
    /// <inheritdoc/>
    public override bool IsSinglePrecision => isSinglePrecision;

    /// <inheritdoc/>
    public override int Rows => rows;

    /// <inheritdoc/>
    public override int Columns => numbers.Length / rows;

    /// <inheritdoc/>
    public override DataRows Open(CancellationToken cancellation = default) => new ListedRows(numbers, Columns);

    /// <inheritdoc/>
    public override double[] ToArray(CancellationToken cancellation = default) => [.. numbers];

    private sealed class ListedRows(double[] numbers, int columns) : DataRows
    {
        private int _next;

        public override void Read(Span<double> destination)
        {
            if (_next >= numbers.Length)
            {
                throw new InvalidOperationException("all rows have been read");
            }

            numbers.AsSpan(_next, columns).CopyTo(destination);
            _next += columns;
        }
    }
}
