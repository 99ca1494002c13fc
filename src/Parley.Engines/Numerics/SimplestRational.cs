using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Engines.Numerics;

/// <summary>Guesses exact numbers from doubles.</summary>
internal static class SimplestRational
{
    /// <summary>The rational with the smallest denominator within a distance of a number (the first on its path in the Stern-Brocot tree).</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="distance">At least 0.</param>
    public static Rational Near(double value, double distance)
    {
        Rational centre = Rational.FromDouble(value);
        Rational radius = Rational.FromDouble(distance);
        return Between(centre - radius, centre + radius);
    }

    /// <summary>The rational with the smallest denominator from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static Rational Between(Rational low, Rational high)
    {
        if (low.Sign <= 0 && high.Sign >= 0)
        {
            return Rational.Zero;
        }

        return low.Sign < 0 ? -Positive(-high, -low) : Positive(low, high);
    }

    /// <summary>Continued fractions: the integer part is shared or the next integer lies between.</summary>
    private static Rational Positive(Rational low, Rational high)
    {
        Rational whole = BigInteger.Divide(low.Numerator, low.Denominator);
        if (whole == low)
        {
            return whole;
        }

        return whole + 1 <= high ? whole + 1 : whole + Positive((high - whole).Reciprocal(), (low - whole).Reciprocal()).Reciprocal();
    }
}
