using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Entropic members with single priors that differ, on the unrestricted menu. They share the total in proportion to their tolerances and bet
/// on what they disagree about:
/// <c>part_is = w_i X_s + (log p_is - sum_j w_j log p_js) / g_i</c> with <c>w_i = G/g_i</c>, and
/// <c>W = -(1/G) log sum_s exp(-G X_s) prod_j p_js^w_j</c> (Wilson, The theory of syndicates, 1968).
/// </summary>
/// <remarks>
/// Sure transfers between members change nothing here; the levels chosen, <c>u_i = w_i W</c>, are those that leave proportional shares where
/// beliefs agree. A scenario that somebody rules out costs that member nothing, who can promise any amount there. Where every scenario is ruled out
/// by somebody, there is no bound. Otherwise welfare has a least upper bound that no allocation reaches, and the allocation written down stops where it is
/// missed by a factor of e^-60 in each such scenario's weight.
/// </remarks>
public static class SideBets
{
    /// <summary>The logarithm of the marginal value at which promises by somebody who rules a scenario out stop.</summary>
    private const double Negligible = -60;

    private const int RowsAtOnce = 64;

    /// <summary>True for entropic members with single priors on the unrestricted menu.</summary>
    public static bool Apply(RiskPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.Menu is UnrestrictedMenu && ClosedForms.AreEntropic(pool) && pool.Members.All(member => member.Beliefs.IsSingle);
    }

    /// <summary>
    /// The allocation: <see cref="WaterFilling"/> without caps; <see cref="WrittenDown"/> where somebody rules out a scenario;
    /// <see cref="UnboundedBets"/> where every scenario is ruled out by somebody.
    /// </summary>
    public static PoolOutcome Solve(RiskPool pool)
    {
        double[] shares = ClosedForms.ToleranceShares(pool);
        double[] logWeights = LogWeights(pool, shares);
        double largest = logWeights.Max();
        if (double.IsNegativeInfinity(largest))
        {
            return new PoolOutcome(pool, "no common scenario", new UnboundedBets(Bet(pool)));
        }

        double logMass = largest + Math.Log(logWeights.Sum(weight => Math.Exp(weight - largest)));
        double welfare = -logMass / ClosedForms.JointAversion(pool);
        double[] levels = [.. shares.Select(share => share * welfare)];
        return logWeights.Any(double.IsNegativeInfinity)
            ? new PoolOutcome(pool, "closed form, stakes limited", Written(pool, shares, levels, [.. logWeights.Select(weight => weight - logMass)]))
            : new PoolOutcome(pool, "closed form", new WaterFilling(levels, [.. shares.Select(_ => double.PositiveInfinity)]));
    }

    /// <summary>For each scenario <c>sum_j w_j log p_js - G X_s</c>; negative infinity where somebody rules it out.</summary>
    private static double[] LogWeights(RiskPool pool, double[] shares)
    {
        double aversion = ClosedForms.JointAversion(pool);
        var weights = new double[pool.Scenarios];
        double[] scratch = new double[RowsAtOnce * shares.Length];
        for (int first = 0; first < weights.Length; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, weights.Length - first);
            ReadOnlySpan<double> rows = pool.Centres.LogRows(first, count, scratch);
            for (int s = 0; s < count; s++)
            {
                double sum = 0;
                for (int i = 0; i < shares.Length; i++)
                {
                    sum += shares[i] * rows[(s * shares.Length) + i];
                }

                weights[first + s] = sum - (aversion * pool.Total[first + s]);
            }
        }

        return weights;
    }

    /// <summary>In every scenario the first who rules it out pays 1 to each of the others: everybody is sure to get 1.</summary>
    private static Allocation Bet(RiskPool pool)
    {
        double[][] priors = AllPriors(pool);
        var bet = new Allocation(priors.Length, pool.Scenarios);
        for (int s = 0; s < pool.Scenarios; s++)
        {
            int payer = Array.FindIndex(priors, prior => prior[s] == 0);
            for (int i = 0; i < priors.Length; i++)
            {
                bet[i][s] = i == payer ? 1 - priors.Length : 1;
            }
        }

        return bet;
    }

    private static WrittenDown Written(RiskPool pool, double[] shares, double[] levels, double[] logTilt)
    {
        double[][] priors = AllPriors(pool);
        double[] tilt = [.. logTilt.Select(Math.Exp)];
        var allocation = new Allocation(shares.Length, pool.Scenarios);
        for (int s = 0; s < pool.Scenarios; s++)
        {
            int payer = Array.FindIndex(priors, prior => prior[s] == 0);
            double logMarginal = payer < 0 ? logTilt[s] : Negligible;
            double left = pool.Total[s];
            for (int i = 0; i < shares.Length; i++)
            {
                double aversion = ((Entropic)pool.Members[i].Utility).RiskAversion;
                double part = priors[i][s] > 0 ? levels[i] + ((Math.Log(priors[i][s]) - logMarginal) / aversion) : 0;
                allocation[i][s] = part;
                left -= part;
            }

            // Rounding where nobody rules the scenario out; otherwise what was promised to the others.
            allocation[Math.Max(payer, 0)][s] += left;
        }

        return new WrittenDown(allocation, priors, [.. shares.Select(_ => tilt)]);
    }

    private static double[][] AllPriors(RiskPool pool) => MemberPriors.Of(pool, [.. Enumerable.Range(0, pool.Members.Count)]);
}
