using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>How a coalition's threat was found.</summary>
public enum ThreatLabel
{
    /// <summary>The average of the dictators' strong solutions.</summary>
    RandomDictatorship,

    /// <summary>A solution of the warrant equations with positive weights that is no such average.</summary>
    Interior,
}

/// <summary>
/// What a dictator would demand: a mechanism and the scales that prove it undominated (Proposition 2).
/// </summary>
/// <param name="Member">The dictator's position in the coalition.</param>
/// <param name="Mechanism">The demanded mechanism.</param>
/// <param name="Weights">lambda: positive on the dictator's types, at least 0 on the others'.</param>
/// <param name="Multipliers">alpha, at least 0.</param>
public sealed record Dictatorship(int Member, Mechanism Mechanism, TypeVector Weights, Multipliers Multipliers);

/// <summary>Why a mechanism is, or is not, incentive efficient for its coalition.</summary>
public abstract record EfficiencyEvidence
{
    private EfficiencyEvidence()
    {
    }

    /// <summary>It maximises a weighted sum of all types' payoffs (Proposition 1).</summary>
    /// <param name="Weights">lambda, positive, summing to 1.</param>
    /// <param name="Multipliers">alpha, at least 0.</param>
    public sealed record Supported(TypeVector Weights, Multipliers Multipliers) : EfficiencyEvidence;

    /// <summary>Another incentive compatible mechanism is better for some type and worse for none.</summary>
    /// <param name="By">The better mechanism.</param>
    public sealed record Dominated(Mechanism By) : EfficiencyEvidence;
}

/// <summary>What a coalition would do on its own, and the evidence for it.</summary>
/// <param name="Mechanism">The coalition's mechanism mu_S.</param>
/// <param name="Label">How it was found.</param>
/// <param name="Efficiency">Why it is incentive efficient; for the neutral procedural solution these are also the scales of the warrant equations.</param>
/// <param name="Dictatorships">The strong solutions that were found, by member.</param>
public sealed record Threat(
    Mechanism Mechanism, ThreatLabel Label, EfficiencyEvidence Efficiency, IReadOnlyList<Dictatorship> Dictatorships)
{
    /// <summary>The coalition.</summary>
    public Coalition Coalition => Mechanism.Subgame.Coalition;

    /// <summary>U_i^S(t): what every type of every member expects.</summary>
    public TypeVector Value { get; } = Mechanism.Payoffs();
}

/// <summary>
/// The threats of all coalitions that were answered, in the order of <see cref="Coalition.Subcoalitions"/>; the last
/// is the grand coalition's where the game is answered.
/// </summary>
/// <param name="Game">The problem.</param>
/// <param name="Concept">The rule.</param>
/// <param name="Threats">One threat for each answered coalition.</param>
/// <param name="Unanswered">The coalition at which the work ended without an answer, if it did.</param>
public sealed record CoalitionOutcome(
    CoalitionGame Game, CoalitionConcept Concept, IReadOnlyList<Threat> Threats, Unanswered? Unanswered = null)
{
    private readonly Dictionary<Coalition, Threat> _byCoalition = Threats.ToDictionary(threat => threat.Coalition);

    /// <summary>The threat of a coalition, or null where it was not answered.</summary>
    public Threat? Find(Coalition coalition) => _byCoalition.GetValueOrDefault(coalition);

    /// <summary>This outcome with one more threat.</summary>
    public CoalitionOutcome With(Threat threat) => new(Game, Concept, [.. Threats, threat]);

    /// <summary>
    /// U_j^{S\i}: what the other members of a coalition would get without one of them. Entry j is the vector of member j
    /// of the coalition; the absent member's is empty.
    /// </summary>
    public IReadOnlyList<Rational[]> ValueWithout(Subgame subgame, int absent)
    {
        Threat without = _byCoalition[subgame.Coalition.Without(subgame.Players[absent])];
        return [.. Enumerable.Range(0, subgame.MemberCount).Select(member => member == absent
            ? []
            : without.Value.Of(without.Mechanism.Subgame.MemberOf(subgame.Players[member])).ToArray())];
    }

    /// <summary>c_i(t): the sum over the other members j of what i's type t would get in the coalition without j.</summary>
    public TypeVector ThreatSum(Subgame subgame)
    {
        IReadOnlyList<Rational[]>[] without = [.. Enumerable.Range(0, subgame.MemberCount).Select(absent =>
            subgame.MemberCount == 1 ? [[]] : ValueWithout(subgame, absent))];
        return TypeVector.Of(subgame.States, (member, type) => without
            .Where((_, absent) => absent != member)
            .Aggregate(Rational.Zero, (sum, values) => sum + values[member][type]));
    }

    /// <summary>omega_i(t) = |S| U_i(t) - c_i(t): what equation (5.1) says every type may claim where a coalition gets U.</summary>
    public TypeVector Claims(Subgame subgame, TypeVector value)
    {
        TypeVector sums = ThreatSum(subgame);
        return TypeVector.Of(subgame.States, (member, type) => (subgame.MemberCount * value[member, type]) - sums[member, type]);
    }
}

/// <summary>A coalition for which no certified answer was found.</summary>
/// <param name="Coalition">The coalition.</param>
/// <param name="Reason">Why, in one sentence for a person.</param>
/// <param name="Tried">What was tried, each with what came out.</param>
public sealed record Unanswered(
    Coalition Coalition, string Reason, IReadOnlyList<string> Tried);
