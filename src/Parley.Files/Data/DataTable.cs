namespace Parley.Files.Data;

/// <summary>A matrix of finite numbers that may be too large for memory: its rows can be read in order, any number of times.</summary>
public abstract class DataTable
{
    /// <summary>How many rows there are.</summary>
    public abstract int Rows { get; }

    /// <summary>How many columns there are.</summary>
    public abstract int Columns { get; }

    /// <summary>How many bytes are read from a file to see all rows; 0 where they are in memory.</summary>
    public virtual long BytesToRead => 0;

    /// <summary>True where the numbers were stored in 4 bytes each, with about 7 digits.</summary>
    public virtual bool IsSinglePrecision => false;

    /// <summary>Starts at the first row.</summary>
    /// <param name="cancellation">Ends a long reading with an <see cref="OperationCanceledException"/>.</param>
    public abstract DataRows Open(CancellationToken cancellation = default);

    /// <summary>All numbers, row by row. Cost: 8 bytes each.</summary>
    public virtual double[] ToArray(CancellationToken cancellation = default)
    {
        double[] numbers = GC.AllocateUninitializedArray<double>(checked(Rows * Columns));
        using DataRows rows = Open(cancellation);
        for (int row = 0; row < Rows; row++)
        {
            rows.Read(numbers.AsSpan(row * Columns, Columns));
        }

        return numbers;
    }
}
