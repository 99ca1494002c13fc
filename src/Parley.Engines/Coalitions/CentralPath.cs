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
    private const double ShortestStride = 0.01;

    /// <summary>A point that misses the path by more, relative to its unknowns, is corrected before it moves on.</summary>
    private const double LargestMiss = 0.5;

    private readonly PathPoint _correction;
    private readonly PathPoint _slide;
    private readonly PathPoint _tangent;
    private readonly PathEquations _equations;

    // The tangent's component along log tau.
    private double _slope = -1;

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
        while (Tau > target && Steps < maximumSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            Steps++;
            if (!_equations.Directions(Tau, _correction, _slide))
            {
                return false;
            }

            Orient();
            double missed = Correct(out double corrected, out double logTau);
            bool isNear = corrected > 0.99 && missed < LargestMiss;
            double advanced = isNear ? Advance(stride) : 0;
            logTau += advanced * _slope;
            if (!double.IsFinite(logTau) || Math.Max(advanced, corrected) < ShortestStep)
            {
                return false;
            }

            Tau *= Math.Max(0.1, 1 + logTau);
            stride = isNear && missed < LargestMiss / 5 ? stride * 2
                : isNear && missed < LargestMiss / 2 ? stride
                : Math.Max(stride / 2, ShortestStride);
        }

        return Tau <= target;
    }

    /// <summary>
    /// The unit tangent, in relative sizes and log tau: (slide * tau, 1), in the direction in which the path was
    /// followed so far; at first towards smaller tau.
    /// </summary>
    private void Orient()
    {
        double length = Math.Sqrt((Tau * Tau * Point.RelativeProduct(_slide, _slide)) + 1);
        double along = (Tau * Point.RelativeProduct(_tangent, _slide)) + _slope;
        _slope = Math.Sign(along) / length;
        _tangent.All.Clear();
        _tangent.Add(_slide, Tau * _slope);
    }

    /// <summary>Newton's correction, with tau moving too so that it stays across the tangent.</summary>
    /// <param name="length">The fraction of it that was taken.</param>
    /// <param name="logTau">By how much log tau is to change.</param>
    /// <returns>Its relative size: how far the point missed the path.</returns>
    private double Correct(out double length, out double logTau)
    {
        double across = -Point.RelativeProduct(_tangent, _correction) / ((Tau * Point.RelativeProduct(_tangent, _slide)) + _slope);
        _correction.Add(_slide, Tau * across);
        double missed = Math.Sqrt(Point.RelativeProduct(_correction, _correction) + (across * across));
        length = Math.Min(1, BoundaryFraction * Point.RoomAlong(_correction));
        Point.Add(_correction, length);
        logTau = across * length;
        return missed;
    }

    /// <summary>A step along the tangent, as long as the positive unknowns allow.</summary>
    private double Advance(double stride)
    {
        double length = Math.Min(stride, BoundaryFraction * Point.RoomAlong(_tangent));
        Point.Add(_tangent, length);
        return length;
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
