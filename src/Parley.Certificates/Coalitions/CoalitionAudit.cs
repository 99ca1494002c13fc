using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// Re-checks an outcome of a cooperative game from the problem and the evidence alone, in exact arithmetic. Costs, for
/// each coalition, states times decisions times members.
/// </summary>
public static class CoalitionAudit
{
    /// <summary>Every promise with what was found.</summary>
    /// <exception cref="ArgumentException">The evidence is flawed: see <see cref="EvidenceFlaws"/>, which is to be asked first.</exception>
    public static IReadOnlyList<Promise> Run(CoalitionOutcome outcome) =>
    [
        Judge("incentive-compatible", true, LargestFirst(outcome).Select(threat => IncentiveCompatibility.Check(threat.Mechanism))),
        Judge("individually-rational", outcome.Concept.IsWarranted(), LargestFirst(outcome).Select(IndividualRationality.Check)),
        Judge("efficient", outcome.Concept.IsWarranted(), LargestFirst(outcome).Select(IncentiveEfficiency.Check)),
        .. outcome.Concept.IsWarranted()
            ? [Judge("warranted-claims", true, Warranted(outcome), Method(outcome))]
            : Array.Empty<Promise>(),
        Judge("strong-solutions", true, LargestFirst(outcome).Select(threat => StrongSolutions(outcome, threat))),
        .. outcome.Concept == CoalitionConcept.Nash && outcome.Unanswered is null
            ? [Judge("nash-product", true, [NashProduct.Check(outcome.Threats[^1])])]
            : Array.Empty<Promise>(),
        .. outcome.Unanswered is null && outcome.Game.Players.Count > 1
            ? [Judge("no-coalition-leaves", false, [Secession.Check(outcome)])]
            : Array.Empty<Promise>(),
    ];

    /// <summary>Among equally tight cases the grand coalition's is the one to show.</summary>
    private static IEnumerable<Threat> LargestFirst(CoalitionOutcome outcome) => outcome.Threats.Reverse();

    /// <summary>Exactly where all threats are exact, otherwise down to an epsilon of Definition 4.</summary>
    private static string Method(CoalitionOutcome outcome) =>
        outcome.IsExact ? "exact" : $"epsilon {outcome.Tolerance.ToDouble():0.#e+0}";

    /// <summary>Where some threats are checked along epsilon, theirs are the cases to show unless an exact one fails.</summary>
    private static IEnumerable<Finding> Warranted(CoalitionOutcome outcome) =>
        from threat in LargestFirst(outcome)
        let finding = WarrantedClaims.Check(outcome, threat)
        where outcome.IsExact || threat.Warrants.Count > 0 || !finding.Holds
        select finding;

    private static Promise Judge(string name, bool claimed, IEnumerable<Finding> findings, string method = "exact")
    {
        Finding tightest = Finding.Tightest(findings);
        return new Promise(name, claimed, tightest.Holds, tightest.Slack, method, tightest.Worst);
    }

    /// <summary>Each listed dictator's demand is strong.</summary>
    private static Finding StrongSolutions(CoalitionOutcome outcome, Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        if (subgame.MemberCount == 1)
        {
            return Finding.Vacuous;
        }

        return Finding.Tightest(threat.Dictatorships.Select(
            dictatorship => StrongSolution.Check(dictatorship, outcome.ValueWithout(subgame, dictatorship.Member))));
    }
}
