using Parley.Problems.Distributions;

namespace Parley.Tests.Distributions;

/// <summary>What every distribution with a density promises.</summary>
public sealed class DistributionPropertyTests
{
    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void The_cdf_increases_from_0_to_1_and_the_survival_is_the_rest(string name)
    {
        Distribution distribution = Families.Named(name);
        double before = 0;
        foreach (double value in Families.ValuesOf(distribution))
        {
            double below = distribution.Cdf(value);
            Assert.InRange(below, before - 1e-15, 1);
            Assert.Equal(1, below + distribution.Survival(value), 2e-15);
            before = below;
        }

        Assert.Equal((0.0, 1.0), (distribution.Cdf(distribution.Low), distribution.Survival(distribution.Low)));
        Assert.Equal((1.0, 0.0), (distribution.Cdf(distribution.High), distribution.Survival(distribution.High)));
    }

    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void Beyond_the_support_nothing_changes(string name)
    {
        Distribution distribution = Families.Named(name);
        double length = distribution.High - distribution.Low;
        (double below, double above) = (distribution.Low - length, distribution.High + length);
        Assert.Equal((0.0, 1.0, 0.0), (distribution.Cdf(below), distribution.Survival(below), Math.Abs(distribution.PartialMean(below))));
        Assert.Equal((1.0, 0.0), (distribution.Cdf(above), distribution.Survival(above)));
        Assert.Equal(distribution.Mean, distribution.PartialMean(above), Scale(distribution) * 1e-14);
    }

    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void The_quantile_inverts_the_cdf(string name)
    {
        Distribution distribution = Families.Named(name);
        foreach (double probability in (double[])[1e-300, 1e-20, 1e-6, 0.01, 0.2, 0.5, 0.7, 0.99, 1 - 1e-6, 1 - 1e-15])
        {
            double value = distribution.Quantile(probability);
            if (value - distribution.Low < 1e-300 * (distribution.High - distribution.Low))
            {
                continue; // below the smallest fraction of the support that doubles hold
            }

            double slack = 8 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value));
            double rounding = probability * 1e-12;
            Assert.InRange(value, distribution.Low, distribution.High);
            Assert.True(distribution.Cdf(value - slack) <= probability + rounding, $"{probability}: {distribution.Cdf(value - slack)}");
            Assert.True(distribution.Cdf(value + slack) >= probability - rounding, $"{probability}: {distribution.Cdf(value + slack)}");
        }

        Assert.Equal((distribution.Low, distribution.High), (distribution.Quantile(0), distribution.Quantile(1)));
    }

    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void Knots_increase_from_end_to_end(string name)
    {
        Distribution distribution = Families.Named(name);
        Assert.Equal((distribution.Low, distribution.High), (distribution.Knots[0], distribution.Knots[^1]));
        Assert.All(distribution.Knots.Zip(distribution.Knots.Skip(1)), piece => Assert.True(piece.First < piece.Second));
        Assert.Empty(distribution.Atoms);
    }

    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void The_slope_is_the_derivative_of_the_logarithm_of_the_density(string name)
    {
        Distribution distribution = Families.Named(name);
        for (int piece = 0; piece + 1 < distribution.Knots.Count; piece++)
        {
            double start = distribution.Knots[piece];
            double width = distribution.Knots[piece + 1] - start;
            foreach (double fraction in (double[])[0.1, 0.35, 0.5, 0.8])
            {
                double left = start + ((fraction - 1e-5) * width);
                double right = start + ((fraction + 1e-5) * width);
                (double atLeft, double atRight) = (distribution.Density(left, piece), distribution.Density(right, piece));
                if (atLeft > 1e-290 && atRight > 1e-290)
                {
                    double expected = (Math.Log(atRight) - Math.Log(atLeft)) / (right - left);
                    double slope = distribution.LogDensitySlope((left + right) / 2, piece);
                    Assert.Equal(expected * width, slope * width, 1e-6 * (1 + Math.Abs(expected * width)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families.All), MemberType = typeof(Families))]
    public void What_claims_to_be_log_concave_is(string name)
    {
        Distribution distribution = Families.Named(name);
        if (!distribution.IsLogConcave)
        {
            return;
        }

        double before = double.PositiveInfinity;
        foreach (double value in Families.ValuesOf(distribution).Skip(1).SkipLast(1))
        {
            double slope = distribution.LogDensitySlope(value, Families.PieceOf(distribution, value));
            Assert.True(slope <= before + (1e-9 * Math.Abs(before)) || double.IsPositiveInfinity(before));
            before = slope;
        }
    }

    [Theory]
    [MemberData(nameof(Families.Ordinary), MemberType = typeof(Families))]
    public void The_partial_mean_follows_from_the_cdf_by_parts(string name)
    {
        Distribution distribution = Families.Named(name);
        foreach (double value in Families.ValuesOf(distribution))
        {
            double area = TanhSinh.Integral((at, _) => distribution.Cdf(at), distribution.Knots, value);
            Assert.Equal((value * distribution.Cdf(value)) - area, distribution.PartialMean(value), Scale(distribution) * 1e-13);
        }

        Assert.Equal(distribution.Mean, distribution.PartialMean(distribution.High), Scale(distribution) * 1e-15);
    }

    [Theory]
    [InlineData(2, 5, false, true)]
    [InlineData(1, 1, false, true)]
    [InlineData(0.99, 5, false, false)]
    [InlineData(5, 0.5, false, false)]
    [InlineData(1, 0, true, true)]
    [InlineData(3, 0, true, true)]
    [InlineData(0.5, 0, true, false)]
    public void Beta_and_power_are_log_concave_from_parameter_1_on(double first, double second, bool isPower, bool expected) =>
        Assert.Equal(expected, (isPower ? new PowerDistribution(first, 0, 1) : (Distribution)new BetaDistribution(first, second, 0, 1)).IsLogConcave);

    [Theory]
    [InlineData(true, 0.0, 1.0, 0.0)]
    [InlineData(true, 1.0, 2.0, 3.0)]
    [InlineData(true, 0.1, 0.2, 0.3)]
    [InlineData(false, 1.0, 0.5, 1.0)]
    [InlineData(false, 0.0, 0.0, 1.0)]
    [InlineData(false, 1.0, 1.1, 1.3)]
    public void A_piecewise_density_is_log_concave_where_it_is_concave(bool expected, double left, double middle, double right) =>
        Assert.Equal(expected, new PiecewiseDistribution([0, 1, 2], [left, middle, right]).IsLogConcave);

    [Fact]
    public void Smooth_ends_are_those_where_the_cdf_is_a_power_series()
    {
        Assert.Equal((true, true), new UniformDistribution(0, 1).IsSmooth);
        Assert.Equal((true, false), new BetaDistribution(2, 0.5, 0, 1).IsSmooth);
        Assert.Equal((false, true), new BetaDistribution(2.5, 3, 0, 1).IsSmooth);
        Assert.Equal((false, true), new PowerDistribution(0.5, 0, 1).IsSmooth);
        Assert.Equal((true, true), new PowerDistribution(2, 0, 1).IsSmooth);
        Assert.Equal((true, true), new TruncatedNormalDistribution(0, 1, -1, 1).IsSmooth);
    }

    [Fact]
    public void Densities_at_the_ends_are_limits()
    {
        Assert.Equal(double.PositiveInfinity, new BetaDistribution(0.5, 2, 0, 1).Density(0, 0));
        Assert.Equal(0, new BetaDistribution(0.5, 2, 0, 1).Density(1, 0));
        Assert.Equal(2.5, new BetaDistribution(1, 5, 0, 2).Density(0, 0), 1e-15);
        Assert.Equal(double.PositiveInfinity, new PowerDistribution(0.5, 0, 1).Density(0, 0));
        Assert.Equal(1, new PowerDistribution(1, 0, 1).Density(0, 0));
        Assert.Equal(0, new PowerDistribution(1, 0, 1).LogDensitySlope(0, 0));
    }

    private static double Scale(Distribution distribution) => Math.Max(Math.Abs(distribution.Low), Math.Abs(distribution.High));
}
