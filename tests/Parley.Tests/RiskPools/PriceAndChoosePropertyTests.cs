using Parley.Certificates.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>What price-and-choose and the auction promise, for any welfare and averages.</summary>
public sealed class PriceAndChoosePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Payoffs_share_the_welfare_and_prices_bring_them_about(int seed)
    {
        var random = new Random(seed);
        int members = random.Next(1, 8);
        double[] averages = [.. Enumerable.Range(0, members).Select(_ => (10 * random.NextDouble()) - 8)];
        double[] utilities = [.. averages.Select(average => average + (4 * random.NextDouble()) - 1)];
        double welfare = utilities.Sum();
        int[] order = [.. Enumerable.Range(0, members)];
        random.Shuffle(order);
        var game = new PriceAndChoose(welfare, averages, order);

        Assert.Equal(welfare, Enumerable.Range(0, members).Sum(game.Payoff), 1e-12);
        Assert.Equal(welfare, Enumerable.Range(0, members).Sum(game.FairPayoff), 1e-12);
        Assert.All(Enumerable.Range(0, members), member => Assert.Equal(game.Surplus / members, game.FairPayoff(member) - averages[member], 1e-12));

        // Who pays whom along the chain: utility, less the price paid to who moved before, plus the price received.
        IReadOnlyList<double> prices = game.Prices(utilities);
        for (int place = 0; place < members; place++)
        {
            double payoff = utilities[order[place]] - (place == 0 ? 0 : prices[place - 1]) + (place == members - 1 ? 0 : prices[place]);
            Assert.Equal(game.Payoff(order[place]), payoff, 1e-12);
        }

        // The auction: the winner's surplus less its bid is what losers get, and no other bid gains where there is a surplus.
        if (members > 1 && game.Surplus >= 0)
        {
            Assert.Equal(game.Surplus - game.Bid, game.Bid / (members - 1), 1e-12);
            Assert.All(Enumerable.Range(0, 101).Select(k => k * 0.03 * game.Surplus), bid => Assert.InRange(game.GainByBidding(bid), double.NegativeInfinity, 1e-12));
        }
    }
}
