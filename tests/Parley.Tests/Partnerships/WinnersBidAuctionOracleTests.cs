using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The auction in which the winner pays the others their shares of the winning bid.</summary>
public class WinnersBidAuctionOracleTests
{
    /// <summary>Uniform values: b = n t / (n + 1), and E max - 1/2 = n / (n + 1) - 1/2 is split equally.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void Uniform_values(int n)
    {
        TodayOutcome outcome = Today.Auction(Today.Equal(n, new UniformDistribution(0, 1)));
        double gain = (n / (n + 1.0)) - 0.5;
        Assert.Equal(gain, outcome.WelfareGain, 1e-13);
        Assert.All(outcome.Partners, partner => Assert.Equal(gain / n, partner.Payoff, 1e-14));
        Assert.Equal(n / (n + 1.0) * 0.7, WinnersBidAuction.Bid(new UniformDistribution(0, 1), n, 0.7), 1e-13);
        Assert.Equal((1, 0), (outcome.EfficientProbability, outcome.Regret));
    }

    /// <summary>Two partners, uniform: U(t) = 1/6 + t^2 / 2, which exceeds t / 2 least at t = 1/2, by 1/24.</summary>
    [Fact]
    public void The_worst_type_of_two()
    {
        PartnerToday partner = Today.Auction(Today.Equal(2, new UniformDistribution(0, 1))).Partners[0];
        Assert.Equal(0.5, partner.WorstType, 1e-14);
        Assert.Equal(1.0 / 24, partner.WorstPayoff, 1e-14);
    }

    /// <summary>No other bid is better, by sums over the bids of the others.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(6, 5)]
    [InlineData(7, 2)]
    public void No_other_bid_is_better(int type, int n)
    {
        Distribution values = Today.Types[type];
        const int Steps = 400;
        double[] grid = [.. Enumerable.Range(0, Steps + 1).Select(step => values.Low + ((values.High - values.Low) * step / Steps))];
        double[] bids = [.. grid.Select(value => WinnersBidAuction.Bid(values, n, value))];
        double[] others = [.. grid.Select(value => Math.Pow(values.Cdf(value), n - 1))];
        double[] lost = new double[Steps + 1];
        for (int step = Steps - 1; step >= 0; step--)
        {
            lost[step] = lost[step + 1] + ((bids[step] + bids[step + 1]) / 2 * (others[step + 1] - others[step]));
        }

        for (int step = 0; step <= Steps; step += 20)
        {
            double Payoff(int bid) => (others[bid] * (grid[step] - ((n - 1) * bids[bid] / n))) + (lost[bid] / n);
            Assert.InRange(Enumerable.Range(0, Steps + 1).Max(Payoff) - Payoff(step), 0, 1e-4);
        }
    }

    [Fact]
    public void Bids_increase_and_stay_below_values()
    {
        double[] bids = [.. Enumerable.Range(1, 100).Select(step => WinnersBidAuction.Bid(Today.Types[7], 3, 1.2 * step / 100))];
        Assert.All(bids.Zip(bids.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(bids, (bid, index) => Assert.True(bid < 1.2 * (index + 1) / 100));
    }

    [Fact]
    public void Atoms_are_not_answered() =>
        Assert.IsType<TodayAnswer.NotEstablished>(WinnersBidAuction.Evaluate(Today.Equal(2, Today.Types[9])));
}
