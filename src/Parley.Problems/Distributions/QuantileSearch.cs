namespace Parley.Problems.Distributions;

/// <summary>Finds quantiles of distributions whose cdf increases on one smooth piece.</summary>
internal static class QuantileSearch
{
    private const int MaximumSteps = 300;

    /// <summary>The value whose cdf is a probability, to about one unit in its last place.</summary>
    /// <remarks>
    /// Newton's method on the logarithms of the tail and of the distance from the nearer end of the support, which is
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
            : distribution.High - Distance(distribution, 1 - probability, distribution.High, distribution.High - middle, -1);
    }

    /// <summary>How far from an end of the support the tail towards that end is a probability.</summary>
    private static double Distance(Distribution distribution, double probability, double end, double far, int direction)
    {
        double near = 0;
        double distance = far;
        for (int step = 0; step < MaximumSteps; step++)
        {
            double value = end + (direction * distance);
            double tail = direction > 0 ? distribution.Cdf(value) : distribution.Survival(value);
            (near, far) = tail >= probability ? (near, distance) : (distance, far);
            double elasticity = distance * distribution.Density(value, 0) / tail;
            double next = distance * Math.Exp(-Math.Log(tail / probability) / elasticity);
            if (!(next > near && next < far))
            {
                next = Between(near, far, UlpOf(end));
            }

            double resolution = UlpOf(value) / 2;
            if (Math.Abs(next - distance) <= resolution || far - near <= resolution)
            {
                return next;
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
