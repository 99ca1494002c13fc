namespace Parley.Engines.Numerics;

/// <summary>A dense system of linear equations in doubles, row-major.</summary>
internal static class DenseMatrix
{
    /// <summary>
    /// Solves matrix * x = right in place by elimination with row pivoting, for two right-hand sides; each becomes its x
    /// and the matrix is overwritten.
    /// </summary>
    /// <param name="matrix">n x n, row-major.</param>
    /// <param name="first">n numbers.</param>
    /// <param name="second">n numbers.</param>
    /// <returns>False where the matrix is singular to working precision, or holds a number that is not finite.</returns>
    /// <remarks>Costs n^3 / 3.</remarks>
    public static bool Solve(Span<double> matrix, Span<double> first, Span<double> second)
    {
        int n = first.Length;
        for (int column = 0; column < n; column++)
        {
            int pivot = PivotRow(matrix, n, column);
            double scale = matrix[(pivot * n) + column];
            if (scale == 0 || !double.IsFinite(scale))
            {
                return false;
            }

            SwapRows(matrix, n, column, pivot);
            (first[column], first[pivot]) = (first[pivot], first[column]);
            (second[column], second[pivot]) = (second[pivot], second[column]);
            Span<double> top = matrix.Slice(column * n, n);
            for (int row = column + 1; row < n; row++)
            {
                double factor = matrix[(row * n) + column] / scale;
                if (factor != 0)
                {
                    Subtract(matrix.Slice(row * n, n)[column..], top[column..], factor);
                    first[row] -= factor * first[column];
                    second[row] -= factor * second[column];
                }
            }
        }

        SubstituteBack(matrix, first);
        SubstituteBack(matrix, second);
        return true;
    }

    private static void SubstituteBack(ReadOnlySpan<double> matrix, Span<double> right)
    {
        int n = right.Length;
        for (int row = n - 1; row >= 0; row--)
        {
            double sum = right[row];
            for (int column = row + 1; column < n; column++)
            {
                sum -= matrix[(row * n) + column] * right[column];
            }

            right[row] = sum / matrix[(row * n) + row];
        }
    }

    private static int PivotRow(ReadOnlySpan<double> matrix, int n, int column)
    {
        int best = column;
        for (int row = column + 1; row < n; row++)
        {
            if (Math.Abs(matrix[(row * n) + column]) > Math.Abs(matrix[(best * n) + column]))
            {
                best = row;
            }
        }

        return best;
    }

    private static void SwapRows(Span<double> matrix, int n, int first, int second)
    {
        for (int column = 0; first != second && column < n; column++)
        {
            (matrix[(first * n) + column], matrix[(second * n) + column]) = (matrix[(second * n) + column], matrix[(first * n) + column]);
        }
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> top, double factor)
    {
        for (int k = 0; k < row.Length; k++)
        {
            row[k] -= factor * top[k];
        }
    }
}
