using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Bench;

/// <summary>Partnerships to measure on.</summary>
internal static class BenchPartnerships
{
    /// <summary>Figure 2(c): two uniform partners, nine to one.</summary>
    public static Partnership TwoUniform { get; } = Two(new UniformDistribution(0, 1), new UniformDistribution(0, 1));

    /// <summary>The same shares with beta distributions.</summary>
    public static Partnership TwoBeta { get; } = Two(new BetaDistribution(2, 5, 0, 1), new BetaDistribution(3, 2, 0, 1));

    /// <summary>Partners of uniform, beta, normal and power distributions on different supports, with different weights and shares.</summary>
    public static Partnership Mixed(int count, int seed)
    {
        var random = new Random(seed);
        double[] shares = [.. Enumerable.Range(0, count).Select(k => (random.NextDouble() * random.NextDouble()) + (k == 0 ? count / 2.0 : 0))];
        double[] weights = [.. Enumerable.Range(0, count).Select(k => k == 0 ? 1 : 0.5 + (0.4999 * random.NextDouble()))];
        double sum = shares.Sum();
        return new Partnership("", Enumerable.Range(0, count).Select(k =>
        {
            double low = random.NextDouble() * 0.3;
            Distribution type = (k % 4) switch
            {
                0 => new UniformDistribution(low, low + 1),
                1 => new BetaDistribution(1 + (2 * random.NextDouble()), 1 + (3 * random.NextDouble()), low, low + 1),
                2 => new TruncatedNormalDistribution(0.5, 0.3, low, low + 1),
                _ => new PowerDistribution(1 + random.NextDouble(), low, low + 1),
            };
            return new Agent($"a{k}", shares[k] / sum, weights[k], type, k == 0 ? 1 : 0);
        }));
    }

    private static Partnership Two(Distribution first, Distribution second) =>
        new("", [new Agent("ana", 0.9, 1, first, 0.5), new Agent("ben", 0.1, 1, second, 0.5)]);
}
