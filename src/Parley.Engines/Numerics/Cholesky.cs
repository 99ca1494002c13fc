using System.Runtime.Intrinsics;

namespace Parley.Engines.Numerics;

/// <summary>
/// The factor of a symmetric matrix that is positive definite, or nearly so, in doubles. Where a pivot vanishes in rounding the variable stays
/// where it is: solutions then move only along directions that the matrix knows.
/// </summary>
internal sealed class Cholesky
{
    /// <summary>A pivot this much smaller than the matrix's own diagonal entry carries no digits.</summary>
    private const double Negligible = 1e-13;

    /// <summary>Rows that are worked on together, so that each earlier row is fetched once for all of them.</summary>
    private const int RowsAtOnce = 32;

    private readonly double[] _factor;
    private readonly bool[] _isFree;
    private readonly int _size;

    /// <summary>Factors a matrix, which is overwritten.</summary>
    /// <param name="matrix">size x size, row-major, symmetric.</param>
    /// <param name="size">The number of rows.</param>
    /// <remarks>Costs size^3 / 6 multiplications, four at a time.</remarks>
    public Cholesky(double[] matrix, int size)
    {
        (_factor, _size, _isFree) = (matrix, size, new bool[size]);
        for (int first = 0; first < size; first += RowsAtOnce)
        {
            int end = Math.Min(first + RowsAtOnce, size);
            for (int column = 0; column < first; column++)
            {
                for (int row = first; row < end; row++)
                {
                    Eliminate(row, column);
                }
            }

            for (int row = first; row < end; row++)
            {
                for (int column = first; column < row; column++)
                {
                    Eliminate(row, column);
                }

                TakePivot(row);
            }
        }
    }

    private void Eliminate(int row, int column)
    {
        Span<double> here = Row(row);
        ReadOnlySpan<double> there = Row(column);
        here[column] = _isFree[column] ? 0 : (here[column] - Dot(here[..column], there[..column])) / there[column];
    }

    private void TakePivot(int row)
    {
        Span<double> here = Row(row);
        double pivot = here[row] - Dot(here[..row], here[..row]);
        _isFree[row] = !(pivot > Negligible * here[row]);
        here[row] = _isFree[row] ? 1 : Math.Sqrt(pivot);
    }

    /// <summary>Solves matrix * x = right in place. Costs the square of the size.</summary>
    public void Solve(Span<double> right)
    {
        for (int row = 0; row < _size; row++)
        {
            ReadOnlySpan<double> here = Row(row);
            right[row] = _isFree[row] ? 0 : (right[row] - Dot(here[..row], right[..row])) / here[row];
        }

        for (int row = _size - 1; row >= 0; row--)
        {
            ReadOnlySpan<double> here = Row(row);
            right[row] = _isFree[row] ? 0 : right[row] / here[row];
            for (int column = 0; column < row; column++)
            {
                right[column] -= here[column] * right[row];
            }
        }
    }

    private Span<double> Row(int row) => _factor.AsSpan(row * _size, _size);

    /// <summary>The inner product, in a fixed order.</summary>
    public static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        Vector256<double> other = Vector256<double>.Zero;
        int k = 0;
        for (; k <= first.Length - (2 * Vector256<double>.Count); k += 2 * Vector256<double>.Count)
        {
            sum += Vector256.Create(first[k..]) * Vector256.Create(second[k..]);
            other += Vector256.Create(first[(k + Vector256<double>.Count)..]) * Vector256.Create(second[(k + Vector256<double>.Count)..]);
        }

        double total = Vector256.Sum(sum + other);
        for (; k < first.Length; k++)
        {
            total += first[k] * second[k];
        }

        return total;
    }
}
