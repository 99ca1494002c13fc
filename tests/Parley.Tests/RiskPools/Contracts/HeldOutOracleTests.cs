using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools.Contracts;

/// <summary>Rules on scenarios that they have not seen.</summary>
public sealed class HeldOutOracleTests
{
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(8, 0.2)]
    [InlineData(1001, 0.999)]
    [InlineData(1001, 1e-9)]
    public void Scenarios_are_held_out_once_each_and_never_all(int scenarios, double share)
    {
        (int[] kept, int[] held) = new HeldOutSplit(share, 3).Of(scenarios);
        Assert.Equal(Enumerable.Range(0, scenarios), kept.Concat(held).Order());
        Assert.Equal((int)Math.Clamp(Math.Round(share * scenarios), 1, scenarios - 1), held.Length);
        Assert.Equal(held, new HeldOutSplit(share, 3).Of(scenarios).HeldOut);
        Assert.True(scenarios < 1000 || share > 0.5 || !held.SequenceEqual(new HeldOutSplit(share, 4).Of(scenarios).HeldOut));
    }

    [Fact]
    public void With_a_common_prior_the_rule_loses_nothing()
    {
        double[] reference = [.. Enumerable.Repeat(0.02, 50)];
        var random = new Random(5);
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), [.. reference.Select(_ => (6 * random.NextDouble()) - 4)], reference,
            (new Entropic(0.4), new SinglePrior()), (new Entropic(0.1), new SinglePrior()), (new Entropic(1.5), new SinglePrior()));
        HeldOutFindings found = Test(pool, 0.3);
        Assert.Equal(15, found.Scenarios);
        Assert.Equal(0, found.RelativeLoss, 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nowhere_is_the_rule_better_than_the_best_and_with_tilts_it_loses_little(int seed)
    {
        RiskPool pool = EntropicPools.Tilted(seed, 12, 400, 0.3, () => new SinglePrior());
        HeldOutFindings found = Test(pool, 0.25);
        Assert.InRange(found.RelativeLoss, -1e-9, 0.2);
        Assert.Equal(DirectWelfare(pool, 0.25), found.Welfare, 1e-9 * Math.Abs(found.Welfare));
    }

    /// <summary>The rule's welfare from first principles: bisection for every scenario, and utilities by their definition.</summary>
    private static double DirectWelfare(RiskPool pool, double share)
    {
        (int[] kept, int[] held) = new HeldOutSplit(share, 0).Of(pool.Scenarios);
        var filling = (WaterFilling)WelfareMaximum.Solve(pool.Given(kept)).Evidence!;
        int members = pool.Members.Count;
        double[] kernel = new double[members];
        double[][] priors = [.. Enumerable.Range(0, members).Select(i => MenuBounds.Centre(pool, i))];
        double[] trained = [.. priors.Select(prior => kept.Sum(s => prior[s]))];
        double keptMass = kept.Sum(s => pool.Probabilities[s]);
        double heldMass = held.Sum(s => pool.Probabilities[s]);
        double[] moments = new double[members];
        foreach (int s in held)
        {
            double[] logs = [.. Enumerable.Range(0, members).Select(i => Math.Log(priors[i][s] / trained[i] * keptMass / pool.Probabilities[s]) + (Aversion(pool, i) * filling.Levels[i]))];
            double[] parts = Split(pool, logs, pool.Total[s]);
            for (int i = 0; i < members; i++)
            {
                moments[i] += priors[i][s] * Math.Exp(-Aversion(pool, i) * parts[i]);
                kernel[i] += priors[i][s];
            }
        }

        Assert.InRange(heldMass, 0.2, 0.3);
        return moments.Select((moment, i) => -Math.Log(moment / kernel[i]) / Aversion(pool, i)).Sum();
    }

    private static double[] Split(RiskPool pool, double[] logs, double total)
    {
        double Part(int i, double level) => (logs[i] - level) / Aversion(pool, i) is var part && part * total > 0 ? part : 0;
        (double low, double high) = (-2000, 2000);
        for (int k = 0; k < 200; k++)
        {
            double middle = (low + high) / 2;
            (low, high) = Enumerable.Range(0, logs.Length).Sum(i => Part(i, middle)) > total ? (middle, high) : (low, middle);
        }

        return [.. Enumerable.Range(0, logs.Length).Select(i => Part(i, low))];
    }

    private static double Aversion(RiskPool pool, int member) => ((Entropic)pool.Members[member].Utility).RiskAversion;

    private static HeldOutFindings Test(RiskPool pool, double share)
    {
        var split = new HeldOutSplit(share, 0);
        (int[] kept, int[] held) = split.Of(pool.Scenarios);
        (HeldOutFindings? found, IReadOnlyList<string> flaws) = HeldOutFindings.Of(
            pool, new HeldOutEvidence(split, WelfareMaximum.Solve(pool.Given(kept)).Evidence!, WelfareMaximum.Solve(pool.Given(held)).Evidence!), default);
        Assert.Empty(flaws);
        Assert.True(found!.Best.IsAnswered);
        return found;
    }
}
