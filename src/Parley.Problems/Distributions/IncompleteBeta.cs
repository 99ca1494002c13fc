namespace Parley.Problems.Distributions;

/// <summary>
/// The regularised incomplete beta function I_x(a, b), with x and 1 - x given separately so that nothing is lost at
/// either end.
/// </summary>
/// <remarks>
/// The relative error is a few units in the last place, times 1 + |ln I| where the value is tiny. Where a or b is far
/// below 1, the tail that is found as 1 minus the other has an absolute error of 2e-15 even if it is as small as
/// 0.002. Cost: a continued fraction of about 10 to 30 steps, and up to a few hundred where a and b are thousands.
/// </remarks>
internal sealed class IncompleteBeta
{
    /// <summary>Far beyond the number of steps that any supported parameters need.</summary>
    private const int MaximumSteps = 100_000;

    private readonly double _a;
    private readonly double _b;
    private readonly double _scale;

    /// <summary>The function for positive a and b.</summary>
    public IncompleteBeta(double a, double b)
    {
        (_a, _b) = (a, b);
        _scale = Math.Sqrt(a / (a + b) * b / (2 * Math.PI)) * Math.Exp(StirlingError.Of(a + b) - StirlingError.Of(a) - StirlingError.Of(b));
    }

    /// <summary>I_x(a, b).</summary>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="y">1 - x.</param>
    public double Lower(double x, double y) => x <= 0 ? 0 : y <= 0 ? 1 : IsLow(x) ? LowerTail(x, y) : 1 - UpperTail(x, y);

    /// <summary>1 - I_x(a, b).</summary>
    /// <inheritdoc cref="Lower"/>
    public double Upper(double x, double y) => x <= 0 ? 1 : y <= 0 ? 0 : IsLow(x) ? 1 - LowerTail(x, y) : UpperTail(x, y);

    /// <summary>x^a y^b / B(a, b), for x and y above 0.</summary>
    /// <remarks>
    /// Loader's saddle-point form (Fast and accurate computation of binomial probabilities, 2000): the large powers
    /// are written as deviances from the mean, so that they do not cancel.
    /// </remarks>
    public double Kernel(double x, double y)
    {
        double excess = Excess(_a, _b, x, y);
        double sum = _a + _b;
        double deviance = (_a * Logarithm.Deviance(excess / _a, sum * (x / _a))) + (_b * Logarithm.Deviance(-excess / _b, sum * (y / _b)));
        return _scale * Math.Exp(-deviance);
    }

    /// <summary>Whether the continued fraction converges fast at x, rather than the one for 1 - x.</summary>
    private bool IsLow(double x) => x * (_a + _b + 2) <= _a + 1;

    private double LowerTail(double x, double y) => Math.Min(Kernel(x, y) / Fraction(_a, _b, x, y), 1);

    private double UpperTail(double x, double y) => Math.Min(Kernel(x, y) / Fraction(_b, _a, y, x), 1);

    /// <summary>b x - a y, rounded once: a difference of products by Kahan.</summary>
    private static double Excess(double a, double b, double x, double y)
    {
        double product = a * y;
        return Math.FusedMultiplyAdd(b, x, -product) + Math.FusedMultiplyAdd(-a, y, product);
    }

    /// <summary>x^a y^b / B(a, b) divided by I_x(a, b): a continued fraction, by Lentz's method as modified by Thompson and Barnett.</summary>
    /// <remarks>DiDonato and Morris, Algorithm 708, ACM Transactions on Mathematical Software 18 (1992), equation (9).</remarks>
    private static double Fraction(double a, double b, double x, double y)
    {
        double gap = 1 - Excess(a, b, x, y);
        double value = a * gap / (a + 1);
        double above = value;
        double below = 0;
        for (int m = 1; m < MaximumSteps; m++)
        {
            double odd = a + (2 * m) - 1;
            double numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
            double denominator = m + (m * (b - m) * x / odd) + ((a + m) * (gap + (m * (1 + y))) / (odd + 2));
            below = 1 / (denominator + (numerator * below));
            above = denominator + (numerator / above);
            double factor = above * below;
            value *= factor;
            if (Math.Abs(factor - 1) <= 2.3e-16)
            {
                return value;
            }
        }

        throw new InvalidOperationException($"the continued fraction of I_{x}({a}, {b}) did not converge");
    }
}
