namespace Parley.Engines.Coalitions;

/// <summary>
/// Follows the central path of a coalition's fixed point from the middle of its wide end, where tau is large, to where
/// tau vanishes. Its end is a neutral procedural solution, degenerate where a weight vanishes with tau.
/// </summary>
/// <remarks>
/// The system is Appendix A's truncated one with a barrier in place of the truncation. The path may turn back on its way
/// (the fixed point is not monotone), so it is followed by arc length, tau being one more unknown: a step along the
/// tangent, and Newton's correction across it.
/// </remarks>
internal sealed class CentralPath
{
    private const double BoundaryFraction = 0.9;
    private const double ShortestStep = 1e-6;

    private readonly PathPoint _correction;
    private readonly PathPoint _slide;
    private readonly PathPoint _tangent;
    private readonly PathEquations _equations;

    /// <summary>Starts in the middle: equal chances, and products as equal as can be.</summary>
    /// <param name="system">The coalition's numbers.</param>
    /// <param name="weights">Positive starting weights by type; scaled to sum to 1.</param>
    /// <param name="barrier">The product of a weight and its excess, as a multiple of the other products; another multiple is another path.</param>
    public CentralPath(WarrantSystem system, ReadOnlySpan<double> weights, double barrier = 1)
    {
        Point = new PathPoint(system);
        _correction = new PathPoint(system);
        _slide = new PathPoint(system);
        _tangent = new PathPoint(system);
        Tau = Start(Point, system, weights);
        Point.Excesses.Fill(barrier * Tau);
        for (int type = 0; type < weights.Length; type++)
        {
            Point.Excesses[type] /= Point.Scales[type];
        }

        Point.Theta = -barrier * Tau * weights.Length;
        _equations = new PathEquations(system, Point, Tau, barrier);
    }

    /// <summary>The current point.</summary>
    public PathPoint Point { get; }

    /// <summary>The common product of complementary pairs.</summary>
    public double Tau { get; private set; }

    /// <summary>U_i(t), then the incentive constraints' values.</summary>
    public ReadOnlySpan<double> Means => _equations.Means;

    /// <summary>How far the point is from the end of the path: the larger of tau and of what its equations miss.</summary>
    public double Distance => Math.Max(Tau, _equations.Residual(Tau));

    /// <summary>Newton steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Newton's method onto the path at the current tau.</summary>
    /// <returns>False where it does not get there; the point is then as near as it came.</returns>
    public bool Settle(int maximumSteps)
    {
        for (int step = 0; step < maximumSteps; step++)
        {
            Steps++;
            if (!_equations.Directions(Tau, _correction, _slide))
            {
                return false;
            }

            double length = Math.Min(1, BoundaryFraction * Point.RoomAlong(_correction));
            Point.Add(_correction, length);
            if (!double.IsFinite(length) || length < ShortestStep)
            {
                return false;
            }

            if (length > 0.99 && Point.RelativeProduct(_correction, _correction) < 1e-6)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Follows the path until tau is small.</summary>
    /// <param name="target">The tau to reach.</param>
    /// <param name="maximumSteps">Newton steps that may be taken in all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>False where the path is lost: a singular system, too many steps, or steps that lead nowhere.</returns>
    public bool Follow(double target, int maximumSteps, CancellationToken cancellation)
    {
        double stride = 1;
        double previousSlope = -1;
        bool first = true;
        while (Tau > target && Steps < maximumSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            Steps++;
            if (!_equations.Directions(Tau, _correction, _slide))
            {
                return false;
            }

            // In terms of log tau, the tangent is (slide * tau, 1), oriented as before.
            double slideNorm = Math.Sqrt((Tau * Tau * Point.RelativeProduct(_slide, _slide)) + 1);
            double along = first ? -1 : (Tau * Point.RelativeProduct(_tangent, _slide)) + previousSlope;
            double slope = Math.Sign(along) / slideNorm;
            first = false;
            _tangent.All.Clear();
            _tangent.Add(_slide, Tau * slope);

            // The correction moves tau as well, so that it stays across the tangent.
            double across = -Point.RelativeProduct(_tangent, _correction) / ((Tau * Point.RelativeProduct(_tangent, _slide)) + slope);
            _correction.Add(_slide, Tau * across);
            double size = Math.Sqrt(Point.RelativeProduct(_correction, _correction) + (across * across));
            double correctionLength = Math.Min(1, BoundaryFraction * Point.RoomAlong(_correction));
            Point.Add(_correction, correctionLength);
            double logTau = across * correctionLength;
            bool corrected = correctionLength > 0.99 && size < 0.5;
            double length = 0;
            if (corrected)
            {
                length = Math.Min(stride, BoundaryFraction * Point.RoomAlong(_tangent));
                Point.Add(_tangent, length);
                logTau += slope * length;
            }

            if (!double.IsFinite(logTau) || (length < ShortestStep && correctionLength < ShortestStep))
            {
                return false;
            }

            previousSlope = slope;
            Tau *= Math.Max(0.1, 1 + logTau);
            stride = corrected && size < 0.1 ? stride * 2 : !corrected || size > 0.3 ? Math.Max(stride / 2, 0.01) : stride;
        }

        return Tau <= target;
    }

    private static double Start(PathPoint point, WarrantSystem system, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        for (int type = 0; type < weights.Length; type++)
        {
            point.Scales[type] = weights[type] / sum;
        }

        point.Scales[weights.Length..].Fill(0.1 / weights.Length);
        point.Slacks.Fill(0.1);
        point.Chances.Fill(1.0 / system.DecisionCount);
        point.Worths.Fill(double.NegativeInfinity);
        for (int column = 0; column < system.ColumnCount; column++)
        {
            ref double worth = ref point.Worths[system.StateOf(column)];
            worth = Math.Max(worth, system.Worth(column, point.Scales) + (0.5 / system.Subgame.States.Count));
        }

        double products = 0;
        for (int column = 0; column < system.ColumnCount; column++)
        {
            point.Losses[column] = point.Worths[system.StateOf(column)] - system.Worth(column, point.Scales);
            products += point.Losses[column] * point.Chances[column];
        }

        return products / system.ColumnCount;
    }
}
