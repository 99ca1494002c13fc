using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The shotgun clause against grids of prices and against chance.</summary>
public class ShotgunOracleTests
{
    public static TheoryData<int, int, double> Pairs => Today.Pairs();

    /// <summary>No price on a fine grid, beside atoms included, is better than the price named.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void No_price_on_a_grid_is_better(int first, int second, double share)
    {
        (Distribution proposer, Distribution responder) = (Today.Types[first], Today.Types[second]);
        Partnership partnership = Today.Two(share, proposer, responder);
        Func<double, double> prices = Today.Prices(partnership, 0);
        double[] candidates = [.. Grid(responder, 3000), .. responder.Atoms.SelectMany(atom => new[] { Math.BitDecrement(atom.Value), atom.Value })];
        (double Price, double Sold)[] offers = [.. candidates.Select(price => (price, responder.Cdf(price)))];
        double last = double.NegativeInfinity;
        foreach (double type in Grid(proposer, 25))
        {
            double price = prices(type);
            double named = (share * price) + Math.Max(responder.Cdf(price) * (type - price), responder.Cdf(Math.BitDecrement(price)) * (type - price));
            Assert.True(price >= last);
            Assert.InRange(offers.Max(offer => (share * offer.Price) + (offer.Sold * (type - offer.Price))), double.NegativeInfinity, named + 1e-14);
            last = price;
        }
    }

    /// <summary>Integrals agree with sums over quantiles of the proposer and the price function.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Payoffs_are_averages_over_proposers(int first, int second, double share)
    {
        (Distribution proposer, Distribution responder) = (Today.Types[first], Today.Types[second]);
        Partnership partnership = Today.Two(share, proposer, responder);
        TodayOutcome outcome = Today.Shotgun(partnership, 0);
        Func<double, double> prices = Today.Prices(partnership, 0);
        const int Count = 2000;
        double proposing = 0, responding = 0, efficient = 0;
        for (int sample = 0; sample < Count; sample++)
        {
            double type = proposer.Quantile((sample + 0.5) / Count), price = prices(type);
            double below = type < price ? responder.Cdf(Math.BitDecrement(price)) : responder.Cdf(price);
            double sold = responder.Atoms.Count > 0 ? below : responder.Cdf(price);
            proposing += ((share * price) + (sold * (type - price)) - (share * type)) / Count;
            responding += (((1 - share) * price) + responder.Mean - responder.PartialMean(price) - (price * responder.Survival(price)) - ((1 - share) * responder.Mean)) / Count;
            efficient += (1 - Math.Max(0, responder.Cdf(Math.BitDecrement(Math.Max(type, price))) - responder.Cdf(Math.Min(type, price)))) / Count;
        }

        Assert.Equal(proposing, outcome.Partners[0].Payoff, 2e-4);
        Assert.Equal(responding, outcome.Partners[1].Payoff, 2e-3);
        Assert.Equal(efficient, outcome.EfficientProbability, 2e-3);
    }

    /// <summary>Both partners drawn at random, the clause played out.</summary>
    [Theory]
    [InlineData(0, 3, 0.5)]
    [InlineData(6, 7, 0.3)]
    [InlineData(7, 6, 0.8)]
    [InlineData(9, 9, 0.4)]
    [InlineData(1, 9, 0.6)]
    public void Chance_agrees(int first, int second, double share)
    {
        Partnership partnership = Today.Two(share, Today.Types[first], Today.Types[second]);
        TodayOutcome outcome = Today.Shotgun(partnership, 0);
        Func<double, double> prices = Today.Prices(partnership, 0);
        var random = new Random(20260101);
        const int Count = 40_000;
        double proposing = 0, responding = 0;
        for (int draw = 0; draw < Count; draw++)
        {
            double t = Today.Types[first].Quantile(random.NextDouble()), s = Today.Types[second].Quantile(random.NextDouble());
            double price = prices(t);
            bool buys = s > price || (s == price && price > t);
            proposing += (buys ? share * price : t - ((1 - share) * price)) - (share * t);
            responding += (buys ? s - (share * price) : (1 - share) * price) - ((1 - share) * s);
        }

        Assert.Equal(proposing / Count, outcome.Partners[0].Payoff, 0.01);
        Assert.Equal(responding / Count, outcome.Partners[1].Payoff, 0.01);
    }

    /// <summary>The worst types are no better off than any other.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Nobody_gains_less_than_the_worst_type(int first, int second, double share)
    {
        (Distribution proposer, Distribution responder) = (Today.Types[first], Today.Types[second]);
        Partnership partnership = Today.Two(share, proposer, responder);
        TodayOutcome outcome = Today.Shotgun(partnership, 0);
        Func<double, double> named = Today.Prices(partnership, 0);
        double[] prices = [.. Enumerable.Range(0, 2000).Select(sample => named(proposer.Quantile((sample + 0.5) / 2000)))];
        double Responder(double s) => prices.Average(price => Math.Max(share * (s - price), (1 - share) * (price - s)));
        double[] values = responder.Atoms.Count > 0 ? [.. responder.Atoms.Select(atom => atom.Value)] : [.. Grid(responder, 300)];
        Assert.Equal(values.Min(Responder), outcome.Partners[1].WorstPayoff, 2e-3);
        Assert.Equal(Responder(outcome.Partners[1].WorstType), outcome.Partners[1].WorstPayoff, 2e-3);
        Assert.True(outcome.Partners.All(partner => partner.WorstPayoff >= -1e-14));
    }

    private static IEnumerable<double> Grid(Distribution distribution, int steps) =>
        Enumerable.Range(0, steps + 1).Select(step => distribution.Low + ((distribution.High - distribution.Low) * step / steps)).Distinct();
}
