using Parley.Files.Documents;
using Parley.Problems.Distributions;
using Parley.Problems.Numbers;

namespace Parley.Files.Distributions;

/// <summary>Reads finitely many values with their probabilities.</summary>
internal static class DiscreteReader
{
    /// <summary>The distribution of <c>{ 0: 1/2, 1: 1/2 }</c>.</summary>
    /// <exception cref="ProblemFileException">A key is not a number, or the probabilities are not positive and sum to exactly 1.</exception>
    public static Distribution Read(DocumentNode node)
    {
        MapNode map = node as MapNode ?? throw node.Expected("a map of values and their probabilities", "Write { 0: 1/2, 1: 1/2 }");
        Dictionary<double, double> atoms = [];
        Rational sum = Rational.Zero;
        foreach (MapEntry entry in map.Entries)
        {
            Rational probability = Probability(entry.Value);
            sum += probability;
            if (!atoms.TryAdd(Value(entry), probability.ToDouble()))
            {
                throw entry.KeyError($"the value {Shown.Plain(entry.Key)} stands twice", "Add up its probabilities");
            }
        }

        return sum == Rational.One
            ? DistributionReader.Build(node.Error, () => new DiscreteDistribution(atoms.Select(atom => new Atom(atom.Key, atom.Value))))
            : throw node.Error(
                map.Count == 0 ? "there is no value" : $"the probabilities sum to {sum.ToShortString()}, not 1",
                map.Count == 0 ? "Give at least one value with its probability: { 3: 1 }" : "Make them sum to exactly 1; fractions such as 1/3 are exact");
    }

    private static double Value(MapEntry entry)
    {
        if (Rational.TryParse(entry.Key, out Rational value))
        {
            return DistributionReader.Double(value, entry.KeyError) + 0.0; // -0 becomes 0
        }

        (string message, string mend) = NumberText.Explain(entry.Key);
        throw entry.KeyError(message, mend);
    }

    private static Rational Probability(DocumentNode node) =>
        node.AsNumber() is var probability && probability.Sign > 0 && probability <= Rational.One
            ? probability
            : throw node.Error(
                $"the probability {probability.ToShortString()} is not in (0, 1]",
                probability.IsZero ? "Remove a value that cannot occur" : "Give a number above 0 and at most 1");
}
