using Parley.Engines.Numerics;

namespace Parley.Tests.Hurricanes;

/// <summary>The seeded streams bring the numbers of the generators' authors.</summary>
public sealed class SeededStreamPublishedExampleTests
{
    /// <summary>The first outputs of the authors' reference code (prng.di.unimi.it) from the state 1, 2, 3, 4.</summary>
    [Fact]
    public void The_generator_is_xoshiro256_starstar()
    {
        var stream = new SeededStream(1, 2, 3, 4);

        Assert.Equal((ulong[])[11520, 0, 1509978240, 1215971899390074240], (ulong[])[stream.Bits(), stream.Bits(), stream.Bits(), stream.Bits()]);
    }

    /// <summary>The first outputs of the authors' SplitMix64 from the state 1234567.</summary>
    [Fact]
    public void It_is_started_by_SplitMix64()
    {
        ulong state = 1234567;

        Assert.Equal(
            (ulong[])[6457827717110365317, 3203168211198807973, 9817491932198370423],
            (ulong[])[SeededStream.SplitMix(ref state), SeededStream.SplitMix(ref state), SeededStream.SplitMix(ref state)]);
    }
}
