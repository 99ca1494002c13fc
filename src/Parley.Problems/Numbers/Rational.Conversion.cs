using System.Globalization;
using System.Numerics;

namespace Parley.Problems.Numbers;

public readonly partial struct Rational
{
    /// <summary>
    /// Decimal digits and decimal exponent that a written number may have. Far beyond any measurement, and small
    /// enough that no text can make the reader slow.
    /// </summary>
    public const int MaximumDigits = 300;

    /// <summary>The exact value of a finite double: every one is a rational with a power of two below.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "only a finite number is rational");
        }

        if (value == Math.Truncate(value) && Math.Abs(value) < 9e18)
        {
            return new Rational((long)value);
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        mantissa = exponent == 0 ? mantissa << 1 : mantissa | 0x10000000000000L;
        BigInteger signed = value < 0 ? -mantissa : mantissa;
        int shift = exponent - 1075;
        return shift >= 0
            ? new Rational(signed << shift, BigInteger.One)
            : new Rational(signed, BigInteger.One << -shift);
    }

    /// <summary>
    /// The double nearest to this number (ties to even), as IEEE 754 rounds; infinite beyond the largest double.
    /// </summary>
    public double ToDouble()
    {
        const long exactlyHeld = 1L << 53;
        if (_wide is null && Math.Abs(_numerator) <= exactlyHeld && Low <= exactlyHeld)
        {
            return (double)_numerator / Low;
        }

        // Scale so that the integer quotient has 66 bits or more: 53 are kept, the rest and the remainder round.
        BigInteger numerator = BigInteger.Abs(Numerator);
        BigInteger denominator = Denominator;
        int scale = 66 - ((int)numerator.GetBitLength() - (int)denominator.GetBitLength());
        scale = Math.Min(scale, 1076); // the smallest subnormal is 2^-1074: nothing below its half matters
        BigInteger quotient = scale >= 0
            ? BigInteger.DivRem(numerator << scale, denominator, out BigInteger remainder)
            : BigInteger.DivRem(numerator, denominator << -scale, out remainder);
        int drop = Math.Max((int)quotient.GetBitLength() - 53, scale - 1074);
        BigInteger half = drop > 0 ? BigInteger.One << (drop - 1) : BigInteger.Zero;
        BigInteger kept = drop > 0 ? quotient >> drop : quotient;
        BigInteger rest = drop > 0 ? quotient - (kept << drop) : BigInteger.Zero;
        bool up = drop > 0 && (rest > half || (rest == half && (!remainder.IsZero || !kept.IsEven)));
        double magnitude = Math.ScaleB((double)(up ? kept + 1 : kept), Math.Max(drop, 0) - scale);
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>
    /// Reads <c>3</c>, <c>-0.25</c>, <c>1e-3</c> or <c>2/5</c> exactly.
    /// </summary>
    /// <returns>False where the text is none of these, divides by zero, or is longer than <see cref="MaximumDigits"/> allows.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        text = text.Trim();
        int slash = text.IndexOf('/');
        if (slash < 0)
        {
            return TryParseDecimal(text, out value);
        }

        if (!TryParseInteger(text[..slash].TrimEnd(), signed: true, out BigInteger numerator)
            || !TryParseInteger(text[(slash + 1)..].TrimStart(), signed: false, out BigInteger denominator)
            || denominator.IsZero)
        {
            return false;
        }

        value = new Rational(numerator, denominator);
        return true;
    }

    /// <summary>Reads what <see cref="TryParse"/> reads.</summary>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static Rational Parse(string text) => TryParse(text, out Rational value)
        ? value
        : throw new FormatException($"'{text}' is not a number such as 3, 0.25, 1e-3 or 2/5");

    /// <summary>The number in lowest terms, such as <c>10/3</c>, <c>1/4</c> or <c>-7</c>.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : $"{Numerator.ToString(CultureInfo.InvariantCulture)}/{Denominator.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>
    /// The number as people write it: a decimal where at most <paramref name="digits"/> digits after the point
    /// write it exactly (<c>0.25</c>), otherwise the fraction (<c>10/3</c>).
    /// </summary>
    public string ToShortString(int digits = 4)
    {
        BigInteger scale = BigInteger.Pow(10, digits);
        if (IsInteger || !(scale % Denominator).IsZero)
        {
            return ToString();
        }

        string scaled = BigInteger.Abs(Numerator * (scale / Denominator)).ToString(CultureInfo.InvariantCulture)
            .PadLeft(digits + 1, '0');
        string decimals = scaled[^digits..].TrimEnd('0');
        return $"{(Sign < 0 ? "-" : "")}{scaled[..^digits]}.{decimals}";
    }

    private static bool TryParseInteger(ReadOnlySpan<char> text, bool signed, out BigInteger value)
    {
        value = default;
        ReadOnlySpan<char> digits = signed && text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        return digits.Length is > 0 and <= MaximumDigits
            && !digits.ContainsAnyExceptInRange('0', '9')
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        int exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            ReadOnlySpan<char> written = text[(mark + 1)..];
            if (written.Length > 5
                || !TryParseInteger(written, signed: true, out BigInteger power)
                || BigInteger.Abs(power) > MaximumDigits)
            {
                return false;
            }

            exponent = (int)power;
            text = text[..mark];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> decimals = point < 0 ? [] : text[(point + 1)..];
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        if (whole.Length + decimals.Length > MaximumDigits + 1 || (point >= 0 && decimals is not [>= '0' and <= '9', ..]))
        {
            return false;
        }

        // ".5" and "-.5" are read as people mean them; the digits are joined and the point becomes an exponent.
        string joined = string.Concat(whole, decimals);
        if (!TryParseInteger(joined, signed: true, out BigInteger digits))
        {
            return false;
        }

        int scale = exponent - decimals.Length;
        value = scale >= 0
            ? new Rational(digits * BigInteger.Pow(10, scale), BigInteger.One)
            : new Rational(digits, BigInteger.Pow(10, -scale));
        return true;
    }
}
