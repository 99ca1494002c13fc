using Parley.Problems.Numbers;

namespace Parley.Engines.Numerics;

/// <summary>Short fractions near doubles of any size.</summary>
internal static class BinaryRounding
{
    /// <summary>Binary digits that are kept: short numbers, and what is lost is always checked exactly.</summary>
    private const int Digits = 40;

    /// <summary>The number rounded to so many binary digits, whatever its size.</summary>
    public static Rational Round(double value)
    {
        if (value == 0)
        {
            return Rational.Zero;
        }

        int shift = Digits - Math.ILogB(value);
        return Rational.FromDouble(Math.ScaleB(Math.Round(Math.ScaleB(value, shift)), -shift));
    }
}
