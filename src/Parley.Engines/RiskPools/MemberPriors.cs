using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Centres by member, for work that looks at one member at a time.</summary>
internal static class MemberPriors
{
    private const int RowsAtOnce = 64;

    /// <summary>
    /// The centre's probabilities of each of the chosen members, by scenario, in the order in which they are given; one array for all where the
    /// centre is common. One pass over the scenarios; memory for chosen members times scenarios.
    /// </summary>
    public static double[][] Of(RiskPool pool, IReadOnlyList<int> chosen)
    {
        if (pool.Centres.IsCommon)
        {
            double[] common = new double[pool.Scenarios];
            pool.Centres.Prior(0, common);
            return [.. chosen.Select(_ => common)];
        }

        double[][] priors = [.. chosen.Select(_ => new double[pool.Scenarios])];
        int members = pool.Members.Count;
        double[] scratch = new double[RowsAtOnce * members];
        for (int first = 0; first < pool.Scenarios && chosen.Count > 0; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, pool.Scenarios - first);
            ReadOnlySpan<double> rows = pool.Centres.LogRows(first, count, scratch);
            for (int k = 0; k < chosen.Count; k++)
            {
                for (int s = 0; s < count; s++)
                {
                    priors[k][first + s] = Math.Exp(rows[(s * members) + chosen[k]]);
                }
            }
        }

        return priors;
    }
}
