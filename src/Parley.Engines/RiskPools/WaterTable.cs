using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Splits one scenario's total among members whose marginal values fall exponentially: the part of member i is
/// <c>(b_i - m)/g_i</c> where that is positive, with the level m at which the parts sum to the total's size.
/// </summary>
/// <remarks>
/// The sum of the parts is convex, decreasing and piecewise linear in m. One Newton step from anywhere therefore ends at or left of
/// the root, where everybody who is active at the root is active too; from there on only those are looked at, and the steps
/// go right until the set no longer shrinks, which is the exact root. Cost: two or three passes over the members with four at a time.
/// </remarks>
internal sealed class WaterTable
{
    /// <summary>Newton steps over all members where there is no guess.</summary>
    private const int FirstSteps = 2;

    private readonly int[] _index;
    private readonly double[] _height;
    private readonly double[] _slope;

    /// <summary>Room for so many members, a multiple of four.</summary>
    public WaterTable(int width)
    {
        _index = new int[width];
        _height = new double[width];
        _slope = new double[width];
    }

    /// <summary>The members with a positive part.</summary>
    public ReadOnlySpan<int> Active => _index.AsSpan(0, Count);

    /// <summary>Their heights b_i.</summary>
    public ReadOnlySpan<double> Heights => _height.AsSpan(0, Count);

    /// <summary>How many they are.</summary>
    public int Count { get; private set; }

    /// <summary>The level m.</summary>
    public double Level { get; private set; }

    /// <summary>The sum of 1/g_i over the active.</summary>
    public double Slope { get; private set; }

    /// <summary>Finds the level.</summary>
    /// <param name="heights">The heights b_i; negative infinity for nobody.</param>
    /// <param name="slopes">The slopes 1/g_i, positive; 0 for nobody.</param>
    /// <param name="amount">The total's size; positive.</param>
    /// <param name="guess">A guess of the level; not a number where there is none.</param>
    public void Fill(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, double amount, double guess)
    {
        double level = double.IsNaN(guess) ? FirstLevel(heights, slopes, amount) : Step(heights, slopes, amount, guess);
        Gather(heights, slopes, level);
        Shrink(amount);
    }

    /// <summary>Some Newton steps from a level below the root, while members still drop out: each is cheaper than gathering them.</summary>
    private static double FirstLevel(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, double amount)
    {
        double level = Below(heights, slopes, amount);
        for (int step = 0; step < FirstSteps; step++)
        {
            level = Math.Max(level, Step(heights, slopes, amount, level));
        }

        return level;
    }

    /// <summary>A level at or below the root: there the best single member takes everything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Below(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, double amount)
    {
        Vector256<double> size = Vector256.Create(amount);
        Vector256<double> levels = Vector256.Create(double.NegativeInfinity);
        for (int i = 0; i < heights.Length; i += Vector256<double>.Count)
        {
            // Nobody's slope of 0 makes negative infinity.
            levels = Vector256.Max(levels, Vector256.Create(heights[i..]) - (size / Vector256.Create(slopes[i..])));
        }

        double level = double.NegativeInfinity;
        for (int k = 0; k < Vector256<double>.Count; k++)
        {
            level = Math.Max(level, levels[k]);
        }

        return level;
    }

    /// <summary>A Newton step from the guess, which ends at or below the root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Step(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, double amount, double guess)
    {
        Vector256<double> level = Vector256.Create(guess);
        Vector256<double> weighted = Vector256<double>.Zero;
        Vector256<double> slope = Vector256<double>.Zero;
        for (int i = 0; i < heights.Length; i += Vector256<double>.Count)
        {
            Vector256<double> height = Vector256.Create(heights[i..]);
            Vector256<double> active = Vector256.GreaterThan(height, level);
            Vector256<double> rise = active & Vector256.Create(slopes[i..]);
            slope += rise;
            weighted += rise * ((height - level) & active);
        }

        double total = Vector256.Sum(slope);
        return total > 0 ? guess + ((Vector256.Sum(weighted) - amount) / total) : Below(heights, slopes, amount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, double level)
    {
        Vector256<double> bound = Vector256.Create(level);
        int count = 0;
        for (int i = 0; i < heights.Length; i += Vector256<double>.Count)
        {
            uint mask = Vector256.GreaterThan(Vector256.Create(heights[i..]), bound).ExtractMostSignificantBits();
            while (mask != 0)
            {
                int member = i + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                (_index[count], _height[count], _slope[count]) = (member, heights[member], slopes[member]);
                count++;
            }
        }

        (Count, Level) = (count, level);
        if (count == 0)
        {
            // Rounding hid the only ones who are active: a total too small to move the level.
            Level = double.BitDecrement(Highest(heights));
            Gather(heights, slopes, Level);
        }
    }

    private static double Highest(ReadOnlySpan<double> heights)
    {
        double highest = double.NegativeInfinity;
        foreach (double height in heights)
        {
            highest = Math.Max(highest, height);
        }

        return highest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shrink(double amount)
    {
        while (true)
        {
            double slope = 0;
            double weighted = 0;
            // Relative to the last level: no digits are lost where heights are large.
            for (int k = 0; k < Count; k++)
            {
                slope += _slope[k];
                weighted += _slope[k] * (_height[k] - Level);
            }

            double level = Level + ((weighted - amount) / slope);
            int kept = 0;
            for (int k = 0; k < Count; k++)
            {
                if (_height[k] > level)
                {
                    (_index[kept], _height[kept], _slope[kept]) = (_index[k], _height[k], _slope[k]);
                    kept++;
                }
            }

            bool isSettled = kept == Count || kept == 0;
            (Level, Slope, Count) = (level, slope, kept == 0 ? Count : kept);
            if (isSettled)
            {
                return;
            }
        }
    }
}
