using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Example 1 of Ogaku's Risk Sharing Among Many.</summary>
public sealed class RiskPoolPublishedExampleTests
{
    private static readonly double[] s_aversions = [0.2, 0.1, 0.05];

    /// <summary>Three farmers, strikes independent with chance 1/4, losses of 10: <c>w_1 = g_2 g_3 / (g_1 g_2 + g_2 g_3 + g_3 g_1)</c> and so on.</summary>
    [Fact]
    public void Three_farmers_share_in_proportion_to_products_of_the_others_risk_aversions()
    {
        (double a, double b, double c) = (s_aversions[0], s_aversions[1], s_aversions[2]);
        double sum = (a * b) + (b * c) + (c * a);

        var shares = (Shares)ClosedForms.Solve(Farmers(new ProportionalMenu()))!.Evidence!;

        Assert.Equal([b * c / sum, c * a / sum, a * b / sum], shares.Parts, Close);
        Assert.Equal([1.0 / 7, 2.0 / 7, 4.0 / 7], shares.Parts, Close);
    }

    /// <summary>The paper claims the optimum over all sign-preserving splits, not only fixed shares: every scenario's split is tried on a grid.</summary>
    [Fact]
    public void No_split_by_scenario_on_a_grid_is_better()
    {
        RiskPool pool = Farmers(new SignPreservingMenu());
        MenuBounds bounds = MenuBounds.Of(pool, ClosedForms.Solve(pool)!.Evidence!);
        double[] best = [1.0 / 7, 2.0 / 7];

        Assert.Equal(-8.341, bounds.Welfare, 5e-4);
        Assert.InRange(bounds.RelativeGap, -1e-13, 1e-12);
        for (int k = 0; k < 1000; k++)
        {
            // Shares that depend on how many are hit: three numbers of hits, two free shares each, in steps of 1/10.
            int[] digits = [k % 10, k / 10 % 10, k / 100];
            double[][] shares = [.. digits.Select(digit => new[] { digit / 10.0, (1 - (digit / 10.0)) * best[1] / (1 - best[0]) })];
            Assert.True(Welfare(pool, shares) <= bounds.Welfare + 1e-12, $"{k}");
        }
    }

    [Fact]
    public void All_farmers_have_the_same_tilt_at_the_optimum()
    {
        RiskPool pool = Farmers(new ProportionalMenu());
        double[][] tilts = [.. s_aversions.Select((aversion, i) =>
        {
            double[] tilt = new double[4];
            double share = 1 / aversion / 35;
            new Entropic(aversion).Value([.. pool.Total.ToArray().Select(money => share * money)], new SinglePrior(), pool.Probabilities, new double[4], tilt);
            return tilt;
        })];

        Assert.All(tilts, tilt => Assert.Equal(tilts[0], tilt, Close));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-14;

    /// <summary>Scenarios by the number of farmers hit.</summary>
    private static RiskPool Farmers(Menu menu) => MenuPools.Of(
        menu, [0, -10, -20, -30], [27.0 / 64, 27.0 / 64, 9.0 / 64, 1.0 / 64],
        [.. s_aversions.Select(aversion => ((MonetaryUtility)new Entropic(aversion), (CredalSet)new SinglePrior()))]);

    private static double Welfare(RiskPool pool, double[][] shares)
    {
        double Part(int i, int s) => s == 0 ? 0 : pool.Total[s] * (i < 2 ? shares[s - 1][i] : 1 - shares[s - 1][0] - shares[s - 1][1]);
        return Enumerable.Range(0, 3).Sum(i => MenuBounds.Value(pool, i, [0, Part(i, 1), Part(i, 2), Part(i, 3)]));
    }
}
