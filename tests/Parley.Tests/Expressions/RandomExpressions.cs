using System.Globalization;

namespace Parley.Tests.Expressions;

/// <summary>Texts of random expressions in x and y, every operation in parentheses so that no precedence is needed.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly string[] s_leaves = ["x", "y", "0.5", "3", "2", "1e-1", "7"];
    private readonly Random _random = new(seed);

    public int Next(int bound) => _random.Next(bound);

    public double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    public T Any<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>Operations that keep rationals rational.</summary>
    public string Rational(int depth) => depth == 0 ? Any(s_leaves) : Next(11) switch
    {
        0 or 1 => $"({Rational(depth - 1)} + {Rational(depth - 1)})",
        2 or 3 => $"({Rational(depth - 1)} - {Rational(depth - 1)})",
        4 or 5 => $"({Rational(depth - 1)} * {Rational(depth - 1)})",
        6 => $"({Rational(depth - 1)} / {Rational(depth - 1)})",
        7 => $"(-{Rational(depth - 1)})",
        8 => $"({Rational(depth - 1)}^{Exponent()})",
        9 => $"{Any("min", "max")}({Rational(depth - 1)}, {Rational(depth - 2 < 0 ? 0 : depth - 2)}, {Any(s_leaves)})",
        _ => $"abs({Rational(depth - 1)})",
    };

    /// <summary>All operations, defined wherever x and y are positive, and of moderate size.</summary>
    public string Moderate(int depth) => depth == 0 ? Any("x", "y", "0.5", "2") : Next(11) switch
    {
        0 => $"({Moderate(depth - 1)} + {Moderate(depth - 1)})",
        1 => $"({Moderate(depth - 1)} - {Moderate(depth - 1)})",
        2 => $"({Moderate(depth - 1)} * {Moderate(depth - 1)})",
        3 => $"({Moderate(depth - 1)} / (1 + abs({Moderate(depth - 1)})))",
        4 => $"(-{Moderate(depth - 1)})",
        5 => $"((1 + ({Moderate(depth - 1)})^2)^({Moderate(depth - 1)} / (2 + abs({Moderate(depth - 1)}))))",
        6 => $"{Any("min", "max")}({Moderate(depth - 1)}, {Moderate(depth - 1)}, {Moderate(depth - 1)})",
        7 => $"exp(-abs({Moderate(depth - 1)}))",
        8 => $"log(1 + abs({Moderate(depth - 1)}))",
        9 => $"sqrt(1 + ({Moderate(depth - 1)})^2)",
        _ => $"abs({Moderate(depth - 1)})",
    };

    private string Exponent() => Any("2", "3", "0", "(-1)", "(-2)").ToString(CultureInfo.InvariantCulture);
}
