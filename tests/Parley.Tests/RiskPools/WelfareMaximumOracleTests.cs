using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>
/// The two Newton methods against the general search, against a bound that the tests compute themselves, and against challengers at random.
/// </summary>
public sealed class WelfareMaximumOracleTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Random_pools_of_entropic_members_are_certified(bool isDoubtful, bool hasZeros)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            RiskPool pool = EntropicPools.Random(seed, 6, 9, isDoubtful, hasZeros);
            PoolFindings findings = Find(pool);

            Assert.True(findings.IsFeasible, $"seed {seed}: imbalance {findings.Bounds?.Imbalance}, excess {findings.Bounds?.Excess}");
            Assert.True(findings.RelativeGap <= 1e-6, $"seed {seed}: relative gap {findings.RelativeGap} by {findings.Outcome.Method}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_general_search_finds_the_same_welfare(bool isDoubtful)
    {
        int compared = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            RiskPool pool = EntropicPools.Random(seed, 5, 8, isDoubtful);
            PoolFindings findings = Find(pool);
            PoolFindings general = PoolFindings.Of(new PoolOutcome(pool, "", SaddlePointSearch.Solve(pool, null, default)));
            if (findings.Outcome.Evidence is WaterFilling && general.RelativeGap < 1e-9)
            {
                Assert.Equal(0, (findings.Bounds!.Welfare - general.Bounds!.Welfare) / Unit(findings), 1e-8);
                compared++;
            }
        }

        Assert.InRange(compared, 25, 60);
    }

    [Fact]
    public void The_bound_is_what_the_tests_find_with_bisection_and_tilts_of_their_own()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            RiskPool pool = EntropicPools.Random(seed, 6, 9, isDoubtful: false);
            if (pool.Members.Min(member => ((Entropic)member.Utility).RiskAversion) < 1e-2)
            {
                continue; // bisection on the level then leaves amounts of money that are no rounding
            }

            PoolFindings findings = Find(pool);
            MenuBounds own = MenuBounds.Of(pool, findings.Outcome.Evidence!);

            Assert.InRange(own.RelativeGap, -1e-9, 1e-8);
            Assert.Equal(0, (own.Welfare - findings.Bounds!.Welfare) / Unit(findings), 1e-9);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_challenger_does_better(bool isDoubtful)
    {
        var random = new Random(4);
        for (int seed = 0; seed < 40; seed++)
        {
            RiskPool pool = EntropicPools.Random(seed, 5, 6, isDoubtful);
            PoolFindings findings = Find(pool);
            double best = double.NegativeInfinity;
            for (int k = 0; k < 100; k++)
            {
                Allocation challenger = new RebuiltAllocation(pool, findings.Outcome.Evidence!).Whole();
                Perturb(challenger, pool, random, Math.Pow(10, -random.Next(0, 7)));
                best = Math.Max(best, Enumerable.Range(0, challenger.Members).Sum(i => MenuBounds.Value(pool, i, challenger[i])));
            }

            Assert.True(best <= findings.UpperBound + (1e-9 * findings.Scale), $"seed {seed}: {best} exceeds {findings.UpperBound}");
        }
    }

    [Fact]
    public void Members_who_agree_share_in_proportion_to_their_tolerances()
    {
        double[] reference = [0.5, 0.25, 0.25];
        double[] total = [2, -10, -20];
        double[] aversion = [0.2, 0.1, 1.0 / 3];
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), total, reference, [.. aversion.Select(g => ((MonetaryUtility)new Entropic(g), (CredalSet)new SinglePrior()))]);
        double joint = 1 / aversion.Sum(g => 1 / g);
        double welfare = -Math.Log(total.Zip(reference, (x, p) => p * Math.Exp(-joint * x)).Sum()) / joint;

        PoolFindings findings = Find(pool);
        (double[] levels, double gap) = LevelSearch.Solve(pool, null, default);

        Assert.Equal(welfare, findings.Bounds!.Welfare, 1e-13);
        Assert.InRange(gap, 0, 1e-14);
        Assert.All(levels, (level, i) => Assert.Equal(welfare * joint / aversion[i], level, 1e-13));
        Allocation whole = new RebuiltAllocation(pool, findings.Outcome.Evidence!).Whole();
        Assert.All(Enumerable.Range(0, 3), s => Assert.Equal(joint / 0.2 * total[s], whole[0][s], 1e-13));
    }

    [Fact]
    public void Many_scenarios_are_thinned_out_first_and_then_taken_whole()
    {
        RiskPool pool = EntropicPools.Tilted(3, 24, 20_000, 0.4, () => new SinglePrior());
        PoolFindings findings = Find(pool);
        Assert.InRange(findings.RelativeGap, 0, 1e-9);
        Assert.InRange(findings.Bounds!.Imbalance, 0, findings.AllowedImbalance);
    }

    [Fact]
    public void Many_scenarios_with_doubts_are_certified()
    {
        int next = 0;
        RiskPool pool = EntropicPools.Tilted(5, 16, 10_000, 0.4, () => next++ % 4 == 0 ? new Contamination(0.02) : new Contamination(0.2));
        PoolFindings findings = Find(pool);
        Assert.IsType<WaterFilling>(findings.Outcome.Evidence);
        Assert.InRange(findings.RelativeGap, 0, 1e-8);
    }

    [Fact]
    public void Blocks_return_sums_that_add_up()
    {
        RiskPool pool = EntropicPools.Tilted(7, 9, 3000, 0.5, () => new SinglePrior());
        double[] aversion = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        double[] levels = [.. aversion.Select(g => -0.5 / g)];
        LevelSums blocks = new ScenarioBlocks(pool, aversion, null, null).Sums(levels, default);
        double[] curvature = new double[81];
        blocks.CopyCurvature(curvature);
        (double[] active, double[] mass, double[] expected) = Naive(pool, aversion, levels);

        Assert.All(active, (sum, i) => Assert.Equal(sum, blocks.ActiveMarginal[i], 1e-10 * Math.Max(1, sum)));
        Assert.All(mass, (sum, i) => Assert.Equal(sum, blocks.ActiveMass[i], 1e-11));
        Assert.All(expected, (sum, k) => Assert.Equal(sum, curvature[k], 1e-10 * Math.Max(1, sum)));
    }

    /// <summary>The same sums from one scenario at a time and bisection on its level.</summary>
    private static (double[] Active, double[] Mass, double[] Curvature) Naive(RiskPool pool, double[] aversion, double[] levels)
    {
        int members = aversion.Length;
        (double[] active, double[] mass, double[] curvature) = (new double[members], new double[members], new double[members * members]);
        double[][] priors = [.. Enumerable.Range(0, members).Select(i => MenuBounds.Centre(pool, i))];
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double total = pool.Total[s];
            if (total == 0)
            {
                continue;
            }

            double[] logs = [.. aversion.Select((g, i) => Math.Log(priors[i][s]) + (g * levels[i]))];
            double Part(int i, double level) => total > 0 ? Math.Max(0, (logs[i] - level) / aversion[i]) : Math.Min(0, (logs[i] - level) / aversion[i]);
            (double low, double high) = (-1e3, 1e3);
            for (int step = 0; step < 200; step++)
            {
                double middle = (low + high) / 2;
                (low, high) = Enumerable.Range(0, members).Sum(i => Part(i, middle)) > total ? (middle, high) : (low, middle);
            }

            int[] chosen = [.. Enumerable.Range(0, members).Where(i => Part(i, low) != 0)];
            double slope = chosen.Sum(i => 1 / aversion[i]);
            foreach (int i in chosen)
            {
                active[i] += Math.Exp(low);
                mass[i] += priors[i][s];
                foreach (int j in chosen)
                {
                    curvature[(i * members) + j] += Math.Exp(low) / slope;
                }
            }
        }

        return (active, mass, curvature);
    }

    /// <summary>The scale, but for pools in which there is nothing to share.</summary>
    private static double Unit(PoolFindings findings) => Math.Max(findings.Scale, double.Epsilon);

    private static PoolFindings Find(RiskPool pool)
    {
        PoolOutcome outcome = WelfareMaximum.Solve(pool);
        Assert.Empty(PoolFlaws.Of(outcome));
        return PoolFindings.Of(outcome);
    }

    /// <summary>Moves money between two members in some scenarios, as far as signs allow.</summary>
    private static void Perturb(Allocation allocation, RiskPool pool, Random random, double size)
    {
        for (int s = 0; s < allocation.Scenarios; s++)
        {
            (int from, int to) = (random.Next(allocation.Members), random.Next(allocation.Members));
            double moved = random.NextDouble() * size * allocation[from][s];
            allocation[from][s] -= moved;
            allocation[to][s] += moved;
        }
    }

    /// <summary>Out of time at once: there is an allocation of the menu all the same, with an upper bound that holds.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_search_that_is_stopped_at_once_has_bounds(bool isDoubtful, bool isProportional)
    {
        for (int seed = 1; seed < 10; seed++)
        {
            RiskPool pool = EntropicPools.Random(seed, 6, 12, isDoubtful);
            pool = isProportional ? new RiskPool("", pool.Probabilities, pool.Total, pool.Members, pool.Centres, new ProportionalMenu()) : pool;
            PoolFindings whole = PoolFindings.Of(WelfareMaximum.Solve(pool));
            PoolFindings stopped = PoolFindings.Of(WelfareMaximum.Solve(pool, null, new CancellationToken(canceled: true)));
            Assert.NotNull(stopped.Bounds);
            Assert.True(stopped.IsFeasible);
            Assert.True(stopped.Bounds.Welfare <= whole.UpperBound + (1e-9 * whole.Scale));
            Assert.True(stopped.UpperBound >= whole.Bounds!.Welfare - (1e-9 * whole.Scale));
        }
    }
}
