namespace Parley.Engines.Numerics;

/// <summary>
/// Elementary functions made of additions, multiplications and divisions in a fixed order, so that every machine gets the same
/// bits. Those of <see cref="Math"/> come from the platform and may differ in the last place from one to the next.
/// </summary>
/// <remarks>
/// The errors are a few units in the last place (a few times 1e-16 for sine and cosine, where it is absolute). Arguments are reduced
/// as Cody and Waite, Software Manual for the Elementary Functions (1980), describe; what is left goes into Taylor's series.
/// </remarks>
internal static class PortableFunctions
{
    private const double Log2E = 1.4426950408889634;
    private const double TwoOverPi = 0.6366197723675814;

    /// <summary>The logarithm of 2, as a number with trailing zeros and the rest, so that small multiples of the first are exact.</summary>
    private const double Log2Head = 0.693145751953125;
    private const double Log2Tail = 1.4286068203094172e-06;

    /// <summary>A quarter of the circle, in the same way.</summary>
    private const double QuarterHead = 1.57079632673412561417e+00;
    private const double QuarterTail = 6.07710050650619224932e-11;

    /// <summary>Below it the exponential is less than any normal number, and 0 is returned.</summary>
    private const double LeastExponent = -708;

    private const double GreatestExponent = 709;

    /// <summary>1/k! for k from 2 to 14: enough for arguments of at most log(2)/2.</summary>
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800,
        1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200,
    ];

    /// <summary>e to the power x; 0 below -708, infinity above 709.</summary>
    public static double Exp(double x)
    {
        if (!(x >= LeastExponent))
        {
            return double.IsNaN(x) ? x : 0;
        }

        if (x > GreatestExponent)
        {
            return double.PositiveInfinity;
        }

        double twos = Math.Round(x * Log2E);
        double rest = x - (twos * Log2Head) - (twos * Log2Tail);
        double sum = 0;
        ReadOnlySpan<double> coefficients = InverseFactorials;
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            sum = (sum * rest) + coefficients[k];
        }

        double fraction = 1 + (rest + (rest * rest * sum));

        // The exponent may be 1024 where the fraction is below 1, so that one factor would overflow.
        int half = (int)twos / 2;
        return fraction * PowerOfTwo(half) * PowerOfTwo((int)twos - half);
    }

    /// <summary>The natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        if (!double.IsNormal(x) || x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "the logarithm is taken of positive normal numbers");
        }

        const long Mantissa = (1L << 52) - 1;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int twos = (int)(bits >> 52) - 1023;
        double fraction = BitConverter.Int64BitsToDouble((bits & Mantissa) | (1023L << 52));
        if (fraction > 1.4142135623730951)
        {
            (fraction, twos) = (fraction / 2, twos + 1);
        }

        // log f = 2 (t + t^3/3 + t^5/5 + ...) with t = (f - 1)/(f + 1), at most 0.172 in size.
        double t = (fraction - 1) / (fraction + 1);
        double square = t * t;
        double sum = 0;
        for (int k = 23; k >= 3; k -= 2)
        {
            sum = (sum + (1.0 / k)) * square;
        }

        return (twos * Log2Head) + ((twos * Log2Tail) + (2 * t) + (2 * t * sum));
    }

    /// <summary>The sine of an angle in radians, of at most 100,000 in size.</summary>
    public static double Sin(double angle) => Circle(angle, 0);

    /// <summary>The cosine of an angle in radians, of at most 100,000 in size.</summary>
    public static double Cos(double angle) => Circle(angle, 1);

    /// <summary>The sine of an angle that is some quarters of the circle larger.</summary>
    private static double Circle(double angle, int quarters)
    {
        if (!(Math.Abs(angle) <= 1e5))
        {
            throw new ArgumentOutOfRangeException(nameof(angle), angle, "give an angle of at most 100,000 radians");
        }

        double turns = Math.Round(angle * TwoOverPi);
        double rest = angle - (turns * QuarterHead) - (turns * QuarterTail);
        int quarter = ((int)turns + quarters) & 3;
        double size = (quarter & 1) == 0 ? SmallSin(rest) : SmallCos(rest);
        return quarter >= 2 ? -size : size;
    }

    private static double SmallSin(double x)
    {
        double square = x * x;
        double sum = 0;
        for (int k = 19; k >= 3; k -= 2)
        {
            sum = -(sum + 1) * square / (k * (k - 1));
        }

        return x + (x * sum);
    }

    private static double SmallCos(double x)
    {
        double square = x * x;
        double sum = 0;
        for (int k = 20; k >= 4; k -= 2)
        {
            sum = -(sum + 1) * square / (k * (k - 1));
        }

        return 1 - (square / 2) - (square / 2 * sum);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
