using System.Runtime.Intrinsics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Splits one scenario's total among members of whom some take no more than a cap: sizes <c>(b_i - m)/g_i</c> cut to [0, cap_i], with the
/// level m at which they sum to the amount.
/// </summary>
/// <remarks>
/// The sum of the sizes is decreasing and piecewise linear in m: Newton steps that are kept inside a shrinking bracket. A step from a
/// piece that holds the root ends at it. Cost: about five passes over the members, four at a time.
/// </remarks>
internal sealed class CappedTable
{
    private const int MostSteps = 200;
    private const double Rounding = 2e-15;

    private readonly int[] _active;
    private readonly int[] _capped;
    private int _activeCount;
    private int _cappedCount;

    /// <summary>Room for so many members, a multiple of four.</summary>
    public CappedTable(int width) => (_active, _capped) = (new int[width], new int[width]);

    /// <summary>The members whose size is strictly between 0 and the cap, ascending.</summary>
    public ReadOnlySpan<int> Active => _active.AsSpan(0, _activeCount);

    /// <summary>The members at their cap, ascending.</summary>
    public ReadOnlySpan<int> Capped => _capped.AsSpan(0, _cappedCount);

    /// <summary>The level m. Where nobody is active it is the highest that keeps everybody capped.</summary>
    public double Level { get; private set; }

    /// <summary>True where everybody is at the cap.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The sum of 1/g_i over the active; 0 where nobody is.</summary>
    public double Slope { get; private set; }

    /// <summary>Finds the level.</summary>
    /// <param name="heights">Heights b_i; negative infinity for nobody.</param>
    /// <param name="slopes">1/g_i; 0 for nobody.</param>
    /// <param name="caps">The largest sizes; infinite where there is none, 0 for nobody.</param>
    /// <param name="amount">The amount, positive and at most the sum of the caps.</param>
    /// <param name="guess">A guess of the level; not a number where there is none.</param>
    public void Fill(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double amount, double guess)
    {
        (double low, double high) = Bracket(heights, slopes, caps, amount);
        double level = guess > low && guess < high ? guess : low;
        for (int step = 0; step < MostSteps; step++)
        {
            (double sum, double slope) = Sum(heights, slopes, caps, level);
            double excess = sum - amount;
            if (Math.Abs(excess) <= amount * Rounding)
            {
                break;
            }

            (low, high) = excess > 0 ? (level, high) : (low, level);
            double next = slope > 0 ? level + (excess / slope) : double.NaN;
            // From the lower end of the bracket a kink may throw a step out; from inside it may lead back and forth.
            next = next > low && next < high && step % 8 != 7 ? next : low + ((high - low) / 2);
            if (next == level || !(high > low))
            {
                break;
            }

            level = next;
        }

        Settle(heights, slopes, caps, level, amount);
    }

    /// <summary>Below the first level everybody takes the cap or the whole amount; above the second nobody takes anything.</summary>
    private static (double Low, double High) Bracket(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double amount)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int i = 0; i < heights.Length; i++)
        {
            if (slopes[i] > 0 && heights[i] > double.NegativeInfinity)
            {
                low = Math.Min(low, heights[i] - (Math.Min(caps[i], amount) / slopes[i]));
                high = Math.Max(high, heights[i]);
            }
        }

        return (low, high);
    }

    private static (double Sum, double Slope) Sum(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double level)
    {
        Vector256<double> at = Vector256.Create(level);
        Vector256<double> sum = Vector256<double>.Zero;
        Vector256<double> slope = Vector256<double>.Zero;
        for (int i = 0; i < heights.Length; i += Vector256<double>.Count)
        {
            Vector256<double> height = Vector256.Create(heights[i..]);
            Vector256<double> above = Vector256.GreaterThan(height, at);
            Vector256<double> cap = Vector256.Create(caps[i..]);
            Vector256<double> rise = Vector256.Create(slopes[i..]);
            Vector256<double> size = ((height - at) & above) * rise;
            slope += rise & above & Vector256.LessThan(size, cap);
            sum += Vector256.Min(size, cap);
        }

        return (Vector256.Sum(sum), Vector256.Sum(slope));
    }

    /// <summary>Sorts the members by what they take at the level.</summary>
    private void Settle(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps, double level, double amount)
    {
        (_activeCount, _cappedCount, Slope, Level) = (0, 0, 0, level);
        for (int i = 0; i < heights.Length; i++)
        {
            if (heights[i] > level && slopes[i] > 0)
            {
                bool isCapped = (heights[i] - level) * slopes[i] >= caps[i] * (1 - Rounding);
                (isCapped ? _capped : _active)[isCapped ? _cappedCount++ : _activeCount++] = i;
                Slope += isCapped ? 0 : slopes[i];
            }
        }

        IsFull = Room(caps) <= amount * (1 + Rounding);
        if (IsFull)
        {
            FillUp(heights, slopes, caps);
        }
    }

    /// <summary>The caps leave no room: whatever rounding says, everybody is capped, at the highest level that keeps it so.</summary>
    private void FillUp(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps)
    {
        (_activeCount, _cappedCount, Slope, Level) = (0, 0, 0, double.PositiveInfinity);
        for (int i = 0; i < heights.Length; i++)
        {
            if (slopes[i] > 0)
            {
                _capped[_cappedCount++] = i;
                Level = Math.Min(Level, heights[i] - (caps[i] / slopes[i]));
            }
        }
    }

    /// <summary>Where everybody is capped, takes the one who would first be free as active, as if there were a little room.</summary>
    public void Loosen(ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> caps)
    {
        int next = -1;
        for (int k = 0; k < _cappedCount; k++)
        {
            int i = _capped[k];
            next = next < 0 || heights[i] - (caps[i] / slopes[i]) < heights[_capped[next]] - (caps[_capped[next]] / slopes[_capped[next]]) ? k : next;
        }

        int first = _capped[next];
        _capped.AsSpan(next + 1, _cappedCount - next - 1).CopyTo(_capped.AsSpan(next));
        _cappedCount--;
        (_active[0], _activeCount, Slope) = (first, 1, slopes[first]);
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
}
