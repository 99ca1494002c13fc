using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Parley.Problems.Numbers;

/// <summary>
/// An exact rational number, always in lowest terms with a positive denominator. <c>default</c> is zero.
/// </summary>
/// <remarks>
/// Numerator and denominator stay in 64 bits while they fit (no allocation); beyond that both move to
/// <see cref="BigInteger"/>, and back as soon as a result fits again, so that equal numbers always have equal
/// representations. Sums and products follow Knuth, The Art of Computer Programming, volume 2, section 4.5.1:
/// they divide out common factors before multiplying.
/// </remarks>
public readonly partial struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable
{
    private readonly long _numerator;
    private readonly long _denominatorLessOne;
    private readonly Wide? _wide;

    private sealed record Wide(BigInteger Numerator, BigInteger Denominator);

    private Rational(long numerator, long denominator)
    {
        _numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    private Rational(Wide wide) => _wide = wide;

    /// <summary>The integer <paramref name="value"/>.</summary>
    public Rational(long value)
    {
        if (value == long.MinValue)
        {
            _wide = new Wide(value, BigInteger.One);
        }
        else
        {
            _numerator = value;
        }
    }

    /// <summary>The quotient of two integers, reduced to lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator) => this = Reduce(numerator, denominator);

    /// <summary>The number 0.</summary>
    public static Rational Zero => default;

    /// <summary>The number 1.</summary>
    public static Rational One => new(1, 1);

    /// <summary>The numerator in lowest terms; it carries the sign.</summary>
    public BigInteger Numerator => _wide is null ? _numerator : _wide.Numerator;

    /// <summary>The denominator in lowest terms; always positive.</summary>
    public BigInteger Denominator => _wide is null ? Low : _wide.Denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _wide is null ? Math.Sign(_numerator) : _wide.Numerator.Sign;

    /// <summary>True for the number 0.</summary>
    public bool IsZero => _wide is null && _numerator == 0;

    /// <summary>True where the denominator is 1.</summary>
    public bool IsInteger => _wide is null ? _denominatorLessOne == 0 : _wide.Denominator.IsOne;

    /// <summary>How many bits numerator and denominator take together: a measure of the cost of computing on.</summary>
    public long BitLength => (long)Numerator.GetBitLength() + (long)Denominator.GetBitLength();

    private long Low => _denominatorLessOne + 1;

    /// <summary>The integer <paramref name="value"/>.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>The integer <paramref name="value"/>.</summary>
    public static implicit operator Rational(long value) => new(value);

    /// <summary>The integer <paramref name="value"/>.</summary>
    public static implicit operator Rational(BigInteger value) => FromIntegers(value, BigInteger.One);

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational left, Rational right)
    {
        if (left._wide is not null || right._wide is not null)
        {
            return AddWide(left, right);
        }

        if (left._denominatorLessOne == 0 && right._denominatorLessOne == 0)
        {
            return FromInt128((Int128)left._numerator + right._numerator, 1);
        }

        long common = Gcd(left.Low, right.Low);
        if (common == 1)
        {
            return FromInt128(
                ((Int128)left._numerator * right.Low) + ((Int128)right._numerator * left.Low),
                (Int128)left.Low * right.Low);
        }

        long rightPart = right.Low / common;
        Int128 sum = ((Int128)left._numerator * rightPart) + ((Int128)right._numerator * (left.Low / common));
        long shared = Gcd((long)(sum % common), common);
        return FromInt128(sum / shared, (Int128)(left.Low / common) * (right.Low / shared));
    }

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>The opposite number.</summary>
    public static Rational operator -(Rational value) => value._wide is null
        ? new Rational(-value._numerator, value.Low)
        : FromIntegers(-value._wide.Numerator, value._wide.Denominator);

    /// <summary>The number itself.</summary>
    public static Rational operator +(Rational value) => value;

    /// <summary>The product.</summary>
    public static Rational operator *(Rational left, Rational right)
    {
        if (left._wide is not null || right._wide is not null)
        {
            return Reduce(left.Numerator * right.Numerator, left.Denominator * right.Denominator);
        }

        if (left._numerator == 0 || right._numerator == 0)
        {
            return default;
        }

        long first = Gcd(left._numerator, right.Low);
        long second = Gcd(right._numerator, left.Low);
        return FromInt128(
            (Int128)(left._numerator / first) * (right._numerator / second),
            (Int128)(left.Low / second) * (right.Low / first));
    }

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static Rational operator /(Rational left, Rational right) => left * right.Reciprocal();

    /// <summary>Equality of numbers.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Inequality of numbers.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Order of numbers.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Order of numbers.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Order of numbers.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Order of numbers.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>1 divided by this number.</summary>
    /// <exception cref="DivideByZeroException">The number is zero.</exception>
    public Rational Reciprocal()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("zero has no reciprocal");
        }

        if (_wide is not null)
        {
            return _wide.Numerator.Sign < 0
                ? FromIntegers(-_wide.Denominator, -_wide.Numerator)
                : FromIntegers(_wide.Denominator, _wide.Numerator);
        }

        return _numerator < 0 ? new Rational(-Low, -_numerator) : new Rational(Low, _numerator);
    }

    /// <summary>The absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>This number raised to an integer power; negative powers invert.</summary>
    /// <exception cref="DivideByZeroException">Zero raised to a negative power.</exception>
    public Rational Pow(int exponent) => exponent switch
    {
        int.MinValue => Pow(exponent + 1) * Reciprocal(),
        < 0 => Reciprocal().Pow(-exponent),
        _ => FromIntegers(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent)),
    };

    /// <summary>The smaller of two numbers.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>The larger of two numbers.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Rational other)
    {
        if (_wide is null && other._wide is null)
        {
            return ((Int128)_numerator * other.Low).CompareTo((Int128)other._numerator * Low);
        }

        return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException("a Rational compares with a Rational only", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Rational other) => _wide is null || other._wide is null
        ? _wide is null && other._wide is null
            && _numerator == other._numerator && _denominatorLessOne == other._denominatorLessOne
        : _wide.Equals(other._wide);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _wide is null
        ? HashCode.Combine(_numerator, _denominatorLessOne)
        : _wide.GetHashCode();

    private static Rational AddWide(Rational left, Rational right) => Reduce(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
        left.Denominator * right.Denominator);

    private static Rational Reduce(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("a rational number needs a nonzero denominator");
        }

        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            common = -common;
        }

        return FromIntegers(numerator / common, denominator / common);
    }

    /// <summary>Stores a fraction that is already in lowest terms in the smaller representation that holds it.</summary>
    private static Rational FromIntegers(BigInteger numerator, BigInteger denominator) =>
        BigInteger.Abs(numerator) <= long.MaxValue && denominator <= long.MaxValue
            ? new Rational((long)numerator, (long)denominator)
            : new Rational(new Wide(numerator, denominator));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rational FromInt128(Int128 numerator, Int128 denominator) =>
        numerator <= long.MaxValue && numerator >= -long.MaxValue && denominator <= long.MaxValue
            ? new Rational((long)numerator, (long)denominator)
            : new Rational(new Wide((BigInteger)numerator, (BigInteger)denominator));

    private static long Gcd(long left, long right)
    {
        ulong a = (ulong)Math.Abs(left);
        ulong b = (ulong)Math.Abs(right);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return (long)a;
    }
}
