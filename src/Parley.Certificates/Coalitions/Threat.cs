using System.Collections.Immutable;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>What kind of solution a coalition's threat is; it follows from the evidence.</summary>
public enum ThreatLabel
{
    /// <summary>The average of the dictators' strong solutions.</summary>
    RandomDictatorship,

    /// <summary>A solution of the warrant equations with positive weights that is no such average.</summary>
    Interior,

    /// <summary>A degenerate solution: some weights vanish in the limit, and Definition 4 is checked along epsilon.</summary>
    Limit,
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

/// <summary>
/// Scales in which the warranted claims exceed what a threat gives by no more than epsilon, in units of each player's
/// range of payoffs (NPS1 and NPS2).
/// </summary>
/// <param name="Epsilon">One of the <see cref="Ladder"/>.</param>
/// <param name="Weights">lambda, positive.</param>
/// <param name="Multipliers">alpha, at least 0.</param>
public sealed record EpsilonWarrant(Rational Epsilon, TypeVector Weights, Multipliers Multipliers)
{
    /// <summary>The fewest steps of the <see cref="Ladder"/> that a threat must pass.</summary>
    public const int FewestSteps = 3;

    /// <summary>
    /// The epsilons at which a threat is checked. They have no unit: a type's claim may exceed what it gets by no more than
    /// epsilon times the range of its player's payoffs, so that nobody's unit of payoff matters.
    /// </summary>
    public static IReadOnlyList<Rational> Ladder { get; } =
        [.. Enumerable.Range(1, 4).Select(step => ((Rational)100).Pow(-step))];
}

/// <summary>What other starts of the search led to: uniqueness is not established, but others were looked for.</summary>
/// <param name="Starts">How many starts led to an end.</param>
/// <param name="Others">Payoffs at the ends that are not the threat's, rounded and not certified.</param>
public sealed record Search(int Starts, IReadOnlyList<TypeVector> Others);

/// <summary>What a coalition would do on its own, and the evidence for it.</summary>
/// <param name="Mechanism">The coalition's mechanism mu_S.</param>
/// <param name="Efficiency">Why it is incentive efficient; for the neutral procedural solution these are also the scales of the warrant equations.</param>
/// <param name="Dictatorships">The strong solutions that were found, by member.</param>
public sealed record Threat(
    Mechanism Mechanism, EfficiencyEvidence Efficiency, IReadOnlyList<Dictatorship> Dictatorships)
{
    /// <summary>
    /// Definition 4's evidence along decreasing epsilons, where the warrant equations do not hold exactly: for degenerate
    /// solutions, and where the exact solution is irrational or was not found. Empty for an exact threat.
    /// </summary>
    public IReadOnlyList<EpsilonWarrant> Warrants { get; init; } = [];

    /// <summary>What other starts led to, where the threat was searched for; null where random dictatorship gave it.</summary>
    public Search? Search { get; init; }

    /// <summary>What kind of solution it is.</summary>
    public ThreatLabel Label => Warrants.Count > 0
        ? SmallestRelativeWeight < s_vanishing ? ThreatLabel.Limit : ThreatLabel.Interior
        : IsAverageOfDemands ? ThreatLabel.RandomDictatorship : ThreatLabel.Interior;

    /// <summary>True where every member has a demand and the threat's payoffs are their average, and for a player alone.</summary>
    public bool IsAverageOfDemands
    {
        get
        {
            int members = Mechanism.Subgame.MemberCount;
            TypeVector[] demands = [.. Dictatorships.DistinctBy(dictatorship => dictatorship.Member).Select(dictatorship => dictatorship.Mechanism.Payoffs())];
            return members == 1 || (demands.Length == members && TypeVector.Of(Mechanism.Subgame.States, (member, type) =>
                demands.Aggregate(Rational.Zero, (sum, payoffs) => sum + payoffs[member, type]) / members).Equals(Value));
        }
    }

    /// <summary>The coalition.</summary>
    public Coalition Coalition => Mechanism.Subgame.Coalition;

    /// <summary>U_i^S(t): what every type of every member expects.</summary>
    public TypeVector Value { get; } = Mechanism.Payoffs();

    /// <summary>A relative weight below this at the smallest epsilon is taken to vanish in the limit.</summary>
    private static readonly Rational s_vanishing = new(1, 100_000);

    /// <summary>The smallest weight at the smallest epsilon when payoffs are measured in units of their ranges and the weights sum to 1.</summary>
    private Rational SmallestRelativeWeight
    {
        get
        {
            Subgame subgame = Mechanism.Subgame;
            TypeVector relative = TypeVector.Of(subgame.States, (member, type) => Warrants[^1].Weights[member, type] * subgame.PayoffRange(member));
            return relative.Minimum() / relative.Sum();
        }
    }
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
    private ImmutableDictionary<Coalition, Threat> _byCoalition = Threats.ToImmutableDictionary(threat => threat.Coalition);

    /// <summary>The threat of a coalition, or null where it was not answered.</summary>
    public Threat? Find(Coalition coalition) => _byCoalition.GetValueOrDefault(coalition);

    /// <summary>This outcome with one more threat.</summary>
    public CoalitionOutcome With(Threat threat) => this with
    {
        Threats = Threats.ToImmutableList().Add(threat),
        _byCoalition = _byCoalition.Add(threat.Coalition, threat),
    };

    /// <summary>True where every threat satisfies its equations exactly.</summary>
    public bool IsExact => Threats.All(threat => threat.Warrants.Count == 0);

    /// <summary>The smallest epsilon that every threat reaches; 0 where all are exact.</summary>
    public Rational Tolerance => Threats
        .Select(threat => threat.Warrants.Count == 0 ? Rational.Zero : threat.Warrants.Min(warrant => warrant.Epsilon))
        .Aggregate(Rational.Zero, Rational.Max);

    /// <summary>For each member i of a coalition, what the others would get without i: <see cref="ValueWithout"/>.</summary>
    public IReadOnlyList<IReadOnlyList<Rational[]>> Outside(Subgame subgame) => subgame.MemberCount == 1
        ? [[[]]]
        : [.. Enumerable.Range(0, subgame.MemberCount).Select(absent => ValueWithout(subgame, absent))];

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
        IReadOnlyList<IReadOnlyList<Rational[]>> without = Outside(subgame);
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

    /// <summary>The claims warranted by the scales of an epsilon, which are positive and so determine them (Myerson 1983, Lemma 1).</summary>
    public TypeVector Claims(Subgame subgame, EpsilonWarrant warrant) =>
        new WarrantEquations(subgame, Outside(subgame), warrant.Weights, warrant.Multipliers).Claims()
            ?? throw new ArgumentException("these scales do not determine the claims", nameof(warrant));
}

/// <summary>A coalition for which no certified answer was found.</summary>
/// <param name="Coalition">The coalition.</param>
/// <param name="Reason">Why, in one sentence for a person.</param>
/// <param name="Tried">What was tried, each with what came out.</param>
public sealed record Unanswered(
    Coalition Coalition, string Reason, IReadOnlyList<string> Tried);
