using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The proof of fixed shares, written down where that is short.</summary>
internal static class ShareProof
{
    /// <summary>The most parts that are written down, members times scenarios; each takes three numbers, about 60 bytes in a result.</summary>
    private const long MostWritten = 100_000;

    /// <summary>Parts, priors and tilts as numbers, or the shares that they follow from where they would be too many.</summary>
    public static PoolEvidence Of(RiskPool pool, MixedShares shares) =>
        (long)pool.Members.Count * pool.Scenarios <= MostWritten ? Written(pool, shares) : shares;

    /// <summary>Parts, mixed priors and mixed tilts as numbers.</summary>
    public static WrittenDown Written(RiskPool pool, MixedShares shares)
    {
        int members = pool.Members.Count;
        var allocation = new Allocation(members, pool.Scenarios);
        double[][] centres = MemberPriors.Of(pool, [.. Enumerable.Range(0, members)]);
        var priors = new double[members][];
        var tilts = new double[members][];
        for (int i = 0; i < members; i++)
        {
            Span<double> parts = allocation[i];
            for (int s = 0; s < parts.Length; s++)
            {
                parts[s] = shares.Parts[i] * pool.Total[s];
            }

            (priors[i], tilts[i]) = Mixed(pool, i, centres[i], shares.Tilts[i]);
        }

        return new WrittenDown(allocation, priors, tilts);
    }

    private static (double[] Prior, double[] Tilt) Mixed(RiskPool pool, int member, double[] centre, ShareMixture mixture)
    {
        (double[] prior, double[] tilt) = At(pool, member, centre, mixture.Below);
        if (mixture.Weight == 1)
        {
            return (prior, tilt);
        }

        (double[] otherPrior, double[] otherTilt) = At(pool, member, centre, mixture.Above);
        for (int s = 0; s < prior.Length; s++)
        {
            prior[s] = (mixture.Weight * prior[s]) + ((1 - mixture.Weight) * otherPrior[s]);
            tilt[s] = (mixture.Weight * tilt[s]) + ((1 - mixture.Weight) * otherTilt[s]);
        }

        return (prior, tilt);
    }

    private static (double[] Prior, double[] Tilt) At(RiskPool pool, int member, double[] centre, double share)
    {
        var prior = new double[pool.Scenarios];
        var tilt = new double[pool.Scenarios];
        ShareOfTotal.Value(pool.Members[member], pool.Total, centre, share, prior, tilt);
        return (prior, tilt);
    }
}
