using Parley.Problems.Distributions;

namespace Parley.Tests.Distributions;

/// <summary>Cdfs against quadrature of the density, and against values computed with 60 to 900 digits (mpmath).</summary>
public sealed class DistributionOracleTests
{
    [Theory]
    [MemberData(nameof(Families.Ordinary), MemberType = typeof(Families))]
    public void The_cdf_is_the_integral_of_the_density(string name)
    {
        Distribution distribution = Families.Named(name);
        foreach (double value in Families.ValuesOf(distribution).Skip(1))
        {
            double expected = TanhSinh.Integral(distribution.Density, distribution.Knots, value);
            double roundingOfPoints = (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)) / (value - distribution.Low);
            Assert.Equal(expected, distribution.Cdf(value), expected * (1e-11 + (100 * roundingOfPoints)));
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.1, 0.20483276469913345, 0.7951672353008665, 0.006923416494429525)]
    [InlineData(2, 5, 0.5, 0.890625, 0.109375, 0.22098214285714285)]
    [InlineData(2, 5, 0.25, 0.466064453125, 0.533935546875, 0.06959751674107142)]
    [InlineData(2.5, 1.5, 0.75, 0.6666666666666666, 0.3333333333333333, 0.33913604074797715)]
    [InlineData(0.01, 0.01, 0.5, 0.5, 0.5, 0.0034018470065726144)]
    [InlineData(0.01, 5, 1e-30, 0.5117019331695865, 0.48829806683041355, 5.066355773956302e-33)]
    [InlineData(0.01, 10000, 0.0001, 0.9977837672329087, 0.0022162327670912805, 6.278230665645338e-07)]
    [InlineData(10000, 0.01, 0.9999, 0.002216232767091688, 0.9977837672329083, 0.0022158605911582517)]
    [InlineData(100, 100, 0.375, 0.00016644263755861952, 0.9998335573624414, 6.104191606858706e-05)]
    [InlineData(10000, 10000, 0.5, 0.5, 0.5, 0.24858954367194488)]
    [InlineData(10000, 10000, 0.46875, 4.480127750485855e-19, 1.0, 2.0983178580975833e-19)]
    [InlineData(10000, 3, 0.96875, 6.43647086013114e-134, 1.0, 6.234703810703722e-134)]
    [InlineData(1234.5, 0.5, 0.875, 1.1611819624909313e-73, 1.0, 1.0152141440224396e-73)]
    [InlineData(1, 1, 0.3, 0.3, 0.7, 0.045)]
    [InlineData(3, 10000, 1e-07, 1.6659169498736597e-10, 0.9999999998334083, 1.2493752415576617e-17)]
    [InlineData(50, 2, 0.03125, 2.7324837308318823e-74, 1.0, 8.371478292889027e-76)]
    public void The_beta_distribution_is_right_to_the_last_digits(double a, double b, double value, double cdf, double survival, double partialMean)
    {
        var distribution = new BetaDistribution(a, b, 0, 1);
        AssertClose(cdf, distribution.Cdf(value));
        AssertClose(survival, distribution.Survival(value));
        AssertClose(partialMean, distribution.PartialMean(value));
    }

    [Theory]
    [InlineData(0, 1, -1, 1, 0.5, 0.7804532125940016, 0.21954678740599845, -0.1612659979583351)]
    [InlineData(0, 1, 0, 8, 1, 0.6826894921370867, 0.31731050786291326, 0.31394311176457906)]
    [InlineData(0, 1, -8, 8, -7.5, 3.1286820671681824e-14, 0.9999999999999687, -2.3837978221936436e-13)]
    [InlineData(0, 1, -36, 36, -30, 4.906713927148187e-198, 1.0, -1.4736461348785476e-196)]
    [InlineData(0, 1, 3, 5, 3.25, 0.5726633612158707, 0.4273366387841293, 1.7803646220992853)]
    [InlineData(0, 1, 30, 31, 30.0078125, 0.20916452183295176, 0.7908354781670482, 6.275720813031001)]
    [InlineData(0, 1, 36, 1000, 36.5, 0.9999999867434279, 1.325657201280871e-08, 36.02773459105353)]
    [InlineData(0, 1, -37, -30, -36, 8.524287594300918e-87, 1.0, -3.071107751529784e-85)]
    [InlineData(0, 1000000.0, 0, 1, 0.25, 0.2500000000000391, 0.7499999999999609, 0.03125000000000472)]
    [InlineData(-1000000.0, 100000.0, 0, 1, 0.25, 0.2500093750820298, 0.7499906249179702, 0.031251041672021265)]
    [InlineData(0.5, 0.0078125, 0, 1, 0.25, 5.452080603512396e-225, 1.0, 1.3616916636634037e-225)]
    [InlineData(5, 2, -1, 0, -0.125, 0.7914332348987344, 0.20856676510126565, -0.377052620987383)]
    [InlineData(1000000000.0, 3, 999999999, 1000000002, 1000000000.5, 0.5203917538211761, 0.4796082461788239, 520391753.69376594)]
    [InlineData(0, 1, -5e-10, 5e-10, 1.25e-10, 0.625, 0.375, -1.1718750000000002e-10)]
    public void The_truncated_normal_distribution_is_right_to_the_last_digits(
        double mean, double sd, double low, double high, double value, double cdf, double survival, double partialMean)
    {
        var distribution = new TruncatedNormalDistribution(mean, sd, low, high);
        AssertClose(cdf, distribution.Cdf(value));
        AssertClose(survival, distribution.Survival(value));
        AssertClose(partialMean, distribution.PartialMean(value));
    }

    /// <summary>Abramowitz and Stegun, tables 26.1 and 7.1: the normal distribution at 1 and 2, without truncation that shows.</summary>
    [Theory]
    [InlineData(1, 0.841344746068543)]
    [InlineData(2, 0.977249868051821)]
    [InlineData(-1, 0.158655253931457)]
    public void The_normal_distribution_is_as_published(double value, double published) =>
        Assert.Equal(published, new TruncatedNormalDistribution(0, 1, -30, 30).Cdf(value), 1e-15);

    /// <summary>I_x(2, 5) is a polynomial; I_x(1/2, 1/2) is the arcsine law.</summary>
    [Fact]
    public void The_beta_distribution_is_as_published()
    {
        Assert.Equal(0.890625, new BetaDistribution(2, 5, 0, 1).Cdf(0.5), 1e-15);
        Assert.Equal(2 / Math.PI * Math.Asin(Math.Sqrt(0.1)), new BetaDistribution(0.5, 0.5, 0, 1).Cdf(0.1), 1e-15);
    }

    [Theory]
    [InlineData(3, 1e-9, 3e-9)]
    [InlineData(10_000, 1e-9, 9.99995000166662e-06)]
    [InlineData(0.5, 1e-6, 5.00000125000063e-07)]
    public void The_power_distribution_is_accurate_near_its_upper_end(double exponent, double distance, double survival) =>
        Assert.Equal(survival, new PowerDistribution(exponent, -1, 0).Survival(-distance), survival * 3e-9);

    /// <summary>Relative to the value, or for values of ordinary size, to 1; tiny values have the digits that their logarithm leaves.</summary>
    private static void AssertClose(double expected, double actual)
    {
        double size = Math.Abs(expected);
        double relative = 5e-15 * size * (1 + Math.Abs(Math.Log(size)));
        Assert.Equal(expected, actual, Math.Max(relative, size > 1e-3 ? 2e-15 : 0));
    }
}
