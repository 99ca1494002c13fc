using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>How sets are stated, against all events and against the definition of the greatest expectation.</summary>
public sealed class StatedSetsOracleTests
{
    [Fact]
    public void A_prior_outside_a_core_is_told_an_event_that_it_violates_and_brought_inside()
    {
        int outside = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int scenarios = random.Next(2, 8);
            double[] centre = RandomPools.Prior(random, scenarios, impossible: false);
            double[] prior = RandomPools.Prior(random, scenarios, impossible: false);
            double power = 1 + (3 * random.NextDouble());
            var core = new DistortedCore(power, centre, new double[scenarios]);

            bool violates = Miss(power, centre, prior) > 1e-12;
            int before = core.Events.Count;

            Assert.Equal(violates, core.Extend(prior));
            outside += violates ? 1 : 0;
            Assert.All(core.Events.Skip(before), found => Assert.True(Math.Pow(found.Sum(s => centre[s]), power) > found.Sum(s => prior[s])));
            double[] inside = core.Inside(prior);
            Assert.InRange(Miss(power, centre, inside), -1, 1e-14);
            Assert.Equal(1, inside.Sum(), 1e-14);
            Assert.True(violates || inside.Zip(prior, (a, b) => Math.Abs(a - b)).Max() < 1e-14);
        }

        Assert.InRange(outside, 50, 299);
    }

    [Fact]
    public void On_the_comonotone_menu_one_prior_is_a_worst_one_for_all_parts()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            double[] centre = RandomPools.Prior(random, 6, impossible: false);
            CredalSet beliefs = RandomPools.Beliefs(random, 1 + (seed % 4), centre);
            double[] total = [.. Enumerable.Range(0, 6).Select(_ => (double)random.Next(-3, 4))];
            var pool = new RiskPool("", centre, total, [new Member("", new Expected(), beliefs, 0)], new CommonCentre(centre, 1), new ComonotoneMenu());
            double[] only = new StatedSets(pool, [centre]).Only(0) ?? throw new InvalidOperationException("no prior stands for the set");
            double[] steps = [.. Enumerable.Range(0, 7).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble())];
            double[] loss = [.. total.Select(money => -steps.Take((int)money + 3).Sum())];

            double greatest = beliefs.GreatestExpectation(centre, loss, new double[6]);

            Assert.Equal(greatest, only.Zip(loss, (v, f) => v * f).Sum(), 1e-13);
            Assert.InRange(beliefs.Excess(centre, only), double.NegativeInfinity, 1e-14);
        }
    }

    /// <summary>The largest violation, over all events.</summary>
    private static double Miss(double power, double[] centre, double[] prior)
    {
        double miss = double.NegativeInfinity;
        for (int events = 1; events < (1 << centre.Length) - 1; events++)
        {
            int[] inside = [.. Enumerable.Range(0, centre.Length).Where(s => (events >> s & 1) == 1)];
            miss = Math.Max(miss, Math.Pow(inside.Sum(s => centre[s]), power) - inside.Sum(s => prior[s]));
        }

        return miss;
    }
}
