namespace Parley.Problems.Beliefs;

/// <summary>The triangular factors of a small square matrix, with rows exchanged for the largest pivots.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations, algorithm 3.4.1.</remarks>
internal sealed class SquareFactors
{
    private readonly int _size;
    private readonly double[] _factors;
    private readonly int[] _rows;

    /// <summary>Factors a matrix. Cost: the cube of its size, over 3.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="matrix">Row by row; overwritten by its factors.</param>
    public SquareFactors(int size, double[] matrix)
    {
        (_size, _factors, _rows) = (size, matrix, new int[size]);
        for (int k = 0; k < size; k++)
        {
            _rows[k] = k;
        }

        for (int k = 0; k < size; k++)
        {
            Exchange(k);
            for (int i = k + 1; i < size; i++)
            {
                double multiple = _factors[(i * size) + k] /= _factors[(k * size) + k];
                for (int j = k + 1; multiple != 0 && j < size; j++)
                {
                    _factors[(i * size) + j] -= multiple * _factors[(k * size) + j];
                }
            }
        }
    }

    private void Exchange(int step)
    {
        int largest = step;
        for (int i = step + 1; i < _size; i++)
        {
            largest = Math.Abs(_factors[(i * _size) + step]) > Math.Abs(_factors[(largest * _size) + step]) ? i : largest;
        }

        if (largest != step)
        {
            (_rows[step], _rows[largest]) = (_rows[largest], _rows[step]);
            for (int j = 0; j < _size; j++)
            {
                (_factors[(step * _size) + j], _factors[(largest * _size) + j]) = (_factors[(largest * _size) + j], _factors[(step * _size) + j]);
            }
        }
    }

    /// <summary>The solution of matrix times solution = right.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        double[] solution = new double[_size];
        for (int i = 0; i < _size; i++)
        {
            double sum = right[_rows[i]];
            for (int j = 0; j < i; j++)
            {
                sum -= _factors[(i * _size) + j] * solution[j];
            }

            solution[i] = sum;
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < _size; j++)
            {
                solution[i] -= _factors[(i * _size) + j] * solution[j];
            }

            solution[i] /= _factors[(i * _size) + i];
        }

        return solution;
    }

    /// <summary>The solution of solution times matrix = right.</summary>
    public double[] SolveTransposed(ReadOnlySpan<double> right)
    {
        double[] solution = right.ToArray();
        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                solution[i] -= _factors[(j * _size) + i] * solution[j];
            }

            solution[i] /= _factors[(i * _size) + i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < _size; j++)
            {
                solution[i] -= _factors[(j * _size) + i] * solution[j];
            }
        }

        double[] placed = new double[_size];
        for (int i = 0; i < _size; i++)
        {
            placed[_rows[i]] = solution[i];
        }

        return placed;
    }
}
