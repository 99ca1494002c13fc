using Parley.Engines.Numerics;
using Parley.Problems.Coalitions;

namespace Parley.Engines.Coalitions;

/// <summary>Where a central path ended, and the scales that it passed on the way.</summary>
internal sealed class PathEnd
{
    private const int Corrections = 5;

    private readonly double[] _means;
    private readonly List<double[]> _passed;

    private PathEnd(WarrantSystem system, CentralPath path, List<double[]> passed)
    {
        System = system;
        _passed = passed;
        _means = path.Means.ToArray();
        Distance = path.Distance;
        Point = path.Point.Copy();
    }

    /// <summary>The equations of the path.</summary>
    public WarrantSystem System { get; }

    /// <summary>How far the point may be from the path's end, in units of the payoffs' ranges.</summary>
    public double Distance { get; }

    /// <summary>The last point.</summary>
    public PathPoint Point { get; }

    /// <summary>
    /// True where a type's weight is smaller than what it gets beyond its warranted claim: of the two, whose product is
    /// almost zero, the weight vanishes. A guide to the search, not a proof.
    /// </summary>
    public bool IsDegenerate
    {
        get
        {
            for (int type = 0; type < System.Types.Count; type++)
            {
                if (Point.Scales[type] < Point.Excesses[type])
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Weights and multipliers at the points passed, the last first.</summary>
    public IEnumerable<double[]> Passed => Enumerable.Reverse(_passed);

    /// <summary>U_i(t) at the end, in the problem's payoff units.</summary>
    public double Payoff(int member, int type) => _means[System.TypeIndex(member, type)] * System.Ranges[member];

    /// <summary>
    /// Writes down, for each state, the decision that the scales at the end value most, where it is worth more than the
    /// state's worth there; true where there was one that was not written down before.
    /// </summary>
    /// <param name="margin">How much more, in the path's units.</param>
    public bool WriteDownWanted(double margin)
    {
        Subgame subgame = System.Subgame;
        if (subgame.IsListed)
        {
            return false;
        }

        int before = subgame.DecisionCount;
        double[] converted = System.InProblemUnits(Point.Scales);
        var scales = new VirtualUtility(
            subgame,
            TypeVector.Of(subgame.States, (member, type) => BinaryRounding.Round(converted[System.TypeIndex(member, type)])),
            new Multipliers(System.Pairs.Select((pair, k) => (pair.Member, pair.True, pair.Reported, BinaryRounding.Round(converted[System.Types.Count + k])))));
        for (int state = 0; state < subgame.States.Count; state++)
        {
            var (choice, worth) = scales.Best(state);
            if (worth.ToDouble() > Point.Worths[state] + margin)
            {
                subgame.WriteDown(choice);
            }
        }

        return subgame.DecisionCount > before;
    }

    /// <summary>Follows a path as far as it leads; null where it cannot even be reached.</summary>
    public static PathEnd? Of(WarrantSystem system, CentralPath path, double target, int maximumSteps, CancellationToken cancellation)
    {
        if (!path.Settle(maximumSteps / 4))
        {
            return null;
        }

        List<double[]> passed = [];
        PathEnd? best = null;
        double next = path.Tau;
        while (path.Tau > target && path.Steps < maximumSteps)
        {
            next = Math.Min(next, path.Tau) * 0.3;
            if (!path.Follow(Math.Max(next, target), maximumSteps, cancellation))
            {
                break;
            }

            // Steps along the tangent leave something that Newton's method across it removes, while rounding lets it.
            if (path.Distance > 2 * path.Tau)
            {
                path.Settle(Corrections);
            }

            if (best is not null && path.Distance > best.Distance)
            {
                break;
            }

            passed.Add(path.Point.Scales.ToArray());
            best = new PathEnd(system, path, passed);
        }

        return best;
    }
}
