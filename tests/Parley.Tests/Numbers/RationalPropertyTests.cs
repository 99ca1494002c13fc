using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Tests.Numbers;

/// <summary>Rationals against the naive oracle, with integers crowded around the 64-bit boundary.</summary>
public sealed class RationalPropertyTests
{
    private static readonly BigInteger[] s_landmarks =
    [
        0, 1, 2, 3, 6, 60, 3_037_000_499, 3_037_000_500, uint.MaxValue, 1L << 53, long.MaxValue / 2, long.MaxValue - 1,
        long.MaxValue, -(BigInteger)long.MinValue, ulong.MaxValue, (BigInteger)ulong.MaxValue + 1, BigInteger.One << 100,
    ];

    [Fact]
    public void Arithmetic_and_order_agree_with_the_oracle() => ForRandomPairs((left, right, a, b) =>
    {
        AssertSame(a + b, left + right);
        AssertSame(a - b, left - right);
        AssertSame(a * b, left * right);
        AssertSame(new Fraction(-a.Numerator, a.Denominator), -left);
        AssertSame(new Fraction(BigInteger.Abs(a.Numerator), a.Denominator), left.Abs());
        if (!b.Numerator.IsZero)
        {
            AssertSame(a / b, left / right);
            AssertSame(new Fraction(b.Denominator, b.Numerator), right.Reciprocal());
        }

        Assert.Equal(a.CompareTo(b), left.CompareTo(right));
        Assert.Equal(a.CompareTo(b) < 0, left < right);
        Assert.Equal(a.CompareTo(b) >= 0, left >= right);
        Assert.Equal(a == b, left == right);
        Assert.Equal(a.CompareTo(b) <= 0 ? left : right, Rational.Min(left, right));
        Assert.Equal(a.CompareTo(b) >= 0 ? left : right, Rational.Max(left, right));
    });

    [Fact]
    public void Results_that_shrink_back_equal_what_they_came_from() => ForRandomPairs((left, right, _, _) =>
    {
        AssertIdentical(left, left + right - right);
        if (!right.IsZero)
        {
            AssertIdentical(left, left * right / right);
        }
    });

    [Fact]
    public void Powers_agree_with_repeated_products()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 2_000; trial++)
        {
            Fraction fraction = RandomFraction(random);
            int exponent = random.Next(-5, 6);
            if (fraction.Numerator.IsZero && exponent < 0)
            {
                continue;
            }

            var expected = new Fraction(1, 1);
            for (int factor = 0; factor < Math.Abs(exponent); factor++)
            {
                expected = exponent < 0 ? expected / fraction : expected * fraction;
            }

            AssertSame(expected, new Rational(fraction.Numerator, fraction.Denominator).Pow(exponent));
        }
    }

    [Fact]
    public void Text_reads_back_to_the_same_number()
    {
        var random = new Random(4);
        for (int trial = 0; trial < 2_000; trial++)
        {
            Fraction fraction = RandomFraction(random);
            var number = new Rational(fraction.Numerator, fraction.Denominator);

            AssertIdentical(number, Rational.Parse(number.ToString()));
            AssertIdentical(number, Rational.Parse(number.ToShortString(random.Next(20))));
        }
    }

    private static void ForRandomPairs(Action<Rational, Rational, Fraction, Fraction> check)
    {
        var random = new Random(1);
        for (int trial = 0; trial < 5_000; trial++)
        {
            (Fraction a, Fraction b) = (RandomFraction(random), RandomFraction(random));
            check(new Rational(a.Numerator, a.Denominator), new Rational(b.Numerator, b.Denominator), a, b);
        }
    }

    private static Fraction RandomFraction(Random random)
    {
        BigInteger denominator = RandomInteger(random);
        return new Fraction(RandomInteger(random) * random.Next(-1, 2), denominator.IsZero ? 1 : denominator);
    }

    /// <summary>Near a landmark, or of a random number of bits.</summary>
    private static BigInteger RandomInteger(Random random) => random.Next(3) switch
    {
        0 => BigInteger.Abs(s_landmarks[random.Next(s_landmarks.Length)] + random.Next(-2, 3)),
        1 => random.Next(100),
        _ => new BigInteger(random.NextInt64()) * random.NextInt64() >> random.Next(127),
    };

    private static void AssertSame(Fraction expected, Rational actual)
    {
        Assert.Equal(expected.Numerator, actual.Numerator);
        Assert.Equal(expected.Denominator, actual.Denominator);
        AssertIdentical(new Rational(expected.Numerator, expected.Denominator), actual);
        Assert.Equal(expected.Numerator.Sign, actual.Sign);
        Assert.Equal(expected.Numerator.IsZero, actual.IsZero);
        Assert.Equal(expected.Denominator.IsOne, actual.IsInteger);
    }

    private static void AssertIdentical(Rational expected, Rational actual)
    {
        Assert.Equal(expected, actual);
        Assert.Equal(expected.GetHashCode(), actual.GetHashCode());
        Assert.Equal(0, expected.CompareTo(actual));
    }
}
