namespace Parley.Engines.Coalitions;

/// <summary>Where a central path ended, and the scales that it passed on the way.</summary>
internal sealed class PathEnd
{
    private readonly WarrantSystem _system;
    private readonly double[] _means;
    private readonly List<double[]> _passed;

    private PathEnd(WarrantSystem system, CentralPath path, List<double[]> passed)
    {
        _system = system;
        _passed = passed;
        _means = path.Means.ToArray();
        Tau = path.Tau;
        Point = path.Point;
    }

    /// <summary>The last tau.</summary>
    public double Tau { get; }

    /// <summary>The last point.</summary>
    public PathPoint Point { get; }

    /// <summary>The smallest utility weight.</summary>
    public double SmallestWeight
    {
        get
        {
            double smallest = double.PositiveInfinity;
            foreach (double weight in Point.Scales[.._system.Types.Count])
            {
                smallest = Math.Min(smallest, weight);
            }

            return smallest;
        }
    }

    /// <summary>Weights and multipliers at the points passed, the last first.</summary>
    public IEnumerable<double[]> Passed => Enumerable.Reverse(_passed);

    /// <summary>U_i(t) at the end, in the problem's payoff units.</summary>
    public double Payoff(int member, int type) => _means[_system.TypeIndex(member, type)] * _system.Scale;

    /// <summary>Follows a path as far as it leads; null where it cannot even be reached.</summary>
    public static PathEnd? Of(WarrantSystem system, CentralPath path, double target, int maximumSteps, CancellationToken cancellation)
    {
        if (!path.Settle(maximumSteps / 4))
        {
            return null;
        }

        List<double[]> passed = [];
        double next = path.Tau;
        while (path.Tau > target && path.Steps < maximumSteps)
        {
            next = Math.Min(next, path.Tau) * 0.3;
            if (!path.Follow(Math.Max(next, target), maximumSteps, cancellation))
            {
                break;
            }

            passed.Add(path.Point.Scales.ToArray());
        }

        return passed.Count == 0 ? null : new PathEnd(system, path, passed);
    }
}
