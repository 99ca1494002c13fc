using System.Runtime.Intrinsics;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// Rebuilds how one scenario's total is split: finds the level by bracketing, with no memory of how a solver found it. In terms of
/// heights <c>b_i</c>, the part's size is <c>(b_i - m)/g_i</c> cut to [0, cap_i], and the level m makes the sizes sum to the total's.
/// </summary>
/// <remarks>
/// The sum of the sizes is decreasing and piecewise linear in m. The bracket shrinks by the secant rule with Illinois weights until
/// the sum is right up to rounding. Cost: about ten passes over the members, four at a time.
/// </remarks>
internal sealed class WaterLine
{
    private const int MostPasses = 400;

    /// <summary>Sizes whose sum is this near to the amount, relative to it, are as good as sums of doubles get.</summary>
    private const double Rounding = 2e-15;

    /// <summary>The level m.</summary>
    public double Level { get; private set; }

    /// <summary>True where every member is at its cap: any level at or below <see cref="Level"/> then gives the same sizes.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Finds the level.</summary>
    /// <param name="heights">Heights b_i; negative infinity for nobody. Its length is a multiple of four.</param>
    /// <param name="slopes">1/g_i; 0 for nobody.</param>
    /// <param name="caps">The largest size of each; 0 for nobody.</param>
    /// <param name="amount">The size of the total, positive and at most the sum of the caps.</param>
    public void Find(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double amount)
    {
        (double low, double high) = Bracket(heights, slopes, caps, amount);
        double atLow = Sum(heights, slopes, caps, low) - amount;
        IsFull = Room(caps) <= amount * (1 + Rounding);
        Level = IsFull || atLow <= amount * Rounding ? low : Search(heights, slopes, caps, amount, (low, atLow), (high, -amount));
    }

    private static double Search(
        ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double amount, (double Level, double Excess) low, (double Level, double Excess) high)
    {
        int side = 0;
        for (int pass = 1; pass <= MostPasses; pass++)
        {
            double level = low.Level + ((high.Level - low.Level) * (low.Excess / (low.Excess - high.Excess)));
            // Now and then the middle, so that no shape of the sum can hold the secants up.
            level = pass % 8 == 0 || !(level > low.Level && level < high.Level) ? low.Level + ((high.Level - low.Level) / 2) : level;
            double excess = Sum(heights, slopes, caps, level) - amount;
            if (Math.Abs(excess) <= amount * Rounding || !(level > low.Level && level < high.Level))
            {
                return level;
            }

            if (excess > 0)
            {
                high.Excess = side > 0 ? high.Excess / 2 : high.Excess;
                (low, side) = ((level, excess), 1);
            }
            else
            {
                low.Excess = side < 0 ? low.Excess / 2 : low.Excess;
                (high, side) = ((level, excess), -1);
            }
        }

        return low.Level;
    }

    private static double Room(ReadOnlySpan<double> caps)
    {
        double room = 0;
        foreach (double cap in caps)
        {
            room += cap;
        }

        return room;
    }

    /// <summary>The sum of the sizes at a level.</summary>
    private static double Sum(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double level)
    {
        Vector256<double> at = Vector256.Create(level);
        Vector256<double> sum = Vector256<double>.Zero;
        for (int i = 0; i < heights.Length; i += Vector256<double>.Count)
        {
            Vector256<double> height = Vector256.Create(heights[i..]);
            Vector256<double> above = Vector256.GreaterThan(height, at);
            sum += Vector256.Min(((height - at) & above) * Vector256.Create(slopes[i..]), Vector256.Create(caps[i..]));
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Below the first level everybody takes the cap or the whole amount; above the second nobody takes anything.</summary>
    private static (double Low, double High) Bracket(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double amount)
    {
        double high = double.NegativeInfinity;
        double taker = double.NegativeInfinity;
        double all = double.PositiveInfinity;
        for (int i = 0; i < heights.Length; i++)
        {
            if (slopes[i] > 0 && heights[i] > double.NegativeInfinity)
            {
                high = Math.Max(high, heights[i]);
                all = Math.Min(all, heights[i] - (Math.Min(caps[i], amount) / slopes[i]));
                // Somebody without a binding cap takes the whole amount at this level.
                taker = caps[i] >= amount ? Math.Max(taker, heights[i] - (amount / slopes[i])) : taker;
            }
        }

        return (Math.Max(all, taker), high);
    }
}
