using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Double auctions for tests, in few words.</summary>
internal static class DoubleAuctions
{
    /// <summary>The auction of two partners' optimal mechanism.</summary>
    public static (DoubleAuction Auction, PartnershipFindings Findings) Solve(double firstShare, double[] weights, Distribution first, Distribution second) =>
        Solve(Partnerships.Of([firstShare, 1 - firstShare], weights, first, second));

    /// <inheritdoc cref="Solve(double, double[], Distribution, Distribution)"/>
    public static (DoubleAuction Auction, PartnershipFindings Findings) Solve(Partnership partnership) =>
        Of(IncompleteInformationBargaining.Solve(partnership));

    /// <summary>The auction of an outcome.</summary>
    public static (DoubleAuction Auction, PartnershipFindings Findings) Of(PartnershipOutcome outcome)
    {
        PartnershipFindings findings = PartnershipFindings.Of(outcome);
        return (Assert.IsType<DoubleAuctionAnswer.Found>(DoubleAuction.Of(findings)).Auction, findings);
    }

    /// <summary>Fails unless the audit finds an equilibrium with the optimal payoffs and allocation, to rounding.</summary>
    public static void AssertSound(DoubleAuction auction)
    {
        DoubleAuctionFindings audit = DoubleAuctionAudit.Run(auction);
        double range = auction.Partnership.High - auction.Partnership.Low;

        Assert.InRange(audit.Types, 402, int.MaxValue);
        Assert.InRange(audit.LargestGain, double.NegativeInfinity, 1e-12 * range);
        Assert.InRange(audit.LargestPayoffDifference, 0, 1e-10 * range);
        Assert.Equal(0, audit.AllocationDifferences);
        Assert.True(audit.IsEquilibrium && audit.HasOptimalPayoffs && audit.HasOptimalAllocation);
    }
}
