namespace Parley.Engines.Programs;

/// <content>Which basic variable leaves, and how far the entering one goes.</content>
internal sealed partial class SimplexSearch
{
    /// <summary>A pivot of phase 1 is at least this part of the largest one passed on the way.</summary>
    private const double RelativePivot = 1e-3;

    /// <param name="direction">1 where the entering variable grows, -1 where it falls.</param>
    /// <param name="step">The entering variable's new value, with its sign.</param>
    /// <returns>The row, or -1 where nothing stops the entering variable.</returns>
    private int ChooseLeaving(int direction, out double step)
    {
        int leaving = _feasible ? FirstBlocking(direction) : LastUsefulBreakpoint(direction);
        double ratio = leaving < 0 ? 0 : Ratio(leaving, direction);
        step = direction * Math.Max(ratio, 0);
        return leaving;
    }

    private double Ratio(int row, int direction) => _values[row] / (direction * _column[row]);

    /// <summary>Harris: among the rows that block within the tolerance, the one with the largest pivot.</summary>
    private int FirstBlocking(int direction)
    {
        double limit = double.PositiveInfinity;
        for (int row = 0; row < _rowCount; row++)
        {
            if (Blocks(row, direction))
            {
                double slack = Math.Max(Distance(row), 0) + FeasibilityTolerance;
                limit = Math.Min(limit, slack / Math.Abs(_column[row]));
            }
        }

        int best = -1;
        for (int row = 0; row < _rowCount && limit < double.PositiveInfinity; row++)
        {
            if (Blocks(row, direction) && Distance(row) <= limit * Math.Abs(_column[row])
                && (best < 0 || Math.Abs(_column[row]) > Math.Abs(_column[best])))
            {
                best = row;
            }
        }

        return best;
    }

    /// <summary>How far a basic variable may still move towards its bound.</summary>
    private double Distance(int row) => _program.Signs[_basis[row]] == ColumnSign.Zero ? 0 : _values[row];

    private bool Blocks(int row, int direction) => _program.Signs[_basis[row]] switch
    {
        ColumnSign.Nonnegative => direction * _column[row] > PivotTolerance,
        ColumnSign.Zero => Math.Abs(_column[row]) > PivotTolerance,
        _ => false,
    };

    /// <summary>
    /// The sum of infeasibilities along the step is convex and piecewise linear, with a kink where a basic variable
    /// passes zero: follow it while it falls.
    /// </summary>
    private int LastUsefulBreakpoint(int direction)
    {
        int count = CollectBreakpoints(direction);
        _breakpoints.AsSpan(0, count).Sort(_breakpointRows.AsSpan(0, count));
        double slope = -InitialDescent(direction);
        double largest = 0;
        int best = -1;
        for (int k = 0; k < count && slope < 0; k++)
        {
            int row = _breakpointRows[k];
            double pivot = Math.Abs(_column[row]);
            bool crossing = _program.Signs[_basis[row]] == ColumnSign.Zero && Violation(row) != 0;
            slope += crossing ? 2 * pivot : pivot;
            largest = Math.Max(largest, pivot);
            best = pivot >= RelativePivot * largest ? row : best;
        }

        return best;
    }

    private int CollectBreakpoints(int direction)
    {
        int count = 0;
        for (int row = 0; row < _rowCount; row++)
        {
            double fall = direction * _column[row];
            if (Math.Abs(fall) > PivotTolerance && HasBreakpoint(row, fall))
            {
                _breakpointRows[count] = row;
                _breakpoints[count++] = Math.Max(_values[row] / fall, 0);
            }
        }

        return count;
    }

    private bool HasBreakpoint(int row, double fall) => (_program.Signs[_basis[row]], Violation(row)) switch
    {
        (ColumnSign.Free, _) => false,
        (ColumnSign.Nonnegative, 0) => fall > 0,
        (ColumnSign.Zero, 0) => true,
        (_, int violated) => violated * fall > 0,
    };

    /// <summary>How fast the sum of infeasibilities falls as the step begins.</summary>
    private double InitialDescent(int direction)
    {
        double descent = 0;
        for (int row = 0; row < _rowCount; row++)
        {
            descent += Violation(row) * direction * _column[row];
        }

        return descent;
    }
}
