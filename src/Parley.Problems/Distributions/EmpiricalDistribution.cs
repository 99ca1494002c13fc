namespace Parley.Problems.Distributions;

/// <summary>Distributions of observed values.</summary>
public static class EmpiricalDistribution
{
    /// <summary>An atom at every observation, all with equal weight; equal observations share one atom.</summary>
    /// <param name="observations">At least one finite number, in any order.</param>
    /// <exception cref="ArgumentException">There is no observation, or one is not finite.</exception>
    public static DiscreteDistribution Atoms(ReadOnlySpan<double> observations)
    {
        (double[] values, int[] counts) = Observations.Grouped(observations);
        double total = observations.Length;
        return new DiscreteDistribution(values.Zip(counts, (value, count) => new Atom(value, count / total)));
    }

    /// <summary>The order statistics joined linearly; <see cref="SmoothedEmpiricalDistribution"/> says what equal observations do.</summary>
    /// <param name="observations">At least two different finite numbers, in any order.</param>
    /// <exception cref="ArgumentException">There are fewer than two different observations, or one is not finite.</exception>
    public static SmoothedEmpiricalDistribution Smoothed(ReadOnlySpan<double> observations) => new(observations);
}
