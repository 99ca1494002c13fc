using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.RiskPools;

/// <summary>Reads probabilities that people typed: exact numbers that sum to exactly 1.</summary>
internal static class ProbabilityReader
{
    /// <summary>A prior: one probability, at least 0, for each scenario.</summary>
    /// <param name="node">The list.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <exception cref="ProblemFileException">It is none.</exception>
    public static double[] Prior(DocumentNode node, int scenarios)
    {
        ListNode list = node.AsList();
        RejectCount(list, scenarios, "prior", "probability");
        return Exact(list, probability => probability.Sign >= 0 && probability <= Rational.One ? null : "Give a number from 0 to 1");
    }

    /// <summary>The reference: one positive probability for each scenario.</summary>
    /// <exception cref="ProblemFileException">It is none.</exception>
    public static double[] Reference(DocumentNode node)
    {
        ListNode list = node.AsList();
        return list.Count == 0
            ? throw node.Error("there is no scenario", "Give at least one scenario, with the probability 1")
            : Exact(list, probability => probability.IsZero ? "Remove a scenario that cannot occur"
                : probability.Sign > 0 && probability <= Rational.One ? null : "Give a number above 0 and at most 1");
    }

    /// <summary>Refuses a list that does not have one element for each scenario.</summary>
    public static void RejectCount(ListNode list, int scenarios, string what, string element)
    {
        if (list.Count != scenarios)
        {
            throw list.Error(
                $"a {what} has one {element} for each of the {scenarios} scenarios, not {list.Count}",
                $"Write {scenarios} numbers");
        }
    }

    private static double[] Exact(ListNode list, Func<Rational, string?> mend)
    {
        Rational sum = Rational.Zero;
        double[] probabilities = new double[list.Count];
        for (int s = 0; s < list.Count; s++)
        {
            Rational probability = list[s].AsNumber();
            if (mend(probability) is { } objection)
            {
                throw list[s].Error($"the probability {probability.ToShortString()} is not allowed", objection);
            }

            sum += probability;
            probabilities[s] = probability.ToDouble();
        }

        return sum == Rational.One
            ? probabilities
            : throw list.Error($"the probabilities sum to {sum.ToShortString()}, not 1", "Make them sum to exactly 1; fractions such as 1/3 are exact");
    }
}
