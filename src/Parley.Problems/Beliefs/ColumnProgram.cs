namespace Parley.Problems.Beliefs;

/// <summary>
/// A linear program with few rows and many columns, in doubles: maximise <c>c x</c> subject to <c>A x = b</c> and <c>0 &lt;= x &lt;= u</c>, with
/// <c>b &gt;= 0</c>. It evaluates what is defined as the optimum of such a program; its multipliers let the caller check it.
/// </summary>
/// <remarks>
/// The bounded simplex method in two phases (Chvatal, Linear Programming, chapters 7 and 8): the column with the largest reduced
/// cost enters, or, where the objective stands still, the first one that may (Bland's rule, which cannot cycle). The basis is factored anew
/// at every step: rounding doesn't build up. Cost of a step: the cube of the rows, and rows times columns.
/// </remarks>
internal sealed class ColumnProgram
{
    private const double CostTolerance = 1e-14;
    private const double PivotTolerance = 1e-10;
    private const double FeasibilityTolerance = 1e-12;
    private const int PatientSteps = 20;

    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _upper;
    private readonly bool[] _atUpper;
    private readonly int[] _basis;
    private readonly bool[] _isBasic;
    private double[] _basic = [];

    /// <summary>A program whose coefficients are of the order of 1.</summary>
    /// <param name="matrix">Column by column, each with one number for each row.</param>
    /// <param name="upper">The upper bound of each column; may be infinite.</param>
    /// <param name="right">The right-hand side of each row, at least 0.</param>
    public ColumnProgram(double[] matrix, double[] upper, double[] right)
    {
        (_rows, _columns) = (right.Length, upper.Length);
        (_matrix, _right) = (matrix, right);

        // One column more for each row, that is 1 there: the basis from which the first phase starts.
        _upper = [.. upper, .. Enumerable.Repeat(double.PositiveInfinity, _rows)];
        _atUpper = new bool[_columns + _rows];
        _isBasic = [.. new bool[_columns], .. Enumerable.Repeat(true, _rows)];
        _basis = [.. Enumerable.Range(_columns, _rows)];
        Multipliers = new double[_rows];
    }

    /// <summary>One multiplier for each row: what the objective gains for each unit of its right-hand side.</summary>
    public double[] Multipliers { get; private set; }

    /// <summary>Finds a point that satisfies the rows; false where there is none.</summary>
    public bool IsFeasible()
    {
        double[] missing = [.. new double[_columns], .. Enumerable.Repeat(-1.0, _rows)];
        Climb(missing);
        double left = 0;
        for (int i = 0; i < _rows; i++)
        {
            left += _basis[i] >= _columns ? Math.Abs(_basic[i]) : 0;
        }

        Array.Fill(_upper, 0, _columns, _rows);
        return left <= FeasibilityTolerance;
    }

    /// <summary>The best point, from the one that <see cref="IsFeasible"/> found; its objective is bounded.</summary>
    /// <param name="objective">The coefficient of each column.</param>
    public double[] Maximise(double[] objective)
    {
        Climb([.. objective, .. new double[_rows]]);
        double[] point = new double[_columns + _rows];
        for (int j = 0; j < _columns; j++)
        {
            point[j] = _atUpper[j] ? _upper[j] : 0;
        }

        for (int i = 0; i < _rows; i++)
        {
            point[_basis[i]] = Math.Clamp(_basic[i], 0, _upper[_basis[i]]);
        }

        return point[.._columns];
    }

    private void Climb(double[] objective)
    {
        double best = double.NegativeInfinity;
        int standing = 0;
        int limit = 100 * (_rows + 10) * (1 + (int)Math.Log2(_columns + _rows));
        for (int step = 0; step < limit; step++)
        {
            SquareFactors factors = Factor();
            _basic = factors.Solve(RightOfBasis());
            double reached = Objective(objective);
            standing = reached > best + (1e-13 * Math.Abs(best)) ? 0 : standing + 1;
            best = Math.Max(best, reached);
            Multipliers = factors.SolveTransposed(_basis.Select(column => objective[column]).ToArray());
            bool patient = standing < PatientSteps;
            int entering = Entering(objective, patient);
            if (entering < 0)
            {
                return;
            }

            Pivot(entering, factors.Solve(Column(entering)), patient);
        }
    }

    private SquareFactors Factor()
    {
        double[] square = new double[_rows * _rows];
        for (int k = 0; k < _rows; k++)
        {
            double[] column = Column(_basis[k]);
            for (int i = 0; i < _rows; i++)
            {
                square[(i * _rows) + k] = column[i];
            }
        }

        return new SquareFactors(_rows, square);
    }

    private double[] Column(int column)
    {
        if (column < _columns)
        {
            return _matrix.AsSpan(column * _rows, _rows).ToArray();
        }

        double[] unit = new double[_rows];
        unit[column - _columns] = 1;
        return unit;
    }

    private double[] RightOfBasis()
    {
        double[] right = [.. _right];
        for (int j = 0; j < _columns; j++)
        {
            for (int i = 0; _atUpper[j] && i < _rows; i++)
            {
                right[i] -= _matrix[(j * _rows) + i] * _upper[j];
            }
        }

        return right;
    }

    private double Objective(double[] objective)
    {
        double sum = 0;
        for (int j = 0; j < _columns; j++)
        {
            sum += _atUpper[j] ? objective[j] * _upper[j] : 0;
        }

        for (int i = 0; i < _rows; i++)
        {
            sum += objective[_basis[i]] * _basic[i];
        }

        return sum;
    }

    /// <summary>A column whose move from its bound raises the objective: the steepest, or the first; -1 where there is none.</summary>
    private int Entering(double[] objective, bool patient)
    {
        int entering = -1;
        double steepest = CostTolerance * (1 + Multipliers.Max(Math.Abs));
        for (int j = 0; j < _columns; j++)
        {
            if (_isBasic[j] || _upper[j] <= 0)
            {
                continue;
            }

            double cost = objective[j];
            for (int i = 0; i < _rows; i++)
            {
                cost -= Multipliers[i] * _matrix[(j * _rows) + i];
            }

            if ((_atUpper[j] ? -cost : cost) > steepest)
            {
                entering = j;
                steepest = Math.Abs(cost);
                if (!patient)
                {
                    break;
                }
            }
        }

        return entering;
    }

    /// <summary>Moves the entering column until it, or a basic one, meets a bound; the basic one that does leaves.</summary>
    private void Pivot(int entering, double[] direction, bool patient)
    {
        double sign = _atUpper[entering] ? -1 : 1;
        double farthest = _upper[entering];
        int leaving = -1;
        for (int i = 0; i < _rows; i++)
        {
            double rate = sign * direction[i];
            if (Math.Abs(rate) <= PivotTolerance)
            {
                continue;
            }

            double room = Math.Max(rate > 0 ? _basic[i] : _upper[_basis[i]] - _basic[i], 0) / Math.Abs(rate);
            bool preferred = leaving >= 0 && (patient ? Math.Abs(direction[i]) > Math.Abs(direction[leaving]) : _basis[i] < _basis[leaving]);
            if (room < farthest || (room == farthest && preferred))
            {
                (farthest, leaving) = (room, i);
            }
        }

        if (leaving < 0 && double.IsInfinity(farthest))
        {
            throw new InvalidOperationException("a bounded program has no limit along a column");
        }

        if (leaving < 0)
        {
            _atUpper[entering] = !_atUpper[entering];
            return;
        }

        int left = _basis[leaving];
        _atUpper[left] = sign * direction[leaving] < 0 && left < _columns;
        (_isBasic[left], _isBasic[entering], _atUpper[entering]) = (false, true, false);
        _basis[leaving] = entering;
    }
}
