using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// What makes the evidence of an outcome worthless before any number is compared: a missing threat, a weight or
/// multiplier of the wrong sign, a "better" mechanism that is not better.
/// </summary>
public static class EvidenceFlaws
{
    /// <summary>Every flaw, each in a sentence that names the coalition; empty for sound evidence.</summary>
    public static IReadOnlyList<string> Of(CoalitionOutcome outcome)
    {
        List<string> flaws = [.. Missing(outcome)];
        if (outcome.Concept.Objection(outcome.Game) is { } objection)
        {
            flaws.Add(objection);
        }

        foreach (Threat threat in outcome.Threats)
        {
            string where = $"threat of {{{NamesOf(outcome.Game, threat.Coalition)}}}: ";
            flaws.AddRange(OfEfficiency(outcome, threat).Concat(OfDictatorships(outcome, threat)).Concat(OfWarrants(outcome, threat)).Select(flaw => where + flaw));
        }

        return flaws;
    }

    private static IEnumerable<string> Missing(CoalitionOutcome outcome)
    {
        int place = 0;
        foreach (Coalition coalition in outcome.Game.Everyone.Subcoalitions())
        {
            if (place < outcome.Threats.Count && outcome.Threats[place].Coalition == coalition)
            {
                place++;
                continue;
            }

            if (outcome.Unanswered?.Coalition != coalition || place < outcome.Threats.Count)
            {
                yield return $"the threat of {{{NamesOf(outcome.Game, coalition)}}} is missing or out of order";
            }

            yield break;
        }

        if (outcome.Unanswered is not null)
        {
            yield return "every coalition has a threat, so none is unanswered";
        }
    }

    private static IEnumerable<string> OfEfficiency(CoalitionOutcome outcome, Threat threat)
    {
        switch (threat.Efficiency)
        {
            case EfficiencyEvidence.Supported(var weights, var multipliers):
                if (weights.Minimum().Sign <= 0 || weights.Sum() != Rational.One)
                {
                    yield return "the utility weights must be positive and sum to 1";
                }

                foreach (string flaw in OfSigns(multipliers))
                {
                    yield return flaw;
                }

                break;

            case EfficiencyEvidence.Dominated(var better):
                TypeVector gains = IncentiveEfficiency.Gains(threat, better);
                if (outcome.Concept.IsWarranted())
                {
                    yield return "a neutral procedural solution cannot be dominated";
                }
                else if (gains.Minimum().Sign < 0 || gains.Sum().IsZero || !IncentiveCompatibility.Check(better).Holds)
                {
                    yield return "the mechanism said to be better is not better, or not incentive compatible";
                }

                break;
        }
    }

    private static IEnumerable<string> OfWarrants(CoalitionOutcome outcome, Threat threat)
    {
        if (threat.Warrants.Count > 0 && !outcome.Concept.IsWarranted())
        {
            yield return "only a neutral procedural solution is checked along epsilon";
        }

        IReadOnlyList<Rational> ladder = EpsilonWarrant.Ladder;
        if (threat.Warrants.Count > 0
            && (threat.Warrants.Count < EpsilonWarrant.FewestSteps || !threat.Warrants.Select(warrant => warrant.Epsilon).SequenceEqual(ladder.Take(threat.Warrants.Count))))
        {
            yield return $"the epsilons must be the first of {string.Join(", ", ladder)}, and at least {EpsilonWarrant.FewestSteps} of them";
        }

        foreach (EpsilonWarrant warrant in threat.Warrants)
        {
            if (warrant.Weights.Minimum().Sign <= 0 || warrant.Weights.Sum() != Rational.One)
            {
                yield return $"epsilon {warrant.Epsilon}: the weights must be positive and sum to 1";
            }

            foreach (string flaw in OfSigns(warrant.Multipliers))
            {
                yield return $"epsilon {warrant.Epsilon}: {flaw}";
            }
        }
    }

    private static IEnumerable<string> OfDictatorships(CoalitionOutcome outcome, Threat threat)
    {
        if (outcome.Concept == CoalitionConcept.RandomDictatorship && !threat.IsAverageOfDemands)
        {
            yield return "a random dictatorship is the average of every member's demand";
        }

        foreach (Dictatorship dictatorship in threat.Dictatorships)
        {
            string dictator = threat.Mechanism.Subgame.States.Member(dictatorship.Member).Name;
            if (dictatorship.Weights.Sum() != Rational.One || dictatorship.Weights.Minimum().Sign < 0 || dictatorship.Weights.Of(dictatorship.Member).ToArray().Min().Sign <= 0)
            {
                yield return $"dictator {dictator}: the weights must be positive on the dictator's types, nowhere negative, and sum to 1";
            }

            foreach (string flaw in OfSigns(dictatorship.Multipliers))
            {
                yield return $"dictator {dictator}: {flaw}";
            }
        }
    }

    private static IEnumerable<string> OfSigns(Multipliers multipliers) => multipliers.Entries
        .Where(entry => entry.Value.Sign < 0)
        .Select(entry => $"the multiplier {entry.Value} is negative");

    private static string NamesOf(CoalitionGame game, Coalition coalition) =>
        string.Join(", ", coalition.Players().Select(player => game.Players[player].Name));
}
