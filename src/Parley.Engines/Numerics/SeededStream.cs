using System.Numerics;

namespace Parley.Engines.Numerics;

/// <summary>
/// Numbers drawn by chance that a seed decides: the same on every machine and in every version. A stream is named by a seed, a
/// purpose and an index, so that the thousandth season is the same whether it is drawn first or last, alone or with others.
/// </summary>
/// <remarks>
/// The generator is xoshiro256**, started by SplitMix64, as its authors advise: Blackman and Vigna, Scrambled linear pseudorandom
/// number generators, ACM Transactions on Mathematical Software 47 (2021).
/// </remarks>
internal sealed class SeededStream
{
    private const double Grain = 1.0 / (1L << 53);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>The stream of a seed, a purpose and an index.</summary>
    public SeededStream(long seed, int purpose, long index)
    {
        ulong state = Mix(Mix(Mix((ulong)seed) + (ulong)purpose) + (ulong)index);
        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>The stream that goes on from a state, not all of it zero.</summary>
    public SeededStream(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * Grain;

    /// <summary>Uniform on [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>A whole number, each from 0 to <paramref name="count"/> - 1 with the same chance, up to one part in 2^32 or less.</summary>
    public int Index(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    /// <summary>Exponential with a mean.</summary>
    public double Exponential(double mean) => -mean * PortableFunctions.Log(1 - Uniform());

    /// <summary>Standard normal, by the polar method of Marsaglia and Bray (1964).</summary>
    public double Normal()
    {
        while (true)
        {
            double x = Uniform(-1, 1);
            double y = Uniform(-1, 1);
            double square = (x * x) + (y * y);
            if (square < 1 && double.IsNormal(square))
            {
                return x * Math.Sqrt(-2 * PortableFunctions.Log(square) / square);
            }
        }
    }

    /// <summary>A number whose logarithm is normal.</summary>
    /// <param name="median">Its median, positive.</param>
    /// <param name="spread">The standard deviation of its logarithm.</param>
    public double LogNormal(double median, double spread) => median * PortableFunctions.Exp(spread * Normal());

    /// <summary>
    /// Poisson, by counting how many uniform numbers can be multiplied before the product falls below exp(-mean); for means of at most
    /// 500. Cost: as many draws as the result, and one more.
    /// </summary>
    public int Poisson(double mean)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mean, 500);
        double floor = PortableFunctions.Exp(-mean);
        int count = 0;
        for (double product = Uniform(); product > floor; product *= Uniform())
        {
            count++;
        }

        return count;
    }

    private static ulong Mix(ulong state)
    {
        ulong at = state;
        return SplitMix(ref at);
    }

    /// <summary>SplitMix64: the next number of a state.</summary>
    public static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
