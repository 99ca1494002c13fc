using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>Refuses evidence of the wrong shape: rules that are no rules, lotteries that are no lotteries.</summary>
public static class PartnershipFlaws
{
    /// <summary>How far probabilities may miss a sum of 1.</summary>
    private const double Rounding = 1e-12;

    /// <summary>What is wrong with the evidence of an outcome; empty where nothing is.</summary>
    public static IReadOnlyList<string> Of(PartnershipOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        int agents = outcome.Partnership.Agents.Count;
        List<string> flaws = [];
        if (outcome.Bound is { } bound)
        {
            flaws.AddRange(OfPoint("bound", bound.Multiplier, bound.Ironing, agents));
        }

        for (int k = 0; k < outcome.Rules.Count; k++)
        {
            flaws.AddRange(OfRule($"rules[{k}]", outcome.Rules[k], agents));
        }

        if (outcome.Rules.Count > 0 && !(Math.Abs(outcome.Rules.Sum(rule => rule.Probability) - 1) <= Rounding))
        {
            flaws.Add("rules: their probabilities do not sum to 1");
        }

        return outcome.Efficient is null ? flaws : [.. flaws, .. OfRule("efficient", outcome.Efficient, agents)];
    }

    private static IEnumerable<string> OfRule(string where, AllocationRule rule, int agents)
    {
        if (!(rule.Probability is > 0 and <= 1))
        {
            yield return $"{where}: the probability is not in (0, 1]";
        }

        foreach (string flaw in OfPoint(where, rule.Multiplier, rule.Ironing, agents).Concat(rule.Ties.SelectMany(ties => OfTies(where, ties, agents))))
        {
            yield return flaw;
        }
    }

    private static IEnumerable<string> OfPoint(string where, double multiplier, IReadOnlyList<double> ironing, int agents)
    {
        if (!(multiplier >= 1) || double.IsInfinity(multiplier))
        {
            yield return $"{where}: the multiplier is not a number of at least 1";
        }

        if (ironing.Count != agents || !ironing.All(double.IsFinite))
        {
            yield return $"{where}: there is not one finite ironing parameter for each partner";
        }
    }

    private static IEnumerable<string> OfTies(string where, TieBreaking ties, int agents)
    {
        if (ties.Level is double level && !double.IsFinite(level))
        {
            yield return $"{where}: a level of ties is not finite";
        }

        if (ties.Hierarchies.Any(hierarchy => !hierarchy.Order.Order().SequenceEqual(Enumerable.Range(0, agents))))
        {
            yield return $"{where}: an order does not name every partner once";
        }

        if (ties.Hierarchies.Any(hierarchy => !(hierarchy.Probability >= 0)) || !(Math.Abs(ties.Hierarchies.Sum(hierarchy => hierarchy.Probability) - 1) <= Rounding))
        {
            yield return $"{where}: the probabilities of orders are negative or do not sum to 1";
        }
    }
}
