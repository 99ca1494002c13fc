using Parley.Problems.Numbers;
using Parley.Problems.Promises;
using Parley.Certificates.RiskPools.Averages;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Audits what an allocation of a pool promises, from its findings.</summary>
public static class PoolAudit
{
    /// <summary>Every promise with what was found; none where there is no allocation.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="payoffs">What members end up with; where null, the utilities of their parts.</param>
    /// <param name="averages">What the checker makes of the members' averages; null where there are none.</param>
    public static IReadOnlyList<Promise> Run(PoolFindings findings, PoolPayoffs? payoffs = null, IReadOnlyList<AverageCheck.Finding>? averages = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Bounds is not { } bounds ? [] :
        [
            Judge(findings, "budget-balanced", true, findings.AllowedImbalance - bounds.Imbalance, "every scenario"),
            Judge(findings, "on-menu", true, findings.AllowedImbalance - bounds.Excess, "every scenario"),
            Efficient(findings, bounds),
            .. averages is null ? Array.Empty<Promise>() : [Averages(findings, averages)],
            .. payoffs is { IsFair: true } ? [Auction(findings, payoffs)] : Array.Empty<Promise>(),
            Joining(findings, payoffs),
        ];
    }

    /// <summary>No allocation of the menu has more welfare, up to the largest gap that counts as an answer.</summary>
    private static Promise Efficient(PoolFindings findings, PoolBounds bounds) =>
        Judge(findings, "efficient", true, double.IsFinite(bounds.Gap) ? (PoolFindings.LargestGap * findings.Scale) - bounds.Gap : double.MinValue, "duality gap");

    /// <summary>Every average lies within its error of what the checker finds by another method.</summary>
    private static Promise Averages(PoolFindings findings, IReadOnlyList<AverageCheck.Finding> averages)
    {
        int worst = Enumerable.Range(0, averages.Count).MinBy(i => double.IsNaN(averages[i].Difference) ? double.NegativeInfinity : averages[i].Allowed - averages[i].Difference);
        Rational slack = Finite(averages[worst].Allowed - averages[worst].Difference);
        return new Promise("averages", true, slack.Sign >= 0, slack, averages[worst].Method, new WorstCase([], findings.Outcome.Pool.Members[worst].Name, "", "", slack))
        {
            Tolerance = Math.Max(findings.Tolerance, 1e-6 * averages[worst].Allowed),
        };
    }

    /// <summary>While all others bid b*, no bid brings more: below, at and above it.</summary>
    private static Promise Auction(PoolFindings findings, PoolPayoffs payoffs)
    {
        PriceAndChoose game = payoffs.Game!;
        double bid = Math.Max(game.Bid, 0);
        double gain = new[] { 0, bid / 2, bid, bid * 1.001, bid * 2, game.Surplus * 2 }.Where(other => other >= 0).Max(game.GainByBidding);
        Rational slack = Finite(-gain);
        return new Promise("bid-is-equilibrium", true, gain <= findings.Tolerance, slack, "bids below, at and above", null) { Tolerance = findings.Tolerance };
    }

    /// <summary>Reported, not claimed: a pool maximises the sum, and whoever brings a good position may lose by it.</summary>
    private static Promise Joining(PoolFindings findings, PoolPayoffs? payoffs)
    {
        IReadOnlyList<Member> members = findings.Outcome.Pool.Members;
        Func<int, double> shortfall = payoffs is null ? findings.Shortfall : payoffs.Shortfall;
        int worst = Enumerable.Range(0, members.Count).MaxBy(shortfall);
        double slack = -shortfall(worst);
        bool holds = slack >= -findings.Tolerance;
        Rational amount = Finite(slack);
        return new Promise("individually-rational", false, holds, amount, payoffs is { IsFair: true } ? "payoffs after the auction" : "stand-alone utilities", new WorstCase([], members[worst].Name, "", "", amount)) { Tolerance = findings.Tolerance };
    }

    private static Rational Finite(double slack) => Rational.FromDouble(double.IsNaN(slack) ? double.MinValue : Math.Clamp(slack, double.MinValue, double.MaxValue));

    private static Promise Judge(PoolFindings findings, string name, bool isClaimed, double slack, string method) =>
        new(name, isClaimed, slack >= 0, Finite(slack), method) { Tolerance = findings.Tolerance };
}
