using Parley.Certificates.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>What holds for the double auction of any two partners.</summary>
public sealed class DoubleAuctionPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_partnerships_have_sound_auctions(int seed)
    {
        var random = new Random(seed);
        for (int trial = 0; trial < 6; trial++)
        {
            double share = random.NextDouble();
            double[] weights = [random.NextDouble() < 0.3 ? 0 : random.NextDouble(), 1];
            bool isExchanged = random.NextDouble() < 0.5;
            DoubleAuctions.AssertSound(DoubleAuctions.Solve(share, isExchanged ? [1, weights[0]] : weights, Draw(random), Draw(random)).Auction);
        }
    }

    /// <summary>Bids increase with the type; those that one partner leaves out are the other's pool.</summary>
    [Fact]
    public void A_gap_in_one_partners_bids_is_filled_by_a_pool_of_the_others()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.9, [1, 1], Partnerships.Unit, Partnerships.Unit);

        for (int agent = 0; agent < 2; agent++)
        {
            IReadOnlyList<BidBranch> branches = auction.Branches(agent);
            (double low, double high) = (branches[0].HighBid, branches[1].LowBid);
            double[] bids = [.. Enumerable.Range(0, 101).Select(k => auction.Bid(1 - agent, k / 100.0))];

            Assert.True(low < high);
            Assert.Equal(bids.Order(), bids);
            Assert.Contains(bids, bid => bid > low && bid < high);
            Assert.Equal(branches[0].HighType, branches[1].LowType);
        }
    }

    /// <summary>In another currency everything is multiplied.</summary>
    [Fact]
    public void Units_do_not_matter()
    {
        (DoubleAuction plain, _) = DoubleAuctions.Solve(0.8, [1, 0.6], Partnerships.Unit, Partnerships.Unit);
        (DoubleAuction scaled, _) = DoubleAuctions.Solve(0.8, [1, 0.6], new UniformDistribution(0, 1e6), new UniformDistribution(0, 1e6));

        for (int agent = 0; agent < 2; agent++)
        {
            foreach (double type in new[] { 0.05, 0.45, 0.95 })
            {
                Assert.Equal(plain.Bid(agent, type), scaled.Bid(agent, 1e6 * type) / 1e6, 1e-11);
                Assert.Equal(plain.Tax(agent, type), scaled.Tax(agent, 1e6 * type) / 1e6, 1e-11);
            }
        }
    }

    /// <summary>Relabelling the partners relabels bids, taxes and k.</summary>
    [Fact]
    public void Names_do_not_matter()
    {
        Distribution beta = new BetaDistribution(2, 3, 0, 1);
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.8, [1, 0.6], Partnerships.Unit, beta);
        (DoubleAuction exchanged, _) = DoubleAuctions.Solve(0.2, [0.6, 1], beta, Partnerships.Unit);

        Assert.Equal(1, auction.FirstBidWeight + exchanged.FirstBidWeight, 1e-15);
        for (int agent = 0; agent < 2; agent++)
        {
            foreach (double type in new[] { 0.05, 0.45, 0.95 })
            {
                Assert.Equal(auction.Bid(agent, type), exchanged.Bid(1 - agent, type), 1e-11);
                Assert.Equal(auction.Tax(agent, type), exchanged.Tax(1 - agent, type), 1e-11);
            }
        }
    }

    private static Distribution Draw(Random random)
    {
        double low = random.NextDouble();
        double high = low + 0.2 + random.NextDouble();
        return random.Next(5) switch
        {
            0 => new UniformDistribution(low, high),
            1 => new BetaDistribution(0.4 + (3 * random.NextDouble()), 0.4 + (3 * random.NextDouble()), low, high),
            2 => new PowerDistribution(0.3 + (2 * random.NextDouble()), low, high),
            3 => new TruncatedNormalDistribution(low + 0.3, 0.1 + random.NextDouble(), low, high),
            _ => new StepDensity([low, low + 0.1, low + 0.15, high], [0.4, 0.15, 0.45]),
        };
    }
}
