using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>Refuses evidence of the wrong shape: rules that are no rules, lotteries that are no lotteries.</summary>
public static class PartnershipFlaws
{
    /// <summary>How far probabilities may miss a sum of 1.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Far beyond any multiplier at which a budget vanishes; numbers stay finite.</summary>
    private const double LargestMultiplier = 1e9;

    /// <summary>A lottery between two rules brings any budget between theirs to 0.</summary>
    private const int MostRules = 2;

    /// <summary>Far beyond what any tie needs, and little work.</summary>
    private const int MostHierarchies = 10_000;

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

        if (outcome.Rules.Count > MostRules)
        {
            return [.. flaws, $"rules: there are {outcome.Rules.Count}, and at most {MostRules} are drawn between"];
        }

        for (int k = 0; k < outcome.Rules.Count; k++)
        {
            flaws.AddRange(OfRule($"rules[{k}]", outcome.Rules[k], agents));
        }

        if (outcome.Rules.Count > 0 && !(Math.Abs(outcome.Rules.Sum(rule => rule.Probability) - 1) <= Rounding))
        {
            flaws.Add("rules: their probabilities do not sum to 1");
        }

        return outcome.Efficient is null ? flaws : [.. flaws, .. OfEfficient(outcome.Partnership, outcome.Efficient)];
    }

    /// <summary>Where types have densities, the efficient rule is the one of multiplier 1; with atoms one just above it breaks ties.</summary>
    private static IEnumerable<string> OfEfficient(Partnership partnership, AllocationRule rule)
    {
        bool hasAtoms = partnership.Agents.Any(agent => agent.Type.Atoms.Count > 0);
        if (rule.Probability != 1)
        {
            yield return "efficient: the probability is not 1";
        }

        if (hasAtoms ? !(rule.Multiplier > 1) : rule.Multiplier != 1)
        {
            yield return hasAtoms ? "efficient: the multiplier is not above 1, so it does not say how ties are broken" : "efficient: the multiplier is not 1, so the rule is not efficient";
        }

        foreach (string flaw in OfRule("efficient", rule, partnership.Agents.Count))
        {
            yield return flaw;
        }
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
        if (!(multiplier is >= 1 and <= LargestMultiplier))
        {
            yield return $"{where}: the multiplier is not a number from 1 to {LargestMultiplier}";
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

        if (ties.Hierarchies.Count > MostHierarchies)
        {
            yield return $"{where}: a lottery has more than {MostHierarchies} orders";
            yield break;
        }

        if (ties.Hierarchies.Any(hierarchy => !NamesEverybody(hierarchy, agents)))
        {
            yield return $"{where}: an order does not name every partner once";
        }
        else if (!ties.Hierarchies.All(IsMonotone))
        {
            yield return $"{where}: an order puts a partner's buyers behind the partner, or the partner behind its sellers";
        }

        if (ties.Hierarchies.Any(hierarchy => !(hierarchy.Probability >= 0)) || !(Math.Abs(ties.Hierarchies.Sum(hierarchy => hierarchy.Probability) - 1) <= Rounding))
        {
            yield return $"{where}: the probabilities of orders are negative or do not sum to 1";
        }
    }

    /// <summary>Every partner once, and their sellers and buyers at most once.</summary>
    private static bool NamesEverybody(Hierarchy hierarchy, int agents) =>
        hierarchy.Order.Distinct().Count() == hierarchy.Order.Count
        && hierarchy.Order.All(rank => rank.Agent >= 0 && rank.Agent < agents && Enum.IsDefined(rank.Part))
        && hierarchy.Order.Count(rank => rank.Part == TypePart.Pool) == agents;

    /// <summary>True where of one partner's types the higher never stand behind the lower, so that nobody expects less with a higher value.</summary>
    private static bool IsMonotone(Hierarchy hierarchy) => hierarchy.Order.All(rank =>
        hierarchy.PlaceOf(rank.Agent, TypePart.Buyer) <= hierarchy.PlaceOf(rank.Agent, TypePart.Pool)
        && hierarchy.PlaceOf(rank.Agent, TypePart.Pool) <= hierarchy.PlaceOf(rank.Agent, TypePart.Seller));
}
