using Parley.Problems.Distributions;

namespace Parley.Tests.Distributions;

/// <summary>Distributions of every family with a density: ordinary, lopsided, spiked, tiny, huge and far from zero.</summary>
internal static class Families
{
    private static readonly Distribution[] s_ordinary =
    [
        new UniformDistribution(0, 1),
        new UniformDistribution(-3, 1e6),
        new BetaDistribution(2, 5, 0, 1),
        new BetaDistribution(1, 1, -1, 1),
        new BetaDistribution(3, 1, 2, 10),
        new BetaDistribution(1, 2.5, 0, 1),
        new BetaDistribution(0.5, 3, 0, 1),
        new BetaDistribution(7.25, 4.5, -10, -2),
        new BetaDistribution(2, 3, 0, 1e-9),
        new BetaDistribution(2, 2, 1e9, 1e9 + 1024),
        new TruncatedNormalDistribution(0, 1, -1, 1),
        new TruncatedNormalDistribution(0, 1, -4, 2),
        new TruncatedNormalDistribution(0, 1, 3, 5),
        new TruncatedNormalDistribution(0, 1, -31, -30),
        new TruncatedNormalDistribution(5, 1e6, 0, 1),
        new TruncatedNormalDistribution(-1e6, 1e5, 0, 1),
        new PowerDistribution(1, 0, 1),
        new PowerDistribution(3, -1, 4),
        new PowerDistribution(0.5, 0, 1e9),
        new PowerDistribution(2.5, 10, 12),
        new PiecewiseDistribution([0, 1, 3], [0, 2, 0]),
        new PiecewiseDistribution([-1, 0, 1, 2, 5], [1, 0, 0, 3, 0.5]),
        new PiecewiseDistribution([0, 0.5, 1], [1, 1, 1]),
        new PiecewiseDistribution([0, 1, 2], [0, 0, 1]),
        new PiecewiseDistribution([1e9, 1e9 + 1, 1e9 + 4], [1e300, 2e300, 1e290]),
        new SmoothedEmpiricalDistribution([3, 1, 2, 7, 2.5]),
        new SmoothedEmpiricalDistribution([1, 1, 1, 2, 5, 5, 9]),
        new SmoothedEmpiricalDistribution([4, -4]),
    ];

    private static readonly Distribution[] s_extreme =
    [
        new BetaDistribution(0.5, 0.5, 0, 1),
        new BetaDistribution(0.01, 2, 0, 1),
        new BetaDistribution(0.01, 0.01, 0, 1),
        new BetaDistribution(10_000, 10_000, 0, 1),
        new BetaDistribution(10_000, 0.01, -1, 1),
        new BetaDistribution(1, 10_000, 0, 1e100),
        new TruncatedNormalDistribution(0.5, 0.001, 0, 1),
        new TruncatedNormalDistribution(0, 1, -36, 36),
        new TruncatedNormalDistribution(0, 1, 36, 1e6),
        new PowerDistribution(0.01, 0, 1),
        new PowerDistribution(10_000, 0, 1e-100),
    ];

    /// <summary>Those whose density a plain quadrature can integrate.</summary>
    public static TheoryData<string> Ordinary => [.. s_ordinary.Select(one => one.ToString()!)];

    public static TheoryData<string> All => [.. s_ordinary.Concat(s_extreme).Select(one => one.ToString()!)];

    public static Distribution Named(string name) => s_ordinary.Concat(s_extreme).First(one => one.ToString() == name);

    /// <summary>Values all over the support, both ends included, increasing.</summary>
    public static double[] ValuesOf(Distribution distribution) =>
    [
        .. new[] { 0, 1e-9, 1e-4, 0.01, 0.1, 0.2, 0.37, 0.5, 0.61, 0.75, 0.9, 0.999, 1 - 1e-9, 1 }
            .Select(fraction => fraction == 1 ? distribution.High : distribution.Low + (fraction * (distribution.High - distribution.Low)))
            .Concat(distribution.Knots).Distinct().Order(),
    ];

    public static int PieceOf(Distribution distribution, double value) =>
        Enumerable.Range(0, distribution.Knots.Count - 1).Last(piece => piece == 0 || distribution.Knots[piece] <= value);
}
