namespace Parley.Problems.Distributions;

/// <summary>Finds quantiles of distributions whose cdf increases on one smooth piece.</summary>
internal static class QuantileSearch
{
    private const int MaximumSteps = 300;

    /// <summary>A Newton step this small, relative to the distance, is the last: its square is below rounding.</summary>
    private const double LastStep = 1e-10;

    /// <summary>The value whose cdf is a probability, to about one unit in its last place.</summary>
    /// <remarks>
    /// Newton's method on the logarithms of a tail and of the distance from the nearer end of the support, which is
    /// exact where the tail is a power of the distance; bisection whenever it leaves the bracket. Cost: about 5
    /// evaluations of the cdf and the density, seldom more than 15.
    /// </remarks>
    public static double Find(Distribution distribution, double probability)
    {
        if (probability <= 0 || probability >= 1)
        {
            return probability <= 0 ? distribution.Low : distribution.High;
        }

        double middle = distribution.Low + ((distribution.High - distribution.Low) / 2);
        return probability <= distribution.Cdf(middle)
            ? distribution.Low + Distance(distribution, probability, distribution.Low, middle - distribution.Low, 1)
            : distribution.High - Distance(distribution, probability, distribution.High, distribution.High - middle, -1);
    }

    /// <summary>How far from an end of the support, in the direction of the other, the quantile lies.</summary>
    private static double Distance(Distribution distribution, double probability, double end, double far, int direction)
    {
        // The smaller of the two tails is the one that has digits to tell values apart.
        bool isBelow = probability <= 0.5;
        double target = isBelow ? probability : 1 - probability;
        int growth = isBelow == direction > 0 ? 1 : -1;
        double near = 0;
        double distance = far;
        for (int step = 0; step < MaximumSteps; step++)
        {
            double value = end + (direction * distance);
            double tail = isBelow ? distribution.Cdf(value) : distribution.Survival(value);
            (near, far) = growth * tail.CompareTo(target) >= 0 ? (near, distance) : (distance, far);
            double elasticity = growth * distance * distribution.Density(value, 0) / tail;
            double next = distance * Math.Exp(-Math.Log(tail / target) / elasticity);
            if (Math.Abs(next - distance) <= LastStep * distance || far - near <= UlpOf(value) / 2)
            {
                return double.IsNaN(next) ? far : Math.Clamp(next, near, far);
            }

            if (!(next > near && next < far))
            {
                next = Between(near, far, UlpOf(end));
            }

            distance = next;
        }

        return distance;
    }

    /// <summary>Halves the bracket: its logarithm while the ends differ in size, itself after that.</summary>
    private static double Between(double near, double far, double resolution)
    {
        double least = Math.Max(near, Math.Min(resolution, far / 2));
        return far > 4 * least ? Math.Sqrt(least) * Math.Sqrt(far) : near + ((far - near) / 2);
    }

    private static double UlpOf(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
