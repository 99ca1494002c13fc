using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The winner's bid auction between two partners who differ, against sums over quantiles and against its limits.</summary>
public class UnequalAuctionOracleTests
{
    private const int Count = 400;

    private static readonly UniformDistribution s_unit = new(0, 1);
    private static readonly UniformDistribution s_twice = new(0, 2);

    private static readonly Distribution[] s_types =
    [
        s_unit,
        s_twice,
        new TestDistributions.Power(0, 1, 2),
        new TestDistributions.Power(0, 1, 0.5),
        new TestDistributions.Polygon([0, 0.3, 0.6, 1], [1, 0.1, 2, 1]),
    ];

    /// <summary>Both partners' types and bids on a grid of quantiles: payoffs, and no bid of the other partner is a better one.</summary>
    [Theory]
    [InlineData(0, 0, 0.3)]
    [InlineData(0, 1, 0.5)]
    [InlineData(1, 0, 0.1)]
    [InlineData(2, 0, 0.7)]
    [InlineData(3, 2, 0.4)]
    [InlineData(4, 0, 0.5)]
    public void Sums_over_quantiles_agree(int first, int second, double share)
    {
        var computed = Assert.IsType<TodayAnswer.Computed>(WinnersBidAuction.Evaluate(Today.Two(share, s_types[first], s_types[second])));
        double[][] values = [Quantiles(s_types[first]), Quantiles(s_types[second])];
        double[][] bids = [.. values.Select((types, partner) => types.Select(computed.Actions[partner]).ToArray())];
        double efficient = 0;
        for (int i = 0; i < 2; i++)
        {
            double own = i == 0 ? share : 1 - share;
            double[] others = bids[1 - i];
            double Payoff(double type, double bid) =>
                others.Average(other => bid > other ? type - ((1 - own) * bid) : own * other) - (own * type);
            double[] payoffs = [.. values[i].Select((type, at) => Payoff(type, bids[i][at]))];
            Assert.Equal(payoffs.Average(), computed.Outcome.Partners[i].Payoff, 0.004);
            Assert.Equal(payoffs.Min(), computed.Outcome.Partners[i].WorstPayoff, 0.004);
            for (int at = 0; at < Count; at += 23)
            {
                Assert.InRange(others.Max(bid => Payoff(values[i][at], bid + 1e-12)), double.NegativeInfinity, payoffs[at] + 0.003);
            }

            efficient += values[i].Select((type, at) => values[1 - i].Zip(others).Count(other => other.Second < bids[i][at] && other.First <= type)).Sum();
        }

        Assert.Equal(efficient / Count / Count, computed.Outcome.EfficientProbability, 0.01);
    }

    [Theory]
    [InlineData(0, 0, 0.3, 1e-8)]
    [InlineData(0, 1, 0.02, 1e-6)]
    [InlineData(3, 1, 0.6, 1e-7)]
    public void Regret_and_error_are_small(int first, int second, double share, double regret)
    {
        TodayOutcome outcome = Today.Auction(Today.Two(share, s_types[first], s_types[second]));
        Assert.InRange(outcome.Regret, 0, regret);
        Assert.InRange(outcome.Error, 0, 1e-9);
        Assert.Equal(outcome.WelfareGain, outcome.Partners.Sum(partner => partner.Payoff), 1e-12);
        Assert.True(outcome.Partners.All(partner => partner.WorstPayoff > 0));
    }

    /// <summary>Shares that differ a little bring nearly the closed form of equal ones: 1/12 each.</summary>
    [Fact]
    public void Nearly_equal_shares_are_nearly_the_closed_form()
    {
        TodayOutcome outcome = Today.Auction(Today.Two(0.5 + 1e-9, s_unit, s_unit));
        Assert.Equal(1.0 / 12, outcome.Partners[0].Payoff, 2e-9);
        Assert.Equal(1.0 / 12, outcome.Partners[1].Payoff, 2e-9);
        Assert.Equal(1.0 / 24, outcome.Partners[1].WorstPayoff, 2e-8);
    }

    [Fact]
    public void The_unit_of_money_and_the_order_of_partners_do_not_matter()
    {
        TodayOutcome one = Today.Auction(Today.Two(0.3, s_unit, s_twice));
        TodayOutcome other = Today.Auction(Today.Two(0.7, new UniformDistribution(0, 2000), new UniformDistribution(0, 1000)));
        Assert.Equal(1000 * one.Partners[0].Payoff, other.Partners[1].Payoff, 1e-7);
        Assert.Equal(1000 * one.Partners[1].Payoff, other.Partners[0].Payoff, 1e-7);
        Assert.Equal(one.EfficientProbability, other.EfficientProbability, 1e-9);
    }

    [Fact]
    public void What_is_not_known_is_not_answered()
    {
        Assert.Contains("lowest values differ", Reason(Today.Two(0.5, s_unit, new UniformDistribution(0.5, 1))), StringComparison.Ordinal);
        Assert.Contains("next to nothing", Reason(Today.Two(0, s_unit, s_unit)), StringComparison.Ordinal);
        Assert.Contains("three or more", Reason(new Partnership("", [new("a", 0.5, 1, s_unit, 1), new("b", 0.25, 1, s_unit, 0), new("c", 0.25, 1, s_unit, 0)])), StringComparison.Ordinal);
        Assert.Contains("mixed", Reason(Today.Two(0.5, s_unit, Today.Types[9])), StringComparison.Ordinal);
    }

    private static string Reason(Partnership partnership) =>
        Assert.IsType<TodayAnswer.NotEstablished>(WinnersBidAuction.Evaluate(partnership)).Reason;

    private static double[] Quantiles(Distribution type) =>
        [.. Enumerable.Range(0, Count).Select(sample => type.Quantile((sample + 0.5) / Count))];
}
