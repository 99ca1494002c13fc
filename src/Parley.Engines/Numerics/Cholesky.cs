using System.Runtime.Intrinsics;

namespace Parley.Engines.Numerics;

/// <summary>Solves symmetric systems that are positive definite, or nearly so, in doubles.</summary>
internal static class Cholesky
{
    /// <summary>A pivot this much smaller than the matrix's own diagonal entry carries no digits.</summary>
    private const double Negligible = 1e-13;

    /// <summary>
    /// Solves matrix * x = right in place. Where a pivot vanishes in rounding the variable stays where it is: the solution then moves
    /// only along directions that the matrix knows.
    /// </summary>
    /// <param name="matrix">n x n, row-major, symmetric; its lower triangle is overwritten by the factor.</param>
    /// <param name="right">n numbers; becomes x.</param>
    /// <remarks>Costs n^3 / 6 multiplications, four at a time.</remarks>
    public static void Solve(double[] matrix, double[] right)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(right);
        int n = right.Length;
        bool[] isFree = new bool[n];
        for (int row = 0; row < n; row++)
        {
            Span<double> here = matrix.AsSpan(row * n, n);
            for (int column = 0; column < row; column++)
            {
                ReadOnlySpan<double> there = matrix.AsSpan(column * n, n);
                here[column] = isFree[column] ? 0 : (here[column] - Dot(here[..column], there[..column])) / there[column];
            }

            double pivot = here[row] - Dot(here[..row], here[..row]);
            isFree[row] = !(pivot > Negligible * here[row]);
            here[row] = isFree[row] ? 1 : Math.Sqrt(pivot);
        }

        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<double> here = matrix.AsSpan(row * n, n);
            right[row] = isFree[row] ? 0 : (right[row] - Dot(here[..row], right.AsSpan(0, row))) / here[row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            ReadOnlySpan<double> here = matrix.AsSpan(row * n, n);
            right[row] = isFree[row] ? 0 : right[row] / here[row];
            for (int column = 0; column < row; column++)
            {
                right[column] -= here[column] * right[row];
            }
        }
    }

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
