using Parley.Certificates.Partnerships;
using Parley.Problems.Distributions;

namespace Parley.Tests.Partnerships;

/// <summary>Loertscher and Marx, online appendix D, and what follows from it for two partners with uniform types.</summary>
public sealed class DoubleAuctionPublishedExampleTests
{
    private const double Rounding = 1e-12;

    /// <summary>Types at which no bid jumps.</summary>
    private static readonly double[] s_types = [.. Enumerable.Range(0, 20).Select(k => (k + 0.5) / 20)];

    public static TheoryData<double> Shares => [0, 0.1, 0.25, 1.0 / 3, 0.5, 0.7, 0.9, 1];

    /// <summary>(D.33), (D.34) and the tax of D.2, which partner 1 pays to partner 2.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void All_weight_on_partner_1(double share)
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(share, [1, 0], Partnerships.Unit, Partnerships.Unit);

        Assert.Equal(1, auction.FirstBidWeight);
        foreach (double type in s_types)
        {
            AssertNear(PublishedBid(type, share), auction.Bid(0, type));
            AssertNear(PublishedTax(PublishedBid(type, share), share), auction.Tax(0, type));
            AssertNear(type, auction.Bid(1, type));
            AssertNear(0, auction.Tax(1, type));
        }

        DoubleAuctions.AssertSound(auction);
    }

    /// <summary>The same with the partners exchanged.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void All_weight_on_partner_2(double share)
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(1 - share, [0, 1], Partnerships.Unit, Partnerships.Unit);

        Assert.Equal(0, auction.FirstBidWeight);
        foreach (double type in s_types)
        {
            AssertNear(PublishedBid(type, share), auction.Bid(1, type));
            AssertNear(PublishedTax(PublishedBid(type, share), share), auction.Tax(1, type));
            AssertNear(type, auction.Bid(0, type));
            AssertNear(0, auction.Tax(0, type));
        }

        DoubleAuctions.AssertSound(auction);
    }

    /// <summary>(D.35), and the value of partner 1's worst-off type that follows it.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void Interim_payoffs_of_partner_1(double share)
    {
        (_, PartnershipFindings findings) = DoubleAuctions.Solve(share, [1, 0], Partnerships.Unit, Partnerships.Unit);

        foreach (double type in s_types)
        {
            double expected = type <= 1 - share
                ? (type * type / 4) - (share * type) + ((3 - (2 * share)) * share / 4)
                : ((type + 1) * (type + 1) / 4) - (share * type) - ((3 - (2 * share)) * (1 - share) / 4);
            AssertNear(expected, findings.Interim(0, type).Payoff);
        }

        double worst = share < 1.0 / 3 ? 0.75 * (1 - (2 * share)) * share
            : share <= 2.0 / 3 ? 0.25 * (1 - (3 * share) + (3 * share * share))
            : 0.75 * (-1 + (3 * share) - (2 * share * share));
        AssertNear(worst, findings.Interim(0, findings.WorstOff(0).Low).Payoff);
    }

    /// <summary>Of partner 1's bids those between the branches, from (1 - r)/2 to (2 - r)/2, are not used.</summary>
    [Fact]
    public void The_gap_between_the_branches()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.25, [1, 0], Partnerships.Unit, Partnerships.Unit);

        Assert.Equal(2, auction.Branches(0).Count);
        AssertNear(0, auction.Branches(0)[0].LowBid);
        AssertNear(0.375, auction.Branches(0)[0].HighBid);
        AssertNear(0.875, auction.Branches(0)[1].LowBid);
        AssertNear(1, auction.Branches(0)[1].HighBid);
        Assert.Single(auction.Branches(1));
    }

    /// <summary>The setting of Figure D.1: r = 0.9, equal weights. Turned upside down, each partner is the other.</summary>
    [Fact]
    public void Equal_weights_and_nine_tenths()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.9, [1, 1], Partnerships.Unit, Partnerships.Unit);

        Assert.Equal(0.5, auction.FirstBidWeight);
        Assert.Equal(2, auction.Branches(0).Count);
        Assert.Equal(2, auction.Branches(1).Count);
        Assert.All(s_types, type => AssertNear(1, auction.Bid(0, type) + auction.Bid(1, 1 - type)));
        DoubleAuctions.AssertSound(auction);
    }

    /// <summary>
    /// Myerson and Satterthwaite (1983): trade where the buyer's value exceeds the seller's by 1/4. With rho = 3/2 the virtual
    /// types are 4/3 of the seller's and (4 theta - 1)/3 of the buyer's, so bids are theta +- 1/8 where both can trade.
    /// </summary>
    [Fact]
    public void Myerson_and_Satterthwaite()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(1, [1, 1], Partnerships.Unit, Partnerships.Unit);

        foreach (double type in s_types)
        {
            AssertNear(type <= 0.75 ? type + 0.125 : (type + 1) / 2, auction.Bid(0, type));
            AssertNear(type >= 0.25 ? type - 0.125 : type / 2, auction.Bid(1, type));
        }

        DoubleAuctions.AssertSound(auction);
    }

    private static double PublishedBid(double type, double share) => type <= 1 - share ? type / 2 : (type + 1) / 2;

    private static double PublishedTax(double bid, double share) => bid <= (1 - share) / 2
        ? (share * bid) - ((3 - (2 * share)) * share / 4)
        : (-(1 - share) * bid) + ((3 - (2 * share)) * (1 - share) / 4);

    private static void AssertNear(double expected, double actual) => Assert.InRange(actual, expected - Rounding, expected + Rounding);
}
