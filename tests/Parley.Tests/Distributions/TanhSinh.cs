namespace Parley.Tests.Distributions;

/// <summary>Tanh-sinh quadrature (Takahasi and Mori, 1974), which does not mind singular ends.</summary>
internal static class TanhSinh
{
    public static double Integral(Func<double, double> function, double low, double high)
    {
        const double step = 1.0 / 64;
        double length = high - low;
        double sum = 0;
        for (int index = -300; index <= 300; index++)
        {
            double at = index * step;
            double exponential = Math.Exp(-Math.PI * Math.Sinh(Math.Abs(at)));
            double fraction = exponential / (1 + exponential);
            double weight = Math.PI * Math.Cosh(at) * fraction / (1 + exponential);
            double value = at < 0 ? low + (fraction * length) : high - (fraction * length);
            if (weight > 0 && value > low && value < high)
            {
                sum += weight * function(value);
            }
        }

        return sum * step * length;
    }

    /// <summary>The integral from the first knot to a value, knot by knot; the function is told the piece.</summary>
    public static double Integral(Func<double, int, double> function, IReadOnlyList<double> knots, double value)
    {
        double sum = 0;
        for (int piece = 0; piece + 1 < knots.Count && knots[piece] < value; piece++)
        {
            int within = piece;
            sum += Integral(at => function(at, within), knots[piece], Math.Min(knots[piece + 1], value));
        }

        return sum;
    }
}
