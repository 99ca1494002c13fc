using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Tests.Numbers;

/// <summary>What is read as a number, what is refused, and how numbers are written.</summary>
public sealed class RationalTextTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("-0.25", "-1/4")]
    [InlineData("+0.25", "1/4")]
    [InlineData(".5", "1/2")]
    [InlineData("-.5", "-1/2")]
    [InlineData("1e-3", "1/1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("2/5", "2/5")]
    [InlineData(" -4 / 6 ", "-2/3")]
    [InlineData("0/7", "0")]
    [InlineData("-0", "0")]
    [InlineData("0e300", "0")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("1/9223372036854775808", "1/9223372036854775808")]
    public void Numbers_are_read_exactly(string text, string value)
    {
        Assert.True(Rational.TryParse(text, out Rational number));
        Assert.Equal(value, number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("+-1")]
    [InlineData(".-5")]
    [InlineData(".+5")]
    [InlineData("1.-5")]
    [InlineData("1 000")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e 3")]
    [InlineData("1e3\0")]
    [InlineData("1\0")]
    [InlineData("1e1.5")]
    [InlineData("1e301")]
    [InlineData("1e-301")]
    [InlineData("1e99999999999")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("0.5/2")]
    [InlineData("/2")]
    [InlineData("1/")]
    [InlineData("0x10")]
    [InlineData("٣")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Everything_else_is_refused(string text)
    {
        Assert.False(Rational.TryParse(text, out Rational number));
        Assert.Equal(Rational.Zero, number);
        Assert.Throws<FormatException>(() => Rational.Parse(text));
    }

    [Fact]
    public void A_number_has_at_most_300_digits()
    {
        Assert.True(Rational.TryParse(new string('9', 300), out _));
        Assert.True(Rational.TryParse("0." + new string('9', 299), out _));
        Assert.True(Rational.TryParse(new string('9', 300) + "/" + new string('7', 300), out _));
        Assert.False(Rational.TryParse(new string('9', 301), out _));
        Assert.False(Rational.TryParse("0." + new string('9', 301), out _));
        foreach (string text in (string[])["", "0.", "1/", "1e", "-"])
        {
            Assert.False(Rational.TryParse(text + new string('1', 1_000_000), out _));
        }
    }

    [Theory]
    [InlineData("1/4", 4, "0.25")]
    [InlineData("-1/4", 4, "-0.25")]
    [InlineData("1/8", 2, "1/8")]
    [InlineData("1/3", 4, "1/3")]
    [InlineData("7", 4, "7")]
    [InlineData("-21/2", 1, "-10.5")]
    [InlineData("1/10000", 4, "0.0001")]
    [InlineData("1/2", 0, "1/2")]
    public void Short_text_is_a_decimal_where_that_is_exact(string value, int digits, string text) =>
        Assert.Equal(text, Rational.Parse(value).ToShortString(digits));

    [Fact]
    public void The_default_is_zero()
    {
        Rational zero = default;

        Assert.Equal(Rational.Zero, zero);
        Assert.Equal(new Rational(0, 5).GetHashCode(), zero.GetHashCode());
        Assert.Equal((BigInteger.Zero, BigInteger.One), (zero.Numerator, zero.Denominator));
        Assert.Equal("0", zero.ToString());
        Assert.Equal(0, zero.ToDouble());
        Assert.Equal(Rational.One, zero + 1);
        Assert.True(zero.IsZero && zero.IsInteger && zero.Sign == 0);
        Assert.Throws<DivideByZeroException>(() => zero.Reciprocal());
    }

    [Fact]
    public void Division_by_zero_is_refused_everywhere()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
        Assert.Throws<DivideByZeroException>(() => Rational.Zero.Pow(-1));
    }

    [Fact]
    public void Powers_of_zero_and_one_are_small_whatever_the_exponent()
    {
        Assert.Equal(Rational.One, Rational.Zero.Pow(0));
        Assert.Equal(Rational.Zero, Rational.Zero.Pow(int.MaxValue));
        Assert.Equal(Rational.One, Rational.One.Pow(int.MinValue));
        Assert.Equal(new Rational(-1), new Rational(-1).Pow(int.MaxValue));
        Assert.Equal(Rational.One, new Rational(-1).Pow(int.MinValue));
    }

    [Fact]
    public void Order_accepts_rationals_only()
    {
        Assert.Equal(1, Rational.One.CompareTo(null));
        Assert.Throws<ArgumentException>(() => Rational.One.CompareTo("1"));
    }
}
