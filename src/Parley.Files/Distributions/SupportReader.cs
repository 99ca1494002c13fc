using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.Distributions;

/// <summary>Reads a support: <c>[low, high]</c>.</summary>
internal static class SupportReader
{
    /// <summary>The support that stands here.</summary>
    /// <exception cref="ProblemFileException">It is not a list of two, or it is empty, reversed or unbounded.</exception>
    public static (double Low, double High) Read(DocumentNode node)
    {
        if (node is not ListNode { Count: 2 } ends)
        {
            throw node.Expected("a support [low, high]", "Write its lower and its upper end, such as [0, 1]");
        }

        (Rational low, Rational high) = (End(ends[0]), End(ends[1]));
        if (low >= high)
        {
            throw node.Error(
                low == high ? $"the support is empty: both ends are {low.ToShortString()}" : $"the support is reversed: {low.ToShortString()} is above {high.ToShortString()}",
                low == high ? "Give [low, high] with low below high; a value that is certain is { discrete: { value: 1 } }" : "Swap its ends");
        }

        (double Low, double High) support = (DistributionReader.Double(low, ends[0].Error), DistributionReader.Double(high, ends[1].Error));
        return support.Low < support.High
            ? support
            : throw node.Error("the support is so short that its ends are the same in floating point", "Measure from a point nearby, or choose another unit");
    }

    /// <summary>The support of a family, which is [0, 1] where none is given.</summary>
    /// <inheritdoc cref="Read"/>
    public static (double Low, double High) ReadOptional(MapNode map) => map.Optional("support") is { } node ? Read(node) : (0, 1);

    private static Rational End(DocumentNode node) => node is ScalarNode scalar && NumberText.IsNotFinite(scalar.Text)
        ? throw node.Error($"a support is bounded, and {Shown.Quoted(scalar.Text)} is not a finite number", "Give a bound that the type never passes")
        : node.AsNumber();
}
