namespace Parley.Engines.Numerics;

/// <summary>
/// Factors L D L' of a sparse symmetric matrix in an elimination order chosen by the caller, without pivoting. They exist in any
/// order where the matrix is quasi-definite: positive on the variables of a convex program and negative on its rows.
/// </summary>
/// <remarks>
/// Source: Davis, "Algorithm 849: a concise sparse Cholesky factorization package", 2005 (the up-looking method); Vanderbei,
/// "Symmetric quasidefinite matrices", 1995. Cost: the sum over columns of L of the square of their entries.
/// </remarks>
internal sealed class SymmetricFactors
{
    /// <summary>A pivot smaller than this part of what was summed into it is rounding.</summary>
    private const double Rounding = 1e-20;

    private readonly int _size;
    private readonly int[] _start;
    private readonly int[] _rows;
    private readonly int[] _parent;
    private readonly int[] _lowerStart;
    private readonly int[] _lowerRows;
    private readonly double[] _lower;
    private readonly double[] _pivots;
    private readonly bool[] _positive;
    private readonly int[] _filled;
    private readonly int[] _mark;
    private readonly int[] _pattern;
    private readonly double[] _work;

    /// <summary>Finds where L has entries.</summary>
    /// <param name="start">Where each column of the upper triangle begins, and where the last one ends.</param>
    /// <param name="rows">The row of each entry: at most its column, which holds its diagonal entry.</param>
    /// <param name="positive">Which pivots are positive; the others are negative.</param>
    public SymmetricFactors(int[] start, int[] rows, bool[] positive)
    {
        (_size, _start, _rows, _positive) = (positive.Length, start, rows, positive);
        (_parent, _mark, _pattern, _filled) = (new int[_size], new int[_size], new int[_size], new int[_size]);
        (_pivots, _work, _lowerStart) = (new double[_size], new double[_size], new int[_size + 1]);
        CountEntries();
        for (int column = 0; column < _size; column++)
        {
            _lowerStart[column + 1] = checked(_lowerStart[column] + _filled[column]);
        }

        (_lowerRows, _lower) = (new int[_lowerStart[_size]], new double[_lowerStart[_size]]);
    }

    /// <summary>How many entries L has below its diagonal.</summary>
    public int Entries => _lower.Length;

    /// <summary>Factors the matrix with these entries, in the order of the pattern.</summary>
    public void Factor(ReadOnlySpan<double> values)
    {
        Array.Clear(_filled);
        Array.Fill(_mark, -1);
        for (int row = 0; row < _size; row++)
        {
            int top = Scatter(row, values);
            double diagonal = _work[row];
            double summed = Math.Abs(diagonal);
            _work[row] = 0;
            for (; top < _size; top++)
            {
                int column = _pattern[top];
                double value = _work[column];
                _work[column] = 0;
                Eliminate(column, value);
                double factor = value / _pivots[column];
                double change = factor * value;
                diagonal -= change;
                summed += Math.Abs(change);
                int place = _lowerStart[column] + _filled[column]++;
                (_lowerRows[place], _lower[place]) = (row, factor);
            }

            _pivots[row] = Guarded(diagonal, summed, _positive[row]);
        }
    }

    /// <summary>Replaces the right-hand side by the solution.</summary>
    public void Solve(Span<double> right)
    {
        for (int column = 0; column < _size; column++)
        {
            double value = right[column];
            for (int place = _lowerStart[column]; place < _lowerStart[column + 1]; place++)
            {
                right[_lowerRows[place]] -= _lower[place] * value;
            }
        }

        for (int column = _size - 1; column >= 0; column--)
        {
            double value = right[column] / _pivots[column];
            for (int place = _lowerStart[column]; place < _lowerStart[column + 1]; place++)
            {
                value -= _lower[place] * right[_lowerRows[place]];
            }

            right[column] = value;
        }
    }

    /// <summary>A pivot of the wrong sign is rounding: the direction is left out by an immense pivot.</summary>
    private static double Guarded(double pivot, double summed, bool positive)
    {
        double signed = positive ? pivot : -pivot;
        double least = Rounding * summed;
        return signed > least && signed > 0 ? pivot : (positive ? 1 : -1) * (summed > 0 ? summed * 1e20 : 1e20);
    }

    private void Eliminate(int column, double value)
    {
        int end = _lowerStart[column] + _filled[column];
        for (int place = _lowerStart[column]; place < end; place++)
        {
            _work[_lowerRows[place]] -= _lower[place] * value;
        }
    }

    /// <summary>Spreads a row of the upper triangle over the workspace; returns where the pattern of L's row begins.</summary>
    private int Scatter(int row, ReadOnlySpan<double> values)
    {
        int top = _size;
        _mark[row] = row;
        for (int place = _start[row]; place < _start[row + 1]; place++)
        {
            int column = _rows[place];
            _work[column] += values[place];
            int length = 0;
            for (; _mark[column] != row; column = _parent[column])
            {
                _pattern[length++] = column;
                _mark[column] = row;
            }

            while (length > 0)
            {
                _pattern[--top] = _pattern[--length];
            }
        }

        return top;
    }

    private void CountEntries()
    {
        Array.Fill(_mark, -1);
        for (int row = 0; row < _size; row++)
        {
            _parent[row] = -1;
            _mark[row] = row;
            for (int place = _start[row]; place < _start[row + 1]; place++)
            {
                for (int column = _rows[place]; _mark[column] != row; column = _parent[column])
                {
                    _parent[column] = _parent[column] < 0 ? row : _parent[column];
                    _filled[column]++;
                    _mark[column] = row;
                }
            }
        }
    }
}
