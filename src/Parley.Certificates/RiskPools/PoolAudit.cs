using Parley.Problems.Numbers;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Audits what an allocation of a pool promises, from its findings.</summary>
public static class PoolAudit
{
    /// <summary>Every promise with what was found; none where there is no allocation.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="payoffs">What members end up with; where null, the utilities of their parts.</param>
    public static IReadOnlyList<Promise> Run(PoolFindings findings, PoolPayoffs? payoffs = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Bounds is not { } bounds ? [] :
        [
            Judge(findings, "budget-balanced", true, findings.AllowedImbalance - bounds.Imbalance, "every scenario"),
            Judge(findings, "on-menu", true, findings.AllowedImbalance - bounds.Excess, "every scenario"),
            Efficient(findings, bounds),
            Joining(findings, payoffs),
        ];
    }

    /// <summary>No allocation of the menu has more welfare, up to the largest gap that counts as an answer.</summary>
    private static Promise Efficient(PoolFindings findings, PoolBounds bounds) =>
        Judge(findings, "efficient", true, double.IsFinite(bounds.Gap) ? (PoolFindings.LargestGap * findings.Scale) - bounds.Gap : double.MinValue, "duality gap");

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
