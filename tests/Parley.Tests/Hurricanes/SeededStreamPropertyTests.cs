using Parley.Engines.Numerics;

namespace Parley.Tests.Hurricanes;

/// <summary>Moments and chances of what is drawn, each within five standard errors for the seeds used.</summary>
public sealed class SeededStreamPropertyTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Normal_numbers_have_mean_0_variance_1_and_kurtosis_3()
    {
        double[] numbers = Sample(1, stream => stream.Normal());

        Assert.Equal(0, numbers.Average(), 5 / Math.Sqrt(Draws));
        Assert.Equal(1, numbers.Average(x => x * x), 5 * Math.Sqrt(2.0 / Draws));
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / Draws));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.5)]
    [InlineData(12)]
    public void Poisson_numbers_have_their_chances(double mean)
    {
        double[] numbers = Sample(2, stream => stream.Poisson(mean));
        double chance = Math.Exp(-mean);
        for (int k = 0; k < 25; chance *= mean / ++k)
        {
            Assert.Equal(chance, numbers.Count(number => number == k) / (double)Draws, (5 * Math.Sqrt(chance / Draws)) + 1e-5);
        }
    }

    [Fact]
    public void Exponential_numbers_exceed_a_level_with_their_chance()
    {
        double[] numbers = Sample(3, stream => stream.Exponential(2));

        Assert.Equal(Math.Exp(-1.5), numbers.Count(number => number > 3) / (double)Draws, 5 * Math.Sqrt(0.25 / Draws));
    }

    [Fact]
    public void Indices_are_equally_likely()
    {
        double[] numbers = Sample(4, stream => stream.Index(7));

        Assert.All(Enumerable.Range(0, 7), index => Assert.Equal(1 / 7.0, numbers.Count(number => number == index) / (double)Draws, 5 * Math.Sqrt(0.13 / Draws)));
    }

    [Fact]
    public void Streams_of_other_seeds_purposes_and_indices_are_others()
    {
        ulong[] first = [.. from seed in (long[])[0, 1, 2] from purpose in (int[])[0, 1, 2] from index in (long[])[0, 1, 2] select new SeededStream(seed, purpose, index).Bits()];

        Assert.Equal(first.Length, first.Distinct().Count());
    }

    private static double[] Sample(long seed, Func<SeededStream, double> draw)
    {
        // One stream for every ten numbers: streams must be independent of each other, too.
        return [.. Enumerable.Range(0, Draws / 10).SelectMany(index => Ten(new SeededStream(seed, 0, index), draw))];
    }

    private static IEnumerable<double> Ten(SeededStream stream, Func<SeededStream, double> draw) => Enumerable.Range(0, 10).Select(_ => draw(stream));
}
