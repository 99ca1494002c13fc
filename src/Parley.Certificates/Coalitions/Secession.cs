using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// Coalitions that would rather leave: in what they would do on their own, every type of every member gets at least what
/// the grand coalition gives it, and some type more. No concept promises that there are none.
/// </summary>
public static class Secession
{
    /// <summary>The coalitions that would leave, with what each type would gain.</summary>
    public static IReadOnlyList<(Threat Threat, TypeVector Gains)> Of(CoalitionOutcome outcome) => [.. outcome.Threats
        .Where(threat => threat.Coalition != outcome.Game.Everyone)
        .Select(threat => (threat, Gains: Gains(outcome, threat)))
        .Where(pair => pair.Gains.Minimum().Sign >= 0 && pair.Gains.Sum().Sign > 0)];

    /// <summary>
    /// The coalition that has most to gain by leaving, or else comes nearest to it: the slack is minus the sum of its
    /// types' gains where it would leave, and what its most reluctant type would lose otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">The grand coalition was not answered.</exception>
    public static Finding Check(CoalitionOutcome outcome)
    {
        var leaving = Of(outcome);
        return leaving.Count > 0
            ? leaving.Select(pair => Finding.About(pair.Threat.Mechanism.Subgame, -pair.Gains.Sum())).MinBy(finding => finding.Slack)!
            : Finding.Tightest(outcome.Threats
                .Where(threat => threat.Coalition != outcome.Game.Everyone)
                .Select(threat => Finding.About(threat.Mechanism.Subgame, Rational.Max(Rational.Zero, -Gains(outcome, threat).Minimum()))));
    }

    private static TypeVector Gains(CoalitionOutcome outcome, Threat threat)
    {
        TypeVector value = outcome.Threats[^1].Value;
        Subgame subgame = threat.Mechanism.Subgame;
        return TypeVector.Of(subgame.States, (member, type) => threat.Value[member, type] - value[subgame.Players[member], type]);
    }
}
