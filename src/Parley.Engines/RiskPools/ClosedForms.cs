using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Pools of entropic members whose optimum is a formula.</summary>
public static class ClosedForms
{
    /// <summary>
    /// The optimum where there is a formula for it, otherwise null: members who share their beliefs, on every menu but a list
    /// (<see cref="CommonBeliefs"/>); and single priors that differ, on the unrestricted menu (<see cref="SideBets"/>).
    /// </summary>
    public static PoolOutcome? Solve(RiskPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return CommonBeliefs.Apply(pool) ? CommonBeliefs.Solve(pool) : SideBets.Apply(pool) ? SideBets.Solve(pool) : null;
    }

    /// <summary>True where all members are entropic.</summary>
    internal static bool AreEntropic(RiskPool pool) => pool.Members.All(member => member.Utility is Entropic);

    /// <summary>The members' shares of risk tolerance, <c>(1/g_i) / sum of (1/g_j)</c>.</summary>
    internal static double[] ToleranceShares(RiskPool pool) =>
        ShareCuts.Normalised([.. pool.Members.Select(member => 1 / ((Entropic)member.Utility).RiskAversion)]);

    /// <summary>The risk aversion of all members together, <c>1 / sum of (1/g_j)</c>.</summary>
    internal static double JointAversion(RiskPool pool) => 1 / pool.Members.Sum(member => 1 / ((Entropic)member.Utility).RiskAversion);
}
