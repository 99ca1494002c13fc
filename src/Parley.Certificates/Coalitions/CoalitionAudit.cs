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
        Judge("individually-rational", outcome.Concept == CoalitionConcept.NeutralProcedural, LargestFirst(outcome).Select(IndividualRationality.Check)),
        Judge("efficient", outcome.Concept == CoalitionConcept.NeutralProcedural, LargestFirst(outcome).Select(IncentiveEfficiency.Check)),
        .. outcome.Concept == CoalitionConcept.NeutralProcedural
            ? [Judge("warranted-claims", true, LargestFirst(outcome).Select(threat => WarrantedClaims.Check(outcome, threat)))]
            : Array.Empty<Promise>(),
        Judge("strong-solutions", true, LargestFirst(outcome).Select(threat => StrongSolutions(outcome, threat))),
    ];

    /// <summary>Among equally tight cases the grand coalition's is the one to show.</summary>
    private static IEnumerable<Threat> LargestFirst(CoalitionOutcome outcome) => outcome.Threats.Reverse();

    private static Promise Judge(string name, bool claimed, IEnumerable<Finding> findings)
    {
        Finding tightest = Finding.Tightest(findings);
        return new Promise(name, claimed, tightest.Holds, tightest.Slack, "exact", tightest.Worst);
    }

    /// <summary>Each listed dictator's demand is strong; where the label says so, they average to the threat.</summary>
    private static Finding StrongSolutions(CoalitionOutcome outcome, Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        if (subgame.MemberCount == 1)
        {
            return Finding.Vacuous;
        }

        Finding strong = Finding.Tightest(threat.Dictatorships.Select(
            dictatorship => StrongSolution.Check(dictatorship, outcome.ValueWithout(subgame, dictatorship.Member))));
        return threat.Label == ThreatLabel.RandomDictatorship
            ? Finding.Tightest([strong, AverageOf(threat)])
            : strong;
    }

    /// <summary>How far the average of the listed dictators' payoffs is from the threat's value.</summary>
    internal static Finding AverageOf(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        TypeVector[] payoffs = [.. threat.Dictatorships.Select(dictatorship => dictatorship.Mechanism.Payoffs())];
        return Finding.Tightest(
            from member in Enumerable.Range(0, subgame.MemberCount)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            let average = payoffs.Aggregate(Rational.Zero, (sum, vector) => sum + vector[member, type]) / subgame.MemberCount
            select Finding.About(subgame, member, type, -(average - threat.Value[member, type]).Abs()));
    }
}
