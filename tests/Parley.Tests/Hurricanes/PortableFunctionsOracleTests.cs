using Parley.Engines.Numerics;

namespace Parley.Tests.Hurricanes;

/// <summary>The portable functions against those of the platform, which are computed in another way.</summary>
public sealed class PortableFunctionsOracleTests
{
    private const double Ulp = 2.3e-16;

    [Fact]
    public void The_exponential_is_that_of_the_platform_to_a_few_units_in_the_last_place()
    {
        for (double x = -707.9; x < 709; x += 0.0371)
        {
            Assert.Equal(1, PortableFunctions.Exp(x) / Math.Exp(x), 4 * Ulp);
        }
    }

    [Fact]
    public void The_exponential_ends_in_zero_and_infinity() =>
        Assert.Equal(
            (0.0, double.PositiveInfinity, 1.0, double.NaN),
            (PortableFunctions.Exp(-1e9), PortableFunctions.Exp(1e9), PortableFunctions.Exp(0), PortableFunctions.Exp(double.NaN)));

    [Fact]
    public void The_logarithm_is_that_of_the_platform()
    {
        for (double x = -700; x < 700; x += 0.0437)
        {
            double number = Math.Exp(x);
            Assert.Equal(Math.Log(number), PortableFunctions.Log(number), 4 * Ulp * Math.Max(Math.Abs(x), 0.05));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void The_logarithm_of_anything_else_is_refused(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableFunctions.Log(number));

    [Fact]
    public void Sine_and_cosine_are_those_of_the_platform()
    {
        for (double angle = -300; angle < 300; angle += 0.0117)
        {
            Assert.Equal(Math.Sin(angle), PortableFunctions.Sin(angle), 4 * Ulp);
            Assert.Equal(Math.Cos(angle), PortableFunctions.Cos(angle), 4 * Ulp);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => PortableFunctions.Sin(1e6));
    }
}
