using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// Interim incentive efficiency: no incentive compatible mechanism is better for one type and worse for none
/// (section 3.2).
/// </summary>
public static class IncentiveEfficiency
{
    /// <summary>
    /// Supported: minus the duality gap between the weighted payoffs and sum p(t) W(t); zero means that weak duality
    /// forbids anything better. Dominated: minus what the better mechanism's types gain together.
    /// </summary>
    public static Finding Check(Threat threat) => threat.Efficiency switch
    {
        EfficiencyEvidence.Supported(var weights, var multipliers) => Finding.About(
            threat.Mechanism.Subgame,
            weights.Dot(threat.Value) - new VirtualUtility(threat.Mechanism.Subgame, weights, multipliers).Worth()),
        EfficiencyEvidence.Dominated(var better) => Finding.About(
            threat.Mechanism.Subgame, -Gains(threat, better).Sum()),
        _ => throw new InvalidOperationException("unknown evidence"),
    };

    /// <summary>What every type gains in a better mechanism.</summary>
    internal static TypeVector Gains(Threat threat, Mechanism better)
    {
        TypeVector payoffs = better.Payoffs();
        return TypeVector.Of(better.Subgame.States, (member, type) => payoffs[member, type] - threat.Value[member, type]);
    }
}
