using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What a <see cref="WrittenDown"/> allocation proves: its utilities by their definitions, and the bound of its priors and tilts.</summary>
internal static class WrittenDownBounds
{
    /// <summary>A recorded vector whose sum is this near to 1 is a prior, and is scaled to sum to 1 here.</summary>
    private const double Normal = 1e-9;

    /// <summary>Probabilities that violate a member's beliefs by no more than this are rounding.</summary>
    public const double Rounding = 1e-12;

    /// <summary>The bounds; an infinite gap where a prior or a tilt is not one that the member's beliefs allow.</summary>
    public static PoolBounds Of(RiskPool pool, WrittenDown written, CancellationToken cancellation)
    {
        int scenarios = pool.Scenarios;
        double[] utilities = new double[pool.Members.Count];
        var support = new MenuSupport(pool);
        double penalties = 0;
        (double[] centre, double[] prior, double[] tilt) = (new double[scenarios], new double[scenarios], new double[scenarios]);
        for (int i = 0; i < pool.Members.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Member member = pool.Members[i];
            pool.Centres.Prior(i, centre);
            utilities[i] = member.Utility.Value(written.Allocation[i], member.Beliefs, centre, prior, tilt);
            double[] recordedTilt = Scaled(written.Tilts[i]);
            double[] recorded = Scaled(written.Priors[i]);
            penalties += member.Beliefs.Excess(centre, recorded) <= Rounding ? member.Utility.Penalty(recordedTilt, recorded) : double.PositiveInfinity;
            support.Add(recordedTilt);
        }

        double bound = double.IsFinite(penalties) ? penalties + support.Value : double.PositiveInfinity;
        return new PoolBounds(utilities, bound - utilities.Sum(), MenuExcess.Imbalance(pool, written.Allocation), MenuExcess.Of(pool, written.Allocation))
        {
            LargestPart = Enumerable.Range(0, utilities.Length).Max(i => Largest(written.Allocation[i])),
        };
    }

    private static double Largest(ReadOnlySpan<double> parts)
    {
        double largest = 0;
        foreach (double part in parts)
        {
            largest = Math.Max(largest, Math.Abs(part));
        }

        return largest;
    }

    /// <summary>The vector divided by its sum; as it is where it is no prior, so that it fails.</summary>
    private static double[] Scaled(double[] vector)
    {
        double sum = vector.Sum();
        return Math.Abs(sum - 1) <= Normal ? [.. vector.Select(probability => probability / sum)] : vector;
    }
}
