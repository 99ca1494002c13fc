using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Formulas against their certificates, searches that do not know them, and random allocations.</summary>
public sealed class ClosedFormsOracleTests
{
    private static readonly double[] s_total = [12, -7, 0, -20, 3];
    private static readonly double[] s_reference = [0.3, 0.3, 0.2, 0.1, 0.1];
    private static readonly double[] s_aversions = [0.02, 0.3, 0.1];

    public static TheoryData<Menu> Menus => [new SignPreservingMenu(), new ProportionalMenu(), new ComonotoneMenu(), new UnrestrictedMenu()];

    public static TheoryData<CredalSet> Sets =>
    [
        new SinglePrior(), new Contamination(0.2), new EntropyBall(0.1), new TotalVariationBall(0.15), new DistortedCapacity(1.5),
        new PriorHull([[0.2, 0.2, 0.2, 0.2, 0.2], [0.1, 0.5, 0.2, 0.05, 0.15]]),
        new ProbabilityIntervals([0.1, 0.1, 0.1, 0.05, 0.05], [0.5, 0.5, 0.4, 0.3, 0.3]),
        new EventBounds([new EventBound([1, 3], 0.2, 0.6)]),
    ];

    [Theory]
    [MemberData(nameof(Menus))]
    public void Common_sets_of_every_kind_are_certified_on_every_menu(Menu menu)
    {
        foreach (CredalSet set in Sets.Select(row => row.Data))
        {
            RiskPool pool = Common(menu, set);
            MenuBounds bounds = MenuBounds.Of(pool, ClosedForms.Solve(pool)!.Evidence!);

            Assert.InRange(bounds.RelativeGap, -1e-12, 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Common_sets_have_the_welfare_of_one_member_with_all_the_tolerance(CredalSet set)
    {
        double joint = 1 / s_aversions.Sum(aversion => 1 / aversion);
        double[] moments = [.. s_total.Select(money => Math.Exp(-joint * money))];
        double formula = -Math.Log(set.GreatestExpectation(s_reference, moments, new double[5])) / joint;
        RiskPool pool = Common(new ProportionalMenu(), set);

        Assert.Equal(formula, MenuBounds.Of(pool, ClosedForms.Solve(pool)!.Evidence!).Welfare, 1e-12 * Math.Abs(formula));
        Assert.Equal(formula, MenuBounds.Of(pool, ProportionalSearch.Solve(pool)!).Welfare, 1e-10 * Math.Abs(formula));
    }

    [Fact]
    public void Pools_whose_members_differ_in_beliefs_have_no_closed_form_but_for_bets()
    {
        (MonetaryUtility, CredalSet)[] members = [(new Entropic(1), new Contamination(0.1)), (new Entropic(2), new Contamination(0.2))];

        Assert.Null(ClosedForms.Solve(MenuPools.Of(new UnrestrictedMenu(), [1, -1], [0.5, 0.5], members)));
        Assert.Null(ClosedForms.Solve(MenuPools.Of(new SignPreservingMenu(), [1, -1], [0.5, 0.5], MenuPools.Listed([0.4, 0.6], [0.5, 0.5]), Single(1, 2))));
        Assert.Null(ClosedForms.Solve(MenuPools.Of(new ProportionalMenu(), [1, -1], [0.5, 0.5], (new Entropic(1), new SinglePrior()), (new Expected(), new SinglePrior()))));
    }

    [Theory]
    [MemberData(nameof(Menus))]
    public void A_common_prior_that_rules_out_scenarios_is_certified(Menu menu)
    {
        RiskPool pool = MenuPools.Of(menu, s_total, s_reference, new CommonCentre([0.5, 0.3, 0.2, 0, 0], 3), Single(s_aversions));

        Assert.InRange(MenuBounds.Of(pool, ClosedForms.Solve(pool)!.Evidence!).RelativeGap, -1e-12, 1e-12);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Bets_on_differing_priors_are_certified_and_have_the_welfare_of_the_formula(int seed)
    {
        RiskPool pool = MenuPools.Random(seed, new UnrestrictedMenu(), 5, isSmooth: true);
        MenuBounds bounds = MenuBounds.Of(pool, ClosedForms.Solve(pool)!.Evidence!);

        Assert.InRange(bounds.RelativeGap, -1e-10, 1e-10);
        double[] tolerances = [.. pool.Members.Select(member => 1 / ((Entropic)member.Utility).RiskAversion)];
        double joint = 1 / tolerances.Sum();
        double[][] priors = [.. tolerances.Select((_, i) => MenuBounds.Centre(pool, i))];
        double sum = Enumerable.Range(0, pool.Scenarios).Sum(s =>
            Math.Exp(-joint * pool.Total[s]) * tolerances.Select((tolerance, i) => Math.Pow(priors[i][s], tolerance * joint)).Aggregate((a, b) => a * b));
        Assert.Equal(-Math.Log(sum) / joint, bounds.Welfare, 1e-9 * (Math.Abs(bounds.Welfare) + (1 / joint)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_random_change_of_the_bets_is_better(int seed)
    {
        RiskPool pool = MenuPools.Random(seed, new UnrestrictedMenu(), 4, isSmooth: true);
        var filling = (WaterFilling)ClosedForms.Solve(pool)!.Evidence!;
        double best = MenuBounds.Of(pool, filling).Welfare;
        var random = new Random(seed);
        double scale = pool.Total.ToArray().Max(Math.Abs) + 1;
        double[][] parts = Parts(pool, filling);
        for (int k = 0; k < 200; k++)
        {
            double size = scale * Math.Pow(10, -4 * random.NextDouble());
            double[][] changed = [.. parts.Select(row => row.ToArray())];
            for (int s = 0; s < pool.Scenarios; s++)
            {
                double moved = size * (random.NextDouble() - 0.5);
                changed[0][s] += moved;
                changed[^1][s] -= moved;
            }

            Assert.True(changed.Select((row, i) => MenuBounds.Value(pool, i, row)).Sum() <= best + (1e-9 * scale));
        }
    }

    /// <summary>Ana rules out the third scenario: she can promise ben anything there, and he is as good as sure that it does not happen.</summary>
    [Fact]
    public void Scenarios_that_somebody_rules_out_count_for_nothing()
    {
        RiskPool pool = MenuPools.Of(
            new UnrestrictedMenu(), [-5, -8, -100], [0.4, 0.4, 0.2], MenuPools.Listed([0.5, 0.5, 0], [0.3, 0.3, 0.4]), Single(0.1, 0.2));

        MenuBounds bounds = MenuBounds.Of(pool, Assert.IsType<WrittenDown>(ClosedForms.Solve(pool)!.Evidence));

        double joint = 1 / 15.0;
        double sum = Math.Sqrt(0.5) * 0 + new[] { -5.0, -8.0 }.Sum(money => Math.Pow(0.5, 2.0 / 3) * Math.Pow(0.3, 1.0 / 3) * Math.Exp(-joint * money));
        Assert.Equal(-Math.Log(sum) / joint, bounds.Welfare, 1e-12);
        Assert.InRange(bounds.RelativeGap, -1e-13, 1e-13);
    }

    [Fact]
    public void Where_every_scenario_is_ruled_out_by_somebody_there_is_a_bet_that_all_are_sure_to_win()
    {
        double[][] priors = [[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]];
        RiskPool pool = MenuPools.Of(new UnrestrictedMenu(), [-1, -2, 3], [0.3, 0.3, 0.4], MenuPools.Listed(priors), Single(1, 1, 1));

        Allocation bet = Assert.IsType<UnboundedBets>(ClosedForms.Solve(pool)!.Evidence).Bet;

        for (int s = 0; s < 3; s++)
        {
            Assert.Equal(0, bet[0][s] + bet[1][s] + bet[2][s]);
            Assert.All(Enumerable.Range(0, 3).Where(i => priors[i][s] > 0), i => Assert.True(bet[i][s] >= 1));
        }
    }

    private static RiskPool Common(Menu menu, CredalSet set) => MenuPools.Of(
        menu, s_total, s_reference, [.. s_aversions.Select(aversion => ((MonetaryUtility)new Entropic(aversion), set))]);

    private static (MonetaryUtility, CredalSet)[] Single(params double[] aversions) =>
        [.. aversions.Select(aversion => ((MonetaryUtility)new Entropic(aversion), (CredalSet)new SinglePrior()))];

    /// <summary>The bets by the formula for parts: shares of the total and log-likelihood ratios.</summary>
    private static double[][] Parts(RiskPool pool, WaterFilling filling)
    {
        double[] aversions = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        double joint = 1 / aversions.Sum(aversion => 1 / aversion);
        double[][] priors = [.. aversions.Select((_, i) => MenuBounds.Centre(pool, i))];
        double[] consensus = [.. Enumerable.Range(0, pool.Scenarios).Select(s => aversions.Select((aversion, i) => joint / aversion * Math.Log(priors[i][s])).Sum())];
        Assert.Equal(aversions.Length, filling.Levels.Count);
        return [.. aversions.Select((aversion, i) => Enumerable.Range(0, pool.Scenarios)
            .Select(s => (joint / aversion * pool.Total[s]) + ((Math.Log(priors[i][s]) - consensus[s]) / aversion)).ToArray())];
    }
}
