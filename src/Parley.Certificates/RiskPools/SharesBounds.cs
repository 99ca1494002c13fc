using System.Runtime.Intrinsics;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// What fixed <see cref="Shares"/> prove for members with single priors and entropic utility or expected value: nobody's mean of the total
/// under their tilt, which is what one more share is worth, exceeds another's who has a share.
/// </summary>
internal static class SharesBounds
{
    /// <summary>The bounds. Cost: two passes over members times scenarios, the first for the least exponents.</summary>
    public static PoolBounds Of(RiskPool pool, Shares shares, CancellationToken cancellation)
    {
        int members = pool.Members.Count;
        double[] exponents = [.. shares.Parts.Select((share, i) => share * (pool.Members[i].Utility is Entropic entropic ? entropic.RiskAversion : 0))];
        (double lowest, double highest) = Range(pool.Total);
        // The largest exponent of exp(-g w X): relative to it nothing overflows.
        double[] largest = [.. exponents.Select(exponent => Math.Max(-exponent * lowest, -exponent * highest))];
        var ranges = new ScenarioRanges<Sums>(pool, () => new Sums(members));
        ranges.ForAll((sums, scenario, row) => sums.Add(row, pool.Total[scenario], exponents, largest), cancellation);
        double[] moments = new double[members];
        double[] means = new double[members];
        foreach (Sums sums in ranges.Places)
        {
            for (int i = 0; i < members; i++)
            {
                moments[i] += sums.Moments[i];
                means[i] += sums.Means[i];
            }
        }

        double[] slopes = [.. means.Zip(moments, (mean, moment) => mean / moment)];
        double[] utilities = [.. slopes.Select((slope, i) => exponents[i] > 0
            ? -(Math.Log(moments[i]) + largest[i]) * shares.Parts[i] / exponents[i]
            : shares.Parts[i] * slope)];
        double used = slopes.Zip(shares.Parts, (slope, share) => slope * share).Sum();
        double imbalance = Math.Abs(shares.Parts.Sum() - 1) * Math.Max(Math.Abs(lowest), Math.Abs(highest));
        double excess = Math.Max(0, -shares.Parts.Min()) * Math.Max(Math.Abs(lowest), Math.Abs(highest));
        return new PoolBounds(utilities, slopes.Max() - used, imbalance, excess);
    }

    private static (double Lowest, double Highest) Range(ReadOnlySpan<double> numbers)
    {
        (double lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double number in numbers)
        {
            (lowest, highest) = (Math.Min(lowest, number), Math.Max(highest, number));
        }

        return (lowest, highest);
    }

    /// <summary>Each member's <c>sum p exp(-g w X)</c>, relative to its largest factor, and the same with X.</summary>
    private sealed class Sums(int members)
    {
        public double[] Moments { get; } = new double[members];

        public double[] Means { get; } = new double[members];

        public void Add(ReadOnlySpan<double> row, double total, double[] exponents, double[] largest)
        {
            int i = 0;
            for (; i <= members - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> term = Vector256.Exp(Vector256.Create(row[i..]) - (Vector256.Create<double>(exponents.AsSpan(i)) * total) - Vector256.Create<double>(largest.AsSpan(i)));
                (Vector256.Create<double>(Moments.AsSpan(i)) + term).CopyTo(Moments.AsSpan(i));
                (Vector256.Create<double>(Means.AsSpan(i)) + (term * total)).CopyTo(Means.AsSpan(i));
            }

            for (; i < members; i++)
            {
                double term = Math.Exp(row[i] - (exponents[i] * total) - largest[i]);
                Moments[i] += term;
                Means[i] += term * total;
            }
        }
    }
}
