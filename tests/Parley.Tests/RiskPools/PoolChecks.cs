using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>What evidence for a pool's welfare says, recomputed from the definitions.</summary>
internal static class PoolChecks
{
    private const double Rounding = 1e-12;

    /// <summary>The welfare of the allocation, and the bound of the priors and tilts; asserts that all are what they should be.</summary>
    public static (double Lower, double Upper) Bounds(RiskPool pool, WrittenDown evidence)
    {
        RequireFeasible(pool, evidence.Allocation);
        double lower = 0;
        double upper = Support(pool, evidence.Tilts);
        for (int i = 0; i < pool.Members.Count; i++)
        {
            Member member = pool.Members[i];
            double[] centre = Centre(pool, i);
            lower += member.Utility.Value(evidence.Allocation[i], member.Beliefs, centre, new double[pool.Scenarios], new double[pool.Scenarios]);
            Assert.InRange(member.Beliefs.Excess(centre, evidence.Priors[i]), double.NegativeInfinity, Rounding);
            upper += member.Utility.Penalty(evidence.Tilts[i], evidence.Priors[i]);
        }

        return (lower, upper);
    }

    public static void RequireAnswer(RiskPool pool, PoolEvidence? evidence, double welfare, double tolerance)
    {
        (double lower, double upper) = Bounds(pool, Assert.IsType<WrittenDown>(evidence));
        double scale = Scale(pool, welfare);
        Assert.InRange(lower, welfare - (tolerance * scale), welfare + (1e-11 * scale));
        Assert.InRange(upper, welfare - (1e-11 * scale), welfare + (tolerance * scale));
    }

    /// <summary>What gaps are relative to; where there is nothing to share and nothing to win, the largest risk tolerance.</summary>
    public static double Scale(RiskPool pool, double welfare)
    {
        double scale = Math.Max(Math.Abs(welfare), MeanAbsolute(pool));
        return MeanAbsolute(pool) > 0 ? scale : Math.Max(scale, pool.Members.Max(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : 1));
    }

    public static double MeanAbsolute(RiskPool pool)
    {
        double sum = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            sum += pool.Probabilities[s] * Math.Abs(pool.Total[s]);
        }

        return sum;
    }

    public static double[] Centre(RiskPool pool, int member)
    {
        double[] centre = new double[pool.Scenarios];
        pool.Centres.Prior(member, centre);
        return centre;
    }

    /// <summary>Bets that cost nothing and that every member's worst plausible tilt welcomes.</summary>
    public static void RequireBet(RiskPool pool, UnboundedBets evidence)
    {
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double sum = 0;
            for (int i = 0; i < pool.Members.Count; i++)
            {
                sum += evidence.Bet[i][s];
            }

            Assert.InRange(sum, -Rounding, Rounding);
        }

        for (int i = 0; i < pool.Members.Count; i++)
        {
            double worth = pool.Members[i].Utility.Value(evidence.Bet[i], pool.Members[i].Beliefs, Centre(pool, i), new double[pool.Scenarios], new double[pool.Scenarios]);
            Assert.True(worth > 0, $"member {i} would not take part in the bet: {worth}");
        }
    }

    private static void RequireFeasible(RiskPool pool, Allocation allocation)
    {
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double sum = 0;
            double size = Math.Abs(pool.Total[s]);
            for (int i = 0; i < pool.Members.Count; i++)
            {
                double part = allocation[i][s];
                sum += part;
                size += Math.Abs(part);
                if (pool.Menu is not UnrestrictedMenu)
                {
                    Assert.True(pool.Total[s] >= 0 ? part >= 0 : part <= 0, $"part {part} of {pool.Total[s]}");
                    Assert.True(pool.Total[s] != 0 || part == 0);
                }
            }

            Assert.InRange(sum - pool.Total[s], -4e-16 * size, 4e-16 * size);
        }

        if (pool.Menu is ComonotoneMenu)
        {
            RequireComonotone(pool, allocation);
        }
    }

    private static void RequireComonotone(RiskPool pool, Allocation allocation)
    {
        int[] order = [.. Enumerable.Range(0, pool.Scenarios).OrderBy(s => pool.Total[s])];
        for (int i = 0; i < pool.Members.Count; i++)
        {
            for (int k = 1; k < order.Length; k++)
            {
                double rise = allocation[i][order[k]] - allocation[i][order[k - 1]];
                double rounding = 1e-15 * (Math.Abs(pool.Total[order[k]]) + Math.Abs(pool.Total[order[k - 1]]));
                Assert.True(pool.Total[order[k]] == pool.Total[order[k - 1]] ? rise == 0 : rise >= -rounding, $"member {i}: {rise}");
            }
        }
    }

    private static double Support(RiskPool pool, IReadOnlyList<double[]> tilts)
    {
        if (pool.Menu is UnrestrictedMenu)
        {
            Assert.All(tilts, tilt => Assert.Equal(tilts[0], tilt));
            return Enumerable.Range(0, pool.Scenarios).Sum(s => pool.Total[s] * tilts[0][s]);
        }

        if (pool.Menu is SignPreservingMenu)
        {
            return Enumerable.Range(0, pool.Scenarios).Sum(s => pool.Total[s] * (pool.Total[s] > 0 ? tilts.Max(tilt => tilt[s]) : tilts.Min(tilt => tilt[s])));
        }

        double[] total = pool.Total.ToArray();
        double[] levels = [.. total.Append(0).Distinct().Order()];
        return Enumerable.Range(1, levels.Length - 1).Sum(k => levels[k] > 0
            ? (levels[k] - levels[k - 1]) * tilts.Max(tilt => tilt.Where((_, s) => total[s] >= levels[k]).Sum())
            : -(levels[k] - levels[k - 1]) * tilts.Min(tilt => tilt.Where((_, s) => total[s] <= levels[k - 1]).Sum()));
    }
}
