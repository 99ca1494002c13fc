using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Tests.Numbers;

/// <summary>Between rationals and doubles: exact one way, nearest with ties to even the other.</summary>
public sealed class RationalRoundingTests
{
    /// <summary>Where doubles end: half a unit beyond the largest one, from which on rounding gives infinity.</summary>
    private static readonly Rational s_overflow =
        Rational.FromDouble(double.MaxValue) + new Rational(2).Pow(970);

    public static TheoryData<double> Landmarks => new(
        0, 1, -1, 0.1, 1.0 / 3, Math.PI, 1e18, 9e18, 9.3e18, -9.3e18, 1e100, 1e-100, double.MaxValue, double.MinValue,
        double.Epsilon, -double.Epsilon, 3 * double.Epsilon, double.BitDecrement(2.2250738585072014e-308),
        2.2250738585072014e-308, (1L << 53) - 1, 1L << 53, (1L << 53) + 2, long.MinValue, long.MaxValue);

    [Theory]
    [MemberData(nameof(Landmarks))]
    public void Doubles_are_taken_exactly(double value)
    {
        Rational exact = Rational.FromDouble(value);

        Assert.Equal(value, exact.ToDouble());
        Assert.True(exact.Denominator.IsPowerOfTwo);
        Assert.Equal(ByBits(value), exact);
    }

    [Fact]
    public void Random_doubles_survive_the_round_trip_exactly()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 5_000; trial++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                Rational exact = Rational.FromDouble(value);
                Assert.Equal(value, exact.ToDouble());
                Assert.Equal(ByBits(value), exact);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Landmarks))]
    public void Halfway_points_go_to_the_even_neighbour_and_others_to_the_nearest(double low)
    {
        double high = Math.BitIncrement(low);
        if (!double.IsFinite(high))
        {
            return;
        }

        (Rational from, Rational to) = (Rational.FromDouble(low), Rational.FromDouble(high));
        Rational middle = (from + to) / 2;
        Rational nudge = (to - from) * new Rational(10).Pow(-30);
        bool lowIsEven = (BitConverter.DoubleToInt64Bits(low) & 1) == 0;
        Assert.Equal(lowIsEven ? low : high, middle.ToDouble());
        Assert.Equal(low, (middle - nudge).ToDouble());
        Assert.Equal(high, (middle + nudge).ToDouble());
        Assert.Equal(low, (from + nudge).ToDouble());
        Assert.Equal(high, (to - nudge).ToDouble());
    }

    [Fact]
    public void Random_rationals_go_to_their_nearest_double()
    {
        var random = new Random(2);
        for (int trial = 0; trial < 5_000; trial++)
        {
            var exact = new Rational(RandomInteger(random), RandomInteger(random) + 1);
            AssertNearest(exact, exact.ToDouble());
            AssertNearest(-exact, (-exact).ToDouble());
        }
    }

    [Fact]
    public void Beyond_the_largest_double_lies_infinity()
    {
        Rational nudge = new(1, 1000);
        Assert.Equal(double.MaxValue, (s_overflow - nudge).ToDouble());
        Assert.Equal(double.PositiveInfinity, s_overflow.ToDouble());
        Assert.Equal(double.NegativeInfinity, (-s_overflow).ToDouble());
        Assert.Equal(double.PositiveInfinity, new Rational(10).Pow(100_000).ToDouble());
    }

    [Fact]
    public void Below_half_the_smallest_double_lies_zero()
    {
        Rational half = Rational.FromDouble(double.Epsilon) / 2;
        Rational nudge = new Rational(10).Pow(-400);
        Assert.Equal(0, half.ToDouble());
        Assert.Equal(double.Epsilon, (half + nudge).ToDouble());
        Assert.Equal(0, (half - nudge).ToDouble());
        Assert.Equal(0, new Rational(10).Pow(-100_000).ToDouble());
        Assert.Equal(2 * double.Epsilon, (half * 3).ToDouble());
    }

    [Fact]
    public void Huge_numerators_and_denominators_cancel()
    {
        Rational huge = new Rational(3).Pow(20_000);
        Assert.Equal(1, (huge / (huge + 1)).ToDouble());
        Assert.Equal(1.0 / 3, (huge / ((huge * 3) + 1)).ToDouble());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Only_finite_doubles_are_rational(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(value));

    /// <summary>Mantissa and exponent taken apart by arithmetic rather than by bits.</summary>
    private static Rational ByBits(double value)
    {
        int exponent = 0;
        while (value != Math.Truncate(value) || Math.Abs(value) >= 1L << 53)
        {
            int step = value != Math.Truncate(value) ? 1 : -1;
            value *= step > 0 ? 2 : 0.5;
            exponent += step;
        }

        return new Rational((long)value) * new Rational(2).Pow(-exponent);
    }

    private static void AssertNearest(Rational exact, double rounded)
    {
        if (double.IsInfinity(rounded))
        {
            Assert.True(exact.Abs() >= s_overflow);
            return;
        }

        Rational error = (exact - Rational.FromDouble(rounded)).Abs();
        foreach (double neighbour in (double[])[Math.BitIncrement(rounded), Math.BitDecrement(rounded)])
        {
            if (double.IsFinite(neighbour))
            {
                Rational other = (exact - Rational.FromDouble(neighbour)).Abs();
                bool even = (BitConverter.DoubleToInt64Bits(rounded) & 1) == 0;
                Assert.True(error < other || (error == other && even), $"{exact} went to {rounded:R}");
            }
        }
    }

    private static BigInteger RandomInteger(Random random)
    {
        byte[] bytes = new byte[random.Next(1, random.Next(4) == 0 ? 140 : 12)];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
