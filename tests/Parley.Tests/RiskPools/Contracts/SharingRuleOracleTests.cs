using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools.Contracts;

/// <summary>The rule of a contract gives the allocation on its own scenarios, and shares every other total as the menu asks.</summary>
public sealed class SharingRuleOracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void On_listed_scenarios_water_filling_is_the_allocation(int seed)
    {
        RiskPool pool = EntropicPools.Random(seed, 6, 12, isDoubtful: seed % 2 == 0);
        PoolOutcome outcome = WelfareMaximum.Solve(pool);
        var rule = SharingRule.Of(pool, outcome.Evidence!);
        var allocation = new RebuiltAllocation(pool, outcome.Evidence!);
        (double[] expected, double[] parts, double[] ratios) = (new double[pool.Members.Count], new double[pool.Members.Count], new double[pool.Members.Count]);
        for (int s = 0; s < pool.Scenarios && outcome.Evidence is WaterFilling; s++)
        {
            allocation.Parts(s, expected);
            Ratios(pool, s, ratios);
            rule.Parts(pool.Total[s], ratios, parts);
            double scale = Math.Max(1e-300, Math.Abs(pool.Total[s]));
            Assert.All(expected.Zip(parts), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-9));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_total_is_shared_with_its_sign(int seed)
    {
        RiskPool pool = EntropicPools.Random(seed, 6, 12, isDoubtful: true);
        var rule = SharingRule.Of(pool, WelfareMaximum.Solve(pool).Evidence!);
        var random = new Random(seed);
        double[] parts = new double[pool.Members.Count];
        double largest = pool.Total.ToArray().Max(Math.Abs) + 1e-3;
        foreach (double stretch in new[] { 0, 1e-9, 0.3, 1, 5, 1e4 })
        {
            double total = largest * stretch * (random.Next(2) == 0 ? 1 : -1);
            double[] ratios = [.. parts.Select(_ => random.Next(3) == 0 ? 0 : (4 * random.NextDouble()) - 2)];
            rule.Parts(total, ratios, parts);
            Assert.Equal(total, parts.Sum(), 1e-12 * Math.Abs(total));
            Assert.All(parts, part => Assert.True(part * total >= 0));
        }
    }

    /// <summary>Beyond all caps a loss is borne where another unit costs least: no small shift between two members helps.</summary>
    [Fact]
    public void A_loss_beyond_all_caps_goes_where_doubts_cost_least()
    {
        double[] reference = [0.5, 0.3, 0.2];
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), [0, -3, -9], reference,
            (new Entropic(0.4), new Contamination(0.2)), (new Entropic(0.1), new Contamination(0.4)), (new Entropic(0.25), new Contamination(0.1)));
        var filling = (WaterFilling)WelfareMaximum.Solve(pool).Evidence!;
        double[] caps = [.. filling.Caps];
        double[] parts = new double[3];
        double loss = caps.Sum() + 6;
        SharingRule.Of(pool, filling).Parts(-loss, new double[3], parts);
        double Cost(int member) => Math.Log(((Contamination)pool.Members[member].Beliefs).Weight)
            + (((Entropic)pool.Members[member].Utility).RiskAversion * (filling.Levels[member] - parts[member]));
        int[] grown = [.. Enumerable.Range(0, 3).Where(i => -parts[i] > caps[i] + 1e-9)];
        Assert.NotEmpty(grown);
        Assert.All(grown, i => Assert.Equal(Cost(grown[0]), Cost(i), 1e-9));
        Assert.All(Enumerable.Range(0, 3).Except(grown), i => Assert.True(Cost(i) >= Cost(grown[0]) - 1e-9));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_by_the_total_pass_through_the_listed_ones_and_keep_rising_where_they_must(bool isComonotone)
    {
        double[] reference = [0.2, 0.3, 0.1, 0.4];
        Menu menu = isComonotone ? new ComonotoneMenu() : new SignPreservingMenu();
        RiskPool pool = MenuPools.Of(menu, [-9, -3, 4, -3], reference,
            (new Entropic(0.4), new SinglePrior()), (new ExpectedShortfall(0.5), new SinglePrior()), (new Entropic(0.1), new TotalVariationBall(0.1)));
        var written = (WrittenDown)WelfareMaximum.Solve(pool).Evidence!;
        var rule = SharingRule.Of(pool, written);
        double[] parts = new double[3];
        rule.Parts(-9, new double[3], parts);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(written.Allocation[i][0], parts[i], 1e-9));
        rule.Parts(-3, new double[3], parts);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(((0.3 * written.Allocation[i][1]) + (0.4 * written.Allocation[i][3])) / 0.7, parts[i], 1e-9));
        double[] before = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        for (double total = -20; total <= 12; total += 0.5)
        {
            rule.Parts(total, new double[3], parts);
            Assert.Equal(total, parts.Sum(), 1e-12);
            Assert.All(parts, part => Assert.True(part * total >= 0));
            Assert.True(!isComonotone || parts.Zip(before).All(pair => pair.First >= pair.Second - 1e-7));
            parts.CopyTo(before, 0);
        }
    }

    private static void Ratios(RiskPool pool, int scenario, double[] ratios)
    {
        double[] row = new double[ratios.Length];
        ReadOnlySpan<double> logs = pool.Centres.LogRows(scenario, 1, row);
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = logs[i] - Math.Log(pool.Probabilities[scenario]);
        }
    }
}
