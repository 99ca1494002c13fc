using Parley.Problems.Numbers;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Audits what an allocation of a pool promises, from its findings.</summary>
public static class PoolAudit
{
    /// <summary>Every promise with what was found; none where there is no allocation.</summary>
    public static IReadOnlyList<Promise> Run(PoolFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Bounds is not { } bounds ? [] :
        [
            Judge(findings, "budget-balanced", true, findings.AllowedImbalance - bounds.Imbalance, "every scenario"),
            Judge(findings, "on-menu", true, findings.AllowedImbalance - bounds.Excess, "every scenario"),
            Efficient(findings, bounds),
            Joining(findings),
        ];
    }

    /// <summary>No allocation of the menu has more welfare, up to the largest gap that counts as an answer.</summary>
    private static Promise Efficient(PoolFindings findings, PoolBounds bounds) =>
        Judge(findings, "efficient", true, double.IsFinite(bounds.Gap) ? (PoolFindings.LargestGap * findings.Scale) - bounds.Gap : double.MinValue, "duality gap");

    /// <summary>Reported, not claimed: a pool maximises the sum, and whoever brings a good position may lose by it.</summary>
    private static Promise Joining(PoolFindings findings)
    {
        IReadOnlyList<Member> members = findings.Outcome.Pool.Members;
        int worst = Enumerable.Range(0, members.Count).MaxBy(findings.Shortfall);
        double slack = -findings.Shortfall(worst);
        bool holds = !findings.StaysOut(worst);
        Rational amount = Finite(slack);
        return new Promise("individually-rational", false, holds, amount, "stand-alone utilities", new WorstCase([], members[worst].Name, "", "", amount)) { Tolerance = findings.Tolerance };
    }

    private static Rational Finite(double slack) => Rational.FromDouble(double.IsNaN(slack) ? double.MinValue : Math.Clamp(slack, double.MinValue, double.MaxValue));

    private static Promise Judge(PoolFindings findings, string name, bool isClaimed, double slack, string method) =>
        new(name, isClaimed, slack >= 0, Finite(slack), method) { Tolerance = findings.Tolerance };
}
