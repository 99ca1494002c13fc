namespace Parley.Files.Data;

/// <summary>One pass over the rows of a <see cref="DataTable"/>.</summary>
public abstract class DataRows : IDisposable
{
    /// <summary>Reads the next row.</summary>
    /// <param name="destination">Receives it: as many numbers as the table has columns.</param>
    /// <exception cref="Documents.ProblemFileException">The file cannot be read, has changed, or holds a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">All rows have been read.</exception>
    public abstract void Read(Span<double> destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what was opened.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
