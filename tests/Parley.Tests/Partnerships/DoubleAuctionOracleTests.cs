using Parley.Certificates.Partnerships;
using Parley.Problems.Distributions;

namespace Parley.Tests.Partnerships;

/// <summary>The auction played out by its published rules against many equally likely types of the other.</summary>
public sealed class DoubleAuctionOracleTests
{
    private const int Opponents = 4000;

    [Theory]
    [InlineData(0.9, 1, 1)]
    [InlineData(0.25, 1, 0)]
    [InlineData(0.4, 0.5, 1)]
    public void Payoffs_on_average_are_those_of_the_mechanism(double share, double firstWeight, double secondWeight)
    {
        (DoubleAuction auction, PartnershipFindings findings) = DoubleAuctions.Solve(
            share, [firstWeight, secondWeight], new UniformDistribution(0, 1), new BetaDistribution(2, 2, 0, 1));

        for (int agent = 0; agent < 2; agent++)
        {
            Distribution other = auction.Partnership.Agents[1 - agent].Type;
            (double Bid, double Tax)[] opponents = [.. Enumerable.Range(0, Opponents).Select(k => other.Quantile((k + 0.5) / Opponents))
                .Select(type => (auction.Bid(1 - agent, type), auction.Tax(1 - agent, type)))];
            foreach (double type in new[] { 0, 0.05, 0.33, 0.5, 0.81, 1 })
            {
                double payoff = opponents.Average(opponent => Payoff(auction, agent, type, auction.Bid(agent, type), opponent.Bid) + opponent.Tax) - auction.Tax(agent, type);
                double net = payoff - (auction.Partnership.Agents[agent].Share * type);

                Assert.InRange(net, findings.Interim(agent, type).Payoff - 1e-4, findings.Interim(agent, type).Payoff + 1e-4);
            }
        }
    }

    private static double Payoff(DoubleAuction auction, int agent, double type, double bid, double otherBid)
    {
        (double first, double second) = agent == 0 ? (bid, otherBid) : (otherBid, bid);
        bool firstWins = auction.ChanceOfFirst(first, second) == 1;
        double paid = auction.TradePayment(first, second, firstWins);
        return (firstWins == (agent == 0) ? type : 0) - (agent == 0 ? paid : -paid);
    }
}
