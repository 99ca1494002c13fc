namespace Parley.Problems.Numbers;

/// <summary>Small systems of linear equations, solved exactly.</summary>
public static class RationalSystem
{
    /// <summary>
    /// The solution x of matrix * x = right, or null where the matrix is singular. Costs n^3 operations on numbers whose
    /// length may grow with n.
    /// </summary>
    /// <param name="matrix">n rows of n numbers.</param>
    /// <param name="right">n numbers.</param>
    public static Rational[]? Solve(IReadOnlyList<IReadOnlyList<Rational>> matrix, IReadOnlyList<Rational> right)
    {
        int n = right.Count;
        Rational[][] rows = [.. Enumerable.Range(0, n).Select(row => (Rational[])[.. matrix[row], right[row]])];
        for (int column = 0; column < n; column++)
        {
            int pivot = Array.FindIndex(rows, column, row => !row[column].IsZero);
            if (pivot < 0)
            {
                return null;
            }

            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = 0; row < n; row++)
            {
                if (row != column && !rows[row][column].IsZero)
                {
                    Rational factor = rows[row][column] / rows[column][column];
                    for (int k = column; k <= n; k++)
                    {
                        rows[row][k] -= factor * rows[column][k];
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(row => rows[row][n] / rows[row][row])];
    }
}
