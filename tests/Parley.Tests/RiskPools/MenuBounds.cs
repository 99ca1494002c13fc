using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>What the evidence for a small pool proves, by the formulas of weak duality and nothing of the solver's.</summary>
internal sealed record MenuBounds(double Welfare, double Bound, double RelativeGap)
{
    public static MenuBounds Of(RiskPool pool, PoolEvidence evidence)
    {
        WrittenDown written = evidence switch
        {
            WrittenDown given => given,
            Shares shares => Own(pool, Parts(pool, shares.Parts)),
            MixedShares mixed => Mixed(pool, mixed),
            WaterFilling filling => Own(pool, Filled(pool, filling)),
            _ => throw new ArgumentException($"no bounds from {evidence.GetType().Name}", nameof(evidence)),
        };
        int members = pool.Members.Count;
        double welfare = 0;
        double bound = Support(pool, written.Tilts);
        for (int i = 0; i < members; i++)
        {
            Member member = pool.Members[i];
            double[] centre = Centre(pool, i);
            Assert.InRange(member.Beliefs.Excess(centre, written.Priors[i]), double.NegativeInfinity, 1e-11);
            bound += member.Utility.Penalty(written.Tilts[i], written.Priors[i]);
            welfare += Value(pool, i, written.Allocation[i]);
        }

        AssertFeasible(pool, written.Allocation);
        double scale = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            scale += pool.Probabilities[s] * Math.Abs(pool.Total[s]);
        }

        return new MenuBounds(welfare, bound, (bound - welfare) / Math.Max(Math.Max(Math.Abs(welfare), scale), double.Epsilon));
    }

    public static double[] Centre(RiskPool pool, int member)
    {
        var centre = new double[pool.Scenarios];
        pool.Centres.Prior(member, centre);
        return centre;
    }

    public static double Value(RiskPool pool, int member, ReadOnlySpan<double> position) => pool.Members[member].Utility.Value(
        position, pool.Members[member].Beliefs, Centre(pool, member), new double[pool.Scenarios], new double[pool.Scenarios]);

    /// <summary>The welfare of fixed shares.</summary>
    public static double WelfareOf(RiskPool pool, IReadOnlyList<double> shares) => shares
        .Select((share, i) => Value(pool, i, [.. pool.Total.ToArray().Select(money => share * money)])).Sum();

    private static Allocation Parts(RiskPool pool, IReadOnlyList<double> shares)
    {
        Assert.Equal(1, shares.Sum(), 1e-14);
        var allocation = new Allocation(shares.Count, pool.Scenarios);
        for (int i = 0; i < shares.Count; i++)
        {
            Assert.InRange(shares[i], 0, 1);
            for (int s = 0; s < pool.Scenarios; s++)
            {
                allocation[i][s] = shares[i] * pool.Total[s];
            }
        }

        return allocation;
    }

    /// <summary>Each scenario filled by bisection on its level, parts cut to the sign of the total where the menu asks for it.</summary>
    private static Allocation Filled(RiskPool pool, WaterFilling filling)
    {
        int members = pool.Members.Count;
        bool isCut = pool.Menu is not UnrestrictedMenu;
        var allocation = new Allocation(members, pool.Scenarios);
        double[][] centres = [.. Enumerable.Range(0, members).Select(i => Centre(pool, i))];
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double total = pool.Total[s];
            double Part(int i, double level)
            {
                double aversion = ((Entropic)pool.Members[i].Utility).RiskAversion;
                double part = (Math.Log(centres[i][s]) + (aversion * filling.Levels[i]) - level) / aversion;
                return !isCut ? part : total > 0 ? Math.Max(part, 0) : total < 0 ? Math.Min(part, 0) : 0;
            }

            double Sum(double level) => Enumerable.Range(0, members).Sum(i => Part(i, level));
            (double low, double high) = (-1e5, 1e5);
            for (int step = 0; step < 200; step++)
            {
                double middle = (low + high) / 2;
                (low, high) = Sum(middle) > total ? (middle, high) : (low, middle);
            }

            for (int i = 0; i < members; i++)
            {
                allocation[i][s] = Part(i, low);
            }
        }

        return allocation;
    }

    private static WrittenDown Own(RiskPool pool, Allocation allocation)
    {
        var priors = new double[pool.Members.Count][];
        var tilts = new double[pool.Members.Count][];
        for (int i = 0; i < priors.Length; i++)
        {
            (priors[i], tilts[i]) = (new double[pool.Scenarios], new double[pool.Scenarios]);
            pool.Members[i].Utility.Value(allocation[i], pool.Members[i].Beliefs, Centre(pool, i), priors[i], tilts[i]);
        }

        return new WrittenDown(allocation, priors, tilts);
    }

    private static WrittenDown Mixed(RiskPool pool, MixedShares shares)
    {
        WrittenDown own = Own(pool, Parts(pool, shares.Parts));
        for (int i = 0; i < own.Priors.Count; i++)
        {
            ShareMixture mixture = shares.Tilts[i];
            var (low, lowTilt) = (new double[pool.Scenarios], new double[pool.Scenarios]);
            var (high, highTilt) = (new double[pool.Scenarios], new double[pool.Scenarios]);
            ShareOfTotal.Value(pool.Members[i], pool.Total, Centre(pool, i), mixture.Below, low, lowTilt);
            ShareOfTotal.Value(pool.Members[i], pool.Total, Centre(pool, i), mixture.Above, high, highTilt);
            for (int s = 0; s < pool.Scenarios; s++)
            {
                own.Priors[i][s] = (mixture.Weight * low[s]) + ((1 - mixture.Weight) * high[s]);
                own.Tilts[i][s] = (mixture.Weight * lowTilt[s]) + ((1 - mixture.Weight) * highTilt[s]);
            }
        }

        return own;
    }

    /// <summary>The greatest sum of expectations of parts under the tilts, over the menu.</summary>
    private static double Support(RiskPool pool, IReadOnlyList<double[]> tilts)
    {
        double[] total = pool.Total.ToArray();
        return pool.Menu switch
        {
            ProportionalMenu => tilts.Max(tilt => tilt.Zip(total, (q, money) => q * money).Sum()),
            SignPreservingMenu => total.Select((money, s) => money * (money > 0 ? tilts.Max(tilt => tilt[s]) : tilts.Min(tilt => tilt[s]))).Sum(),
            ComonotoneMenu => ComonotoneSupport(total, tilts),
            UnrestrictedMenu => UnrestrictedSupport(total, tilts),
            _ => throw new ArgumentException("no support function", nameof(pool)),
        };
    }

    private static double ComonotoneSupport(double[] total, IReadOnlyList<double[]> tilts)
    {
        double sum = 0;
        double[] levels = [.. total.Append(0).Distinct().Order()];
        for (int k = 1; k < levels.Length; k++)
        {
            (double low, double high) = (levels[k - 1], levels[k]);
            sum += high > 0
                ? (high - low) * tilts.Max(tilt => tilt.Where((_, s) => total[s] >= high).Sum())
                : -(high - low) * tilts.Min(tilt => tilt.Where((_, s) => total[s] <= low).Sum());
        }

        return sum;
    }

    private static double UnrestrictedSupport(double[] total, IReadOnlyList<double[]> tilts)
    {
        Assert.All(tilts, tilt => Assert.All(tilt.Zip(tilts[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-12)));
        return tilts[0].Zip(total, (q, money) => q * money).Sum();
    }

    private static void AssertFeasible(RiskPool pool, Allocation allocation)
    {
        double largest = pool.Total.ToArray().Max(Math.Abs);
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double sum = 0;
            double size = largest;
            for (int i = 0; i < allocation.Members; i++)
            {
                double part = allocation[i][s];
                sum += part;
                size = Math.Max(size, Math.Abs(part));
                Assert.True(pool.Menu is UnrestrictedMenu || part * pool.Total[s] >= 0, $"part {part} of {pool.Total[s]}");
            }

            Assert.InRange(Math.Abs(sum - pool.Total[s]), 0, 1e-12 * Math.Max(size, 1e-12));
        }
    }
}
