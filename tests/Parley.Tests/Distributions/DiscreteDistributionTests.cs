using Parley.Problems.Distributions;

namespace Parley.Tests.Distributions;

public sealed class DiscreteDistributionTests
{
    private static readonly DiscreteDistribution s_three = new([new Atom(4, 0.25), new Atom(-1, 0.5), new Atom(2, 0.25)]);

    [Theory]
    [InlineData(-2, 0, 1, 0)]
    [InlineData(-1, 0.5, 0.5, -0.5)]
    [InlineData(1.9, 0.5, 0.5, -0.5)]
    [InlineData(2, 0.75, 0.25, 0)]
    [InlineData(4, 1, 0, 1)]
    [InlineData(9, 1, 0, 1)]
    public void Sums_run_over_the_atoms_at_or_below(double value, double cdf, double survival, double partialMean) =>
        Assert.Equal((cdf, survival, partialMean), (s_three.Cdf(value), s_three.Survival(value), s_three.PartialMean(value)));

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0.5, -1)]
    [InlineData(0.6, 2)]
    [InlineData(0.75, 2)]
    [InlineData(0.76, 4)]
    [InlineData(1, 4)]
    public void The_quantile_is_the_least_value_whose_cdf_reaches_the_probability(double probability, double value) =>
        Assert.Equal(value, s_three.Quantile(probability));

    [Fact]
    public void Atoms_are_in_order_and_nothing_has_a_density()
    {
        Assert.Equal([-1, 2, 4], s_three.Atoms.Select(atom => atom.Value));
        Assert.Empty(s_three.Knots);
        Assert.Equal((1.0, false), (s_three.Mean, s_three.IsLogConcave));
        Assert.Throws<InvalidOperationException>(() => s_three.Density(2, 0));
        Assert.Throws<InvalidOperationException>(() => s_three.LogDensitySlope(2, 0));
    }

    [Fact]
    public void One_atom_is_certain()
    {
        var certain = new DiscreteDistribution([new Atom(3, 1)]);
        Assert.Equal((3.0, 3.0, 3.0, 3.0), (certain.Low, certain.High, certain.Mean, certain.Quantile(0.2)));
        Assert.Equal((0.0, 1.0), (certain.Cdf(2.9), certain.Cdf(3)));
    }

    [Fact]
    public void Equal_observations_share_an_atom()
    {
        DiscreteDistribution observed = EmpiricalDistribution.Atoms([5, 1, 5, 2]);
        Assert.Equal([new Atom(1, 0.25), new Atom(2, 0.25), new Atom(5, 0.5)], observed.Atoms);
    }

    [Fact]
    public void A_million_observations_still_sum_to_one()
    {
        double[] observations = [.. Enumerable.Range(0, 1_000_000).Select(index => (double)index)];
        DiscreteDistribution observed = EmpiricalDistribution.Atoms(observations);
        Assert.All(new[] { 0, 333_333, 500_000, 999_999 }, index => Assert.Equal((index + 1) / 1e6, observed.Cdf(index), 1e-15));
        Assert.Equal(499_999.5, observed.Mean, 1e-9);
    }

    /// <summary>Without ties every gap has equal mass; a tie puts half of its weight on either side.</summary>
    [Fact]
    public void Smoothing_joins_the_order_statistics()
    {
        SmoothedEmpiricalDistribution plain = EmpiricalDistribution.Smoothed([9, 1, 3, 2]);
        Assert.Equal([0, 1.0 / 3, 2.0 / 3, 1], plain.Knots.Select(plain.Cdf));
        Assert.Equal(1.0 / 6, plain.Cdf(1.5), 1e-16);

        SmoothedEmpiricalDistribution tied = EmpiricalDistribution.Smoothed([1, 2, 2, 2, 3]);
        Assert.Equal([0, 0.5, 1], tied.Knots.Select(tied.Cdf));
    }
}
