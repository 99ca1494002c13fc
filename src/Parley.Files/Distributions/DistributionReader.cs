using Parley.Files.Documents;
using Parley.Problems.Distributions;
using Parley.Problems.Numbers;

namespace Parley.Files.Distributions;

/// <summary>Reads a distribution: a map of one family and its parameters, such as <c>{ uniform: [0, 1] }</c>.</summary>
internal static class DistributionReader
{
    /// <summary>Every family: to add one, add its line.</summary>
    private static readonly Dictionary<string, Func<DocumentNode, Distribution>> s_families = new()
    {
        ["uniform"] = Uniform,
        ["beta"] = Beta,
        ["normal"] = Normal,
        ["power"] = Power,
        ["piecewise"] = PiecewiseReader.Read,
        ["discrete"] = DiscreteReader.Read,
        ["empirical"] = EmpiricalReader.Read,
    };

    private static readonly string[] s_parameters =
        ["support", "a", "b", "mean", "sd", "exponent", "points", "density", "file", "column", "smooth"];

    /// <summary>The distribution that stands here.</summary>
    /// <exception cref="ProblemFileException">None does: what is wrong, where, and how to mend it.</exception>
    public static Distribution Read(DocumentNode node)
    {
        if (node is not MapNode { Count: > 0 } map)
        {
            throw node.Expected("a distribution", "Write a family and its parameters, such as { uniform: [0, 1] }");
        }

        foreach (MapEntry entry in map.Entries.Where(entry => !s_families.ContainsKey(entry.Key)))
        {
            throw s_parameters.Contains(entry.Key)
                ? entry.KeyError($"'{entry.Key}' is not a family of distributions", "Put it inside the family, as in { beta: { a: 2, b: 5, support: [0, 1] } }")
                : entry.KeyError($"unknown family {Shown.Quoted(entry.Key)}", Suggestion.For(entry.Key, s_families.Keys, "The families are"));
        }

        return map.Count == 1
            ? s_families[map.Entries[0].Key](map.Entries[0].Value)
            : throw map.Entries[1].KeyError($"a distribution has one family, and '{map.Entries[0].Key}' stands here already", "Keep one of the two");
    }

    /// <summary>The number that stands here, as a double.</summary>
    internal static double Number(DocumentNode node) => Double(node.AsNumber(), node.Error);

    /// <summary>An exact number as a double.</summary>
    internal static double Double(Rational number, Func<string, string?, ProblemFileException> error) =>
        number.ToDouble() is var value && double.IsFinite(value)
            ? value
            : throw error("this number is larger than floating point holds", "Choose a unit in which the numbers are ordinary");

    /// <summary>A distribution, whose constructor's objections (what is wrong; the mend) become errors at a place.</summary>
    internal static Distribution Build(Func<string, string?, ProblemFileException> error, Func<Distribution> construct)
    {
        try
        {
            return construct();
        }
        catch (ArgumentException objection)
        {
            string[] parts = objection.Message.Split("; ", 2);
            throw error(parts[0], parts.Length < 2 ? null : char.ToUpperInvariant(parts[1][0]) + parts[1][1..]);
        }
    }

    private static Distribution Uniform(DocumentNode node)
    {
        (double low, double high) = SupportReader.Read(node);
        return Build(node.Error, () => new UniformDistribution(low, high));
    }

    private static Distribution Beta(DocumentNode node)
    {
        MapNode map = Parameters(node, "{ a: 2, b: 5, support: [0, 1] }", "a", "b", "support");
        double a = Within(map.Required("a"), "a", BetaDistribution.LeastParameter, BetaDistribution.GreatestParameter);
        double b = Within(map.Required("b"), "b", BetaDistribution.LeastParameter, BetaDistribution.GreatestParameter);
        (double low, double high) = SupportReader.ReadOptional(map);
        return Build((map.Optional("support") ?? map).Error, () => new BetaDistribution(a, b, low, high));
    }

    private static Distribution Power(DocumentNode node)
    {
        MapNode map = Parameters(node, "{ exponent: 2, support: [0, 1] }", "exponent", "support");
        double exponent = Within(map.Required("exponent"), "the exponent", PowerDistribution.LeastExponent, PowerDistribution.GreatestExponent);
        (double low, double high) = SupportReader.ReadOptional(map);
        return Build((map.Optional("support") ?? map).Error, () => new PowerDistribution(exponent, low, high));
    }

    private static Distribution Normal(DocumentNode node)
    {
        MapNode map = Parameters(node, "{ mean: 0, sd: 1, support: [-1, 1] }", "mean", "sd", "support");
        double mean = Number(map.Required("mean"));
        DocumentNode width = map.Required("sd");
        double sd = Number(width);
        if (!(sd > 0))
        {
            throw width.Error($"the standard deviation is {sd}", "Give a number above 0");
        }

        DocumentNode support = map.Optional("support") ?? throw map.Error(
            "a normal distribution without a support is unbounded, and types must be bounded",
            $"Add support: [low, high], such as [{mean - (4 * sd)}, {mean + (4 * sd)}]; the distribution is truncated to it");
        (double low, double high) = SupportReader.Read(support);
        return Build(support.Error, () => new TruncatedNormalDistribution(mean, sd, low, high));
    }

    /// <summary>The parameters of a family, none of them unknown.</summary>
    internal static MapNode Parameters(DocumentNode node, string example, params ReadOnlySpan<string> allowed)
    {
        MapNode map = node as MapNode ?? throw node.Expected("a map of parameters", $"Write {example}");
        map.RejectUnknown(allowed);
        return map;
    }

    private static double Within(DocumentNode node, string name, double least, double greatest) =>
        Number(node) is var value && value >= least && value <= greatest
            ? value
            : throw node.Error($"{name} is {value}", $"Give a number from {least} to {greatest}");
}
