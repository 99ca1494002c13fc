using Parley.Certificates.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The audit of double auctions: sound ones pass, tampered ones do not.</summary>
public sealed class DoubleAuctionCertificateTests
{
    private static readonly Distribution s_twoHumps = new StepDensity([0, 0.45, 0.7, 1], [0.45, 0.1, 0.45]);
    private static readonly Distribution s_hole = new StepDensity([0, 0.3, 0.7, 1], [0.5, 0, 0.5]);

    private static readonly Dictionary<string, Partnership> s_partnerships = new()
    {
        ["unequal weights"] = Partnerships.Of([0.25, 0.75], [1, 0.5], Partnerships.Unit, Partnerships.Unit),
        ["unequal weights, binding budget"] = Partnerships.Of([1, 0], [1, 0.5], Partnerships.Unit, Partnerships.Unit),
        ["first best"] = Partnerships.Of([0.5, 0.5], [1, 1], Partnerships.Unit, Partnerships.Unit),
        ["overlapping supports"] = Partnerships.Of([0.6, 0.4], [1, 1], new UniformDistribution(0, 1), new UniformDistribution(0.5, 2)),
        ["far from zero"] = Partnerships.Of([1, 0], [1, 0.3], new UniformDistribution(1000, 1001), new UniformDistribution(1000.5, 1002)),
        ["no gains from trade"] = Partnerships.Of([1, 0], [1, 1], new UniformDistribution(2, 3), Partnerships.Unit),
        ["infinite densities"] = Partnerships.Of([0.2, 0.8], [1, 0.7], new BetaDistribution(0.2, 0.3, 0, 1), new BetaDistribution(4, 2, 0, 1)),
        ["arcsine"] = Partnerships.Of([0.9, 0.1], [1, 0.7], new BetaDistribution(0.5, 0.5, 0, 1), new BetaDistribution(4, 2, 0, 1)),
        ["narrow normals"] = Partnerships.Of([0.2, 0.8], [1, 0.7], new TruncatedNormalDistribution(0.4, 0.1, 0, 1), new TruncatedNormalDistribution(0.6, 0.05, 0, 1)),
        ["ironed"] = Partnerships.Of([0.3, 0.7], [1, 0.7], s_twoHumps, s_twoHumps),
        ["a hole in the first support"] = Partnerships.Of([0.2, 0.8], [1, 0.7], s_hole, Partnerships.Unit),
        ["a hole in the second support"] = Partnerships.Of([0.5, 0.5], [1, 0], Partnerships.Unit, s_hole),
        ["a hole where the first has all weight"] = Partnerships.Of([0.5, 0.5], [1, 0], s_hole, Partnerships.Unit),
    };

    public static TheoryData<string> Names => [.. s_partnerships.Keys, .. Partnerships.References.Where(single => single.Partnership.Agents.Count == 2).Select(single => single.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prescribed_bids_are_best_and_implement_the_optimum(string name)
    {
        Partnership partnership = s_partnerships.TryGetValue(name, out Partnership? own) ? own
            : Partnerships.References.Single(reference => reference.Name == name).Partnership;

        DoubleAuctions.AssertSound(DoubleAuctions.Solve(partnership).Auction);
    }

    /// <summary>Two pools at one level: one bid for both, and the lottery of the mechanism where they meet.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Tied_pools_share_a_bid(double chanceOfFirst)
    {
        Partnership partnership = Partnerships.Of([0.5, 0.5], [1, 0.6], Partnerships.Unit, Partnerships.Unit);
        var ties = new TieBreaking(null, [new Hierarchy([0, 1], chanceOfFirst), new Hierarchy([1, 0], 1 - chanceOfFirst)]);
        var outcome = new PartnershipOutcome(partnership, null, [new AllocationRule(1, 2, [0.5, 0.5], [ties])], null);
        (DoubleAuction auction, _) = DoubleAuctions.Of(outcome);

        TiedBid tie = Assert.Single(auction.Ties);
        Assert.Equal(chanceOfFirst, tie.ChanceOfFirst);
        Assert.Equal(tie.Bid, auction.Bid(0, 0.5));
        Assert.Equal(tie.Bid, auction.Bid(1, 0.5));
        Assert.Equal(chanceOfFirst, auction.ChanceOfFirst(tie.Bid, tie.Bid));
        Assert.Equal(3, auction.Branches(0).Count);
        DoubleAuctions.AssertSound(auction);
    }

    /// <summary>A discount on one branch draws types from the other.</summary>
    [Fact]
    public void A_cheaper_branch_is_found()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.25, [1, 0], Partnerships.Unit, Partnerships.Unit);

        DoubleAuctionFindings audit = DoubleAuctionAudit.Run(auction.WithTaxes((agent, bid, tax) => agent == 0 && bid > 0.5 ? tax - 0.01 : tax));

        Assert.InRange(audit.LargestGain, 0.009, 0.0101);
        Assert.Equal(0, audit.Agent);
        Assert.InRange(audit.Type, 0.7, 0.75);
        Assert.InRange(audit.Bid, 0.875, 1);
        Assert.False(audit.IsEquilibrium);
    }

    /// <summary>A tax with the wrong slope makes another bid best; one with the wrong constant makes payoffs wrong.</summary>
    [Fact]
    public void Other_taxes_are_found()
    {
        (DoubleAuction auction, _) = DoubleAuctions.Solve(0.9, [1, 1], Partnerships.Unit, Partnerships.Unit);

        DoubleAuctionFindings steeper = DoubleAuctionAudit.Run(auction.WithTaxes((agent, bid, tax) => tax + (agent == 1 ? 0.01 * bid : 0)));
        DoubleAuctionFindings higher = DoubleAuctionAudit.Run(auction.WithTaxes((agent, _, tax) => tax + (agent == 1 ? 1e-6 : 0)));

        Assert.InRange(steeper.LargestGain, 1e-6, 0.01);
        Assert.Equal(1, steeper.Agent);
        Assert.True(higher.IsEquilibrium);
        Assert.False(higher.HasOptimalPayoffs);
        Assert.InRange(higher.LargestPayoffDifference, 0.99e-6, 1.01e-6);
    }

    [Fact]
    public void Where_it_does_not_apply_it_says_why()
    {
        Distribution unit = Partnerships.Unit;
        Distribution coin = new TestDistributions.Finite(new Atom(0, 0.5), new Atom(1, 0.5));
        AllocationRule half = new(0.5, 1, [0.5, 0.5], []);

        Assert.Contains("there are 3", Reason(One(Partnerships.Of([0.5, 0.3, 0.2], [1, 1, 1], unit, unit, unit))), StringComparison.Ordinal);
        Assert.Contains("a2 has separate types", Reason(One(Partnerships.Of([0.5, 0.5], [1, 1], unit, coin))), StringComparison.Ordinal);
        Assert.Contains("a1 has a fixed buy-out", Reason(One(Partnerships.Of([0.5, 0.5], [1, 1], [unit, unit], [0.1, null]))), StringComparison.Ordinal);
        Assert.Contains("lottery", Reason(One(Partnerships.Of([0.5, 0.5], [1, 1], unit, unit)) with { Rules = [half, half] }), StringComparison.Ordinal);
        Assert.Contains("no mechanism", Reason(One(Partnerships.Of([0.5, 0.5], [1, 1], unit, unit)) with { Rules = [] }), StringComparison.Ordinal);
    }

    private static PartnershipOutcome One(Partnership partnership) =>
        new(partnership, null, [new AllocationRule(1, 1, [.. partnership.Agents.Select(_ => 0.5)], [])], null);

    private static string Reason(PartnershipOutcome outcome) =>
        Assert.IsType<DoubleAuctionAnswer.NotApplicable>(DoubleAuction.Of(PartnershipFindings.Of(outcome))).Reason;
}
