using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What fixed shares prove with mixtures of tilts, member by member: for members whose values have kinks in the share.</summary>
internal static class MixedSharesBounds
{
    /// <summary>The bounds; an infinite gap where a mixture is not one that the member's beliefs allow. Cost: three evaluations of every member's utility.</summary>
    public static PoolBounds Of(RiskPool pool, MixedShares shares, CancellationToken cancellation)
    {
        double[] utilities = new double[pool.Members.Count];
        var support = new MenuSupport(pool);
        double penalties = 0;
        double[] centre = new double[pool.Scenarios];
        for (int i = 0; i < utilities.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Member member = pool.Members[i];
            pool.Centres.Prior(i, centre);
            (utilities[i], _, _) = At(member, pool.Total, centre, shares.Parts[i]);
            (double[] prior, double[] tilt) = Mixed(member, pool.Total, centre, shares.Tilts[i]);
            penalties += member.Beliefs.Excess(centre, prior) <= WrittenDownBounds.Rounding ? member.Utility.Penalty(tilt, prior) : double.PositiveInfinity;
            support.Add(tilt);
        }

        double size = 0;
        foreach (double total in pool.Total)
        {
            size = Math.Max(size, Math.Abs(total));
        }

        double bound = double.IsFinite(penalties) ? penalties + support.Value : double.PositiveInfinity;
        return new PoolBounds(utilities, bound - utilities.Sum(), Math.Abs(shares.Parts.Sum() - 1) * size, Math.Max(0, -shares.Parts.Min()) * size);
    }

    private static (double[] Prior, double[] Tilt) Mixed(Member member, ReadOnlySpan<double> total, double[] centre, ShareMixture mixture)
    {
        (_, double[] prior, double[] tilt) = At(member, total, centre, mixture.Below);
        (_, double[] otherPrior, double[] otherTilt) = At(member, total, centre, mixture.Above);
        for (int s = 0; s < prior.Length; s++)
        {
            prior[s] = (mixture.Weight * prior[s]) + ((1 - mixture.Weight) * otherPrior[s]);
            tilt[s] = (mixture.Weight * tilt[s]) + ((1 - mixture.Weight) * otherTilt[s]);
        }

        return (prior, tilt);
    }

    private static (double Value, double[] Prior, double[] Tilt) At(Member member, ReadOnlySpan<double> total, double[] centre, double share)
    {
        (double[] prior, double[] tilt) = (new double[total.Length], new double[total.Length]);
        return (ShareOfTotal.Value(member, total, centre, share, prior, tilt), prior, tilt);
    }
}
