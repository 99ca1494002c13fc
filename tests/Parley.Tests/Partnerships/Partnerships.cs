using System.Globalization;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Partnerships for tests, in few words.</summary>
internal static class Partnerships
{
    public static Distribution Unit { get; } = new UniformDistribution(0, 1);

    /// <summary>Partners with these shares, weights (scaled here) and distributions; the surplus is shared equally by the heaviest.</summary>
    public static Partnership Of(double[] shares, double[] weights, params Distribution[] types) => Of(shares, weights, types, buyOuts: null);

    public static Partnership Of(double[] shares, double[] weights, Distribution[] types, double?[]? buyOuts)
    {
        double largest = weights.Max();
        int heaviest = weights.Count(weight => weight == largest);
        return new Partnership("", shares.Select((share, i) => new Agent(
            $"a{i + 1}", share, weights[i] / largest, types[i], weights[i] == largest ? 1.0 / heaviest : 0, buyOuts?[i])));
    }

    /// <summary>The instances of reference-values.csv, which another program computed at 40 digits.</summary>
    public static IReadOnlyList<Reference> References { get; } = [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Parley.Tests", "Partnerships", "reference-values.csv"))
        .Skip(1).Where(line => line.Length > 0).Select(Parse)];

    private static Reference Parse(string line)
    {
        string[] quoted = line.Split('"');
        string[] rest = quoted[2].Split(',');
        double[] Numbers(int column) => [.. rest[column].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return new Reference(quoted[0].TrimEnd(','), Of(Numbers(1), Numbers(2), [.. quoted[1].Split(';').Select(text => Type(text.Trim()))]))
        {
            Multiplier = Numbers(3)[0],
            Ironing = Numbers(4),
            Critical = Numbers(5),
            Payoffs = Numbers(6),
            Objective = Numbers(7)[0],
            Budget = Numbers(9)[0],
            EfficientBudget = Numbers(10)[0],
            BestShares = Numbers(11),
            BestBudget = Numbers(12)[0],
        };
    }

    private static Distribution Type(string text)
    {
        double[] numbers = [.. System.Text.RegularExpressions.Regex.Matches(text, @"\d+(\.\d+)?").Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        double Support(int place, double otherwise) => numbers.Length > place ? numbers[place] : otherwise;
        return text.Split('(', ' ')[0] switch
        {
            "uniform" => new UniformDistribution(numbers[0], numbers[1]),
            "beta" => new BetaDistribution(numbers[0], numbers[1], Support(2, 0), Support(3, 1)),
            "power" => new PowerDistribution(numbers[0], Support(1, 0), Support(2, 1)),
            "normal" => new TruncatedNormalDistribution(numbers[0], numbers[1], numbers[2], numbers[3]),
            "pieces" => new StepDensity([.. numbers.Where((_, k) => k % 2 == 0)], [.. numbers.Where((_, k) => k % 2 == 1)]),
            _ => throw new FormatException(text),
        };
    }
}

/// <summary>A partnership with what it leads to; NaN where a number is not determined.</summary>
internal sealed record Reference(string Name, Partnership Partnership)
{
    public required double Multiplier { get; init; }

    public required double[] Ironing { get; init; }

    public required double[] Critical { get; init; }

    public required double[] Payoffs { get; init; }

    public required double Objective { get; init; }

    public required double Budget { get; init; }

    public required double EfficientBudget { get; init; }

    public required double[] BestShares { get; init; }

    public required double BestBudget { get; init; }
}

/// <summary>A density that is constant between knots: jumps up and down, so it is not regular.</summary>
internal sealed class StepDensity(double[] knots, double[] masses) : Distribution(knots[0], knots[^1])
{
    public override double Mean => PartialMean(High);

    public override IReadOnlyList<double> Knots => knots;

    public override bool IsLogConcave => false;

    public override double Cdf(double value) => Sum(value, (mass, from, length, part) => mass * part / length);

    public override double Survival(double value) => 1 - Cdf(value);

    public override double PartialMean(double value) => Sum(value, (mass, from, length, part) => mass * part / length * (from + (part / 2)));

    public override double Density(double value, int piece) => masses[piece] / (knots[piece + 1] - knots[piece]);

    public override double LogDensitySlope(double value, int piece) => 0;

    public override double Quantile(double probability)
    {
        int piece = 0;
        while (piece + 1 < masses.Length && probability > masses[piece])
        {
            probability -= masses[piece++];
        }

        return knots[piece] + (probability / masses[piece] * (knots[piece + 1] - knots[piece]));
    }

    public override Distribution MovedBy(double distance) => new StepDensity([.. knots.Select(knot => knot + distance)], masses);

    public override string ToString() => "steps";

    private double Sum(double value, Func<double, double, double, double, double> part) => Enumerable.Range(0, masses.Length).Sum(k =>
        part(masses[k], knots[k], knots[k + 1] - knots[k], Math.Clamp(value - knots[k], 0, knots[k + 1] - knots[k])));
}
