using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// That a threat is a neutral procedural solution (Definition 4): with an efficient mechanism and positive weights, the
/// warrant equations at omega = |S| U - c (5.1) make it non-degenerate; otherwise, for each listed epsilon, positive
/// weights warrant claims that U falls short of by no more than epsilon (NPS2).
/// </summary>
public static class WarrantedClaims
{
    /// <summary>
    /// The type whose condition is tightest. Exactly: minus the largest residual of (4.11). Along epsilon: epsilon times
    /// the player's range of payoffs less the shortfall, over all listed epsilons.
    /// </summary>
    /// <exception cref="ArgumentException">The threat carries no weights and multipliers.</exception>
    public static Finding Check(CoalitionOutcome outcome, Threat threat) => threat.Warrants.Count > 0
        ? Finding.Tightest(threat.Warrants.SelectMany(warrant => Along(outcome, threat, warrant)))
        : threat.Efficiency is EfficiencyEvidence.Supported(var weights, var multipliers)
            ? Exactly(outcome, threat, weights, multipliers)
            : throw new ArgumentException("only weights and multipliers can warrant a claim", nameof(threat));

    private static Finding Exactly(CoalitionOutcome outcome, Threat threat, TypeVector weights, Multipliers multipliers)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        var equations = new WarrantEquations(subgame, outcome.Outside(subgame), weights, multipliers);
        TypeVector claims = outcome.Claims(subgame, threat.Value);
        return Finding.Tightest(
            from member in Enumerable.Range(0, subgame.MemberCount)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            select Finding.About(subgame, member, type, -equations.Residual(claims, member, type).Abs()));
    }

    private static IEnumerable<Finding> Along(CoalitionOutcome outcome, Threat threat, EpsilonWarrant warrant)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        TypeVector owed = outcome.Claims(subgame, threat.Value);
        TypeVector claims = outcome.Claims(subgame, warrant);
        return
            from member in Enumerable.Range(0, subgame.MemberCount)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            let shortfall = (claims[member, type] - owed[member, type]) / subgame.MemberCount
            select Finding.About(subgame, member, type, (warrant.Epsilon * subgame.PayoffRange(member)) - shortfall);
    }
}
