using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Closed forms of the shotgun clause, derived by hand.</summary>
public class ShotgunClosedFormOracleTests
{
    private static readonly UniformDistribution s_unit = new(0, 1);

    /// <summary>
    /// p = (t + r) / 2, so V = p^2 and the proposer nets (1 - 3r + 3r^2) / 12; R(p) = p^2 / 2 - r p + 1/2, so the responder
    /// nets (1 + 9r - 9r^2) / 24; the wrong partner gets the asset with probability E|t - r| / 2 = (r^2 + (1 - r)^2) / 4.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Both_uniform(double r)
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(r, s_unit, s_unit), 0);
        Assert.Equal((1 - (3 * r) + (3 * r * r)) / 12, outcome.Partners[0].Payoff, 1e-13);
        Assert.Equal((1 + (9 * r) - (9 * r * r)) / 24, outcome.Partners[1].Payoff, 1e-13);
        Assert.Equal((3 + (3 * r) - (3 * r * r)) / 24, outcome.WelfareGain, 1e-13);
        Assert.Equal(1 - (((r * r) + ((1 - r) * (1 - r))) / 4), outcome.EfficientProbability, 1e-13);
        Assert.Equal((r, 0), (outcome.Partners[0].WorstType, outcome.Partners[0].WorstPayoff));
        Assert.Equal(0.5, outcome.Partners[1].WorstType, 1e-13);
        Assert.Equal(r * (1 - r) / 4, outcome.Partners[1].WorstPayoff, 1e-13);
        Assert.InRange(outcome.Error, 0, 1e-12);
    }

    /// <summary>With half each the proposer nets 1/48 and the responder 13/96, of a possible 1/6 together.</summary>
    [Fact]
    public void Half_each()
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(0.5, s_unit, s_unit), 1);
        Assert.Equal(13.0 / 96, outcome.Partners[0].Payoff, 1e-14);
        Assert.Equal(1.0 / 48, outcome.Partners[1].Payoff, 1e-14);
        Assert.Equal(5.0 / 32, outcome.WelfareGain, 1e-14);
        Assert.Equal(7.0 / 8, outcome.EfficientProbability, 1e-14);
        Assert.Equal(1.0 / 16, outcome.Partners[0].WorstPayoff, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void The_price_is_midway_between_value_and_share(double type) =>
        Assert.Equal((type + 0.3) / 2, Today.Prices(Today.Two(0.3, s_unit, s_unit), 0)(type), 1e-14);

    /// <summary>A proposer of [2, 3] always names 1 against a responder of [0, 1], who sells: together they gain E t - r E t - (1 - r) E s = 1.</summary>
    [Fact]
    public void Disjoint_supports()
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(0.5, new UniformDistribution(2, 3), s_unit), 0);
        Assert.Equal(2.5 - 0.5 - 1.25, outcome.Partners[0].Payoff, 1e-13);
        Assert.Equal(0.5 - 0.25, outcome.Partners[1].Payoff, 1e-13);
        Assert.Equal((1, 1), (outcome.WelfareGain, outcome.EfficientProbability));
        Assert.Equal((2, 0.5), (outcome.Partners[0].WorstType, outcome.Partners[0].WorstPayoff));
        Assert.Equal((1, 0), (outcome.Partners[1].WorstType, outcome.Partners[1].WorstPayoff));
    }

    /// <summary>
    /// Both worth 0 or 1 with equal chances, half each: the type 0 names 1 (whoever is worth 1 buys the half at 1/2, and
    /// half the time the proposer must buy: 0 on balance) or any other price for the same 0, the type 1 names 0 likewise.
    /// The asset goes to the right partner always, and the responder has the whole gain, 3/4 - 1/2.
    /// </summary>
    [Fact]
    public void Two_atoms_each()
    {
        var coin = new TestDistributions.Finite(new Atom(0, 0.5), new Atom(1, 0.5));
        TodayOutcome outcome = Today.Shotgun(Today.Two(0.5, coin, coin), 0);
        Assert.Equal(0, outcome.Partners[0].Payoff, 1e-15);
        Assert.Equal(0.25, outcome.WelfareGain, 1e-15);
        Assert.Equal(1, outcome.EfficientProbability);
    }

    [Fact]
    public void A_fixed_buy_out_may_keep_partners_away()
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(0.5, s_unit, s_unit, buyOut: 0.3), 0);
        Assert.Equal(new PartnerToday("first", outcome.Partners[0].Payoff, 0, (1.0 / 16) - 0.3), outcome.Partners[0]);
        Assert.Equal((13.0 / 48) - 0.3, outcome.Partners[0].Payoff, 1e-14);
        Assert.Equal((0, -0.05), (outcome.Partners[1].WorstType, Math.Round(outcome.Partners[1].WorstPayoff, 14)));
    }

    [Fact]
    public void Three_partners_have_no_shotgun_clause() =>
        Assert.Contains("two partners", Assert.IsType<TodayAnswer.NotEstablished>(ShotgunClause.Evaluate(Today.Equal(3, s_unit), 0)).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_proposer_must_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShotgunClause.Evaluate(Today.Two(0.5, s_unit, s_unit), 2));
}
