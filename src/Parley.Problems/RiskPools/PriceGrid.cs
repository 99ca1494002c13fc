namespace Parley.Problems.RiskPools;

/// <summary>The prices of a finite version of price-and-choose: multiples of a step, at most a bound in size, that average to exactly 0.</summary>
public sealed class PriceGrid
{
    /// <summary>The largest common denominator of the weights that is looked for.</summary>
    public const int LargestDenominator = 1000;

    private PriceGrid(double step, IReadOnlyList<IReadOnlyList<int>> multiples) => (Step, Multiples) = (step, multiples);

    /// <summary>The step, in money.</summary>
    public double Step { get; }

    /// <summary>Every list of prices, one for each allocation, in steps; in lexicographic order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Multiples { get; }

    /// <summary>How many lists of prices there are.</summary>
    public int Count => Multiples.Count;

    /// <summary>A price, in money.</summary>
    public double Price(int list, int allocation) => Step * Multiples[list][allocation];

    /// <summary>The weights as whole numbers over a common denominator; null where there is none up to <see cref="LargestDenominator"/>.</summary>
    public static int[]? WholeWeights(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (int denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            int[] whole = [.. weights.Select(weight => (int)Math.Round(weight * denominator))];
            if (whole.Sum() == denominator && weights.Zip(whole).All(pair => Math.Abs((pair.First * denominator) - pair.Second) < 1e-9 * denominator))
            {
                return whole;
            }
        }

        return null;
    }

    /// <summary>The grid; null where it has more than <paramref name="most"/> lists.</summary>
    /// <param name="whole">The weights as whole numbers.</param>
    /// <param name="step">The step, in money; positive.</param>
    /// <param name="bound">The largest price, in steps; at least 0.</param>
    /// <param name="most">The most lists.</param>
    public static PriceGrid? Of(IReadOnlyList<int> whole, double step, int bound, int most)
    {
        ArgumentNullException.ThrowIfNull(whole);
        List<IReadOnlyList<int>> found = [];
        int[] prices = new int[whole.Count];
        return Extend(whole, bound, most, prices, 0, 0, found) ? new PriceGrid(step, found) : null;
    }

    private static bool Extend(IReadOnlyList<int> whole, int bound, int most, int[] prices, int next, long sum, List<IReadOnlyList<int>> found)
    {
        if (next == whole.Count - 1)
        {
            // The last price follows from the others.
            long last = -sum / whole[next];
            if (-sum % whole[next] == 0 && Math.Abs(last) <= bound)
            {
                prices[next] = (int)last;
                found.Add([.. prices]);
            }

            return found.Count <= most;
        }

        for (int price = -bound; price <= bound; price++)
        {
            prices[next] = price;
            if (!Extend(whole, bound, most, prices, next + 1, sum + ((long)whole[next] * price), found))
            {
                return false;
            }
        }

        return true;
    }
}
