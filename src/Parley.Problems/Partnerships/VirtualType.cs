using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// Weighted virtual types before ironing: t + sign (1 - alpha) T(t) / f(t), where T is F for a seller (sign 1) and
/// 1 - F for a buyer (sign -1).
/// </summary>
/// <remarks>Source: Loertscher and Marx, online appendix B.4.</remarks>
internal static class VirtualType
{
    /// <summary>
    /// Newton's method squares the error, so a step this short is the last: relative to the distance to the ends of the piece, and to
    /// the distance in which the density changes by a factor of e.
    /// </summary>
    private const double LastStep = 1e-8;

    private const int MostSteps = 200;

    /// <summary>
    /// Where the inverse hazard exceeds what it should be by this factor, it grows like an exponential, along which Newton's method
    /// crawls; its logarithm is then nearly straight. Of the two steps the longer is taken: neither passes the root.
    /// </summary>
    private const double Steep = 4;

    /// <summary>The virtual type of a value on a piece of the distribution; infinite where the density vanishes.</summary>
    public static double At(Distribution type, int piece, int sign, double complement, double value)
    {
        double tail = sign > 0 ? type.Cdf(value) : type.Survival(value);
        return complement == 0 ? value : value + (sign * complement * Ratio(tail, type.Density(value, piece)));
    }

    /// <summary>The derivative of the virtual type on a piece; not a number where the density is 0 throughout.</summary>
    /// <remarks>
    /// Where the density is infinite, T / f vanishes and its derivative is that of a root: negative infinity, unless T is 0 there.
    /// </remarks>
    public static double Slope(Distribution type, int piece, int sign, double complement, double value)
    {
        double tail = sign > 0 ? type.Cdf(value) : type.Survival(value);
        double density = type.Density(value, piece);
        return tail == 0 ? 1 + complement
            : double.IsPositiveInfinity(density) ? double.NegativeInfinity
            : 1 + (complement * (1 - (sign * (tail / density) * type.LogDensitySlope(value, piece))));
    }

    /// <summary>
    /// The value in [low, high] whose virtual type is x, by Newton's method inside a shrinking bracket, where the virtual
    /// type crosses x once, upwards.
    /// </summary>
    /// <param name="type">The distribution.</param>
    /// <param name="piece">The piece of the distribution that holds low and high.</param>
    /// <param name="sign">1 for a seller, -1 for a buyer.</param>
    /// <param name="complement">1 - alpha.</param>
    /// <param name="x">The virtual type.</param>
    /// <param name="low">The lower end of the bracket.</param>
    /// <param name="high">The upper end of the bracket.</param>
    /// <param name="value">In: a guess. Out: the value.</param>
    /// <param name="below">The cdf at the value.</param>
    /// <param name="density">The density at the value.</param>
    /// <returns>The derivative of the value with respect to x; 0 where the virtual type is vertical.</returns>
    public static double Invert(
        Distribution type, int piece, int sign, double complement, double x, double low, double high, ref double value, out double below, out double density)
    {
        double t = value > low && value < high ? value : low + ((high - low) / 2);
        double slope = 1;
        double tail = 0;
        density = 0;
        for (int count = 0; count < MostSteps; count++)
        {
            tail = sign > 0 ? type.Cdf(t) : type.Survival(t);
            density = type.Density(t, piece);
            double ratio = Ratio(tail, density);
            double excess = t + (sign * complement * ratio) - x;
            double logSlope = type.LogDensitySlope(t, piece);
            slope = 1 + (complement * (1 - (sign * ratio * logSlope)));
            (low, high) = excess < 0 ? (t, high) : (low, t);
            double next = t - (excess / slope);
            double gap = sign * (x - t);
            if (gap > 0 && complement * ratio > Steep * gap)
            {
                double byLogarithm = t - (Math.Log(complement * ratio / gap) / ((sign / ratio) - logSlope + (sign / gap)));
                next = Math.Abs(byLogarithm - t) > Math.Abs(next - t) ? byLogarithm : next;
            }

            if (next == t)
            {
                break;
            }

            if (!(next > low && next < high))
            {
                next = low + ((high - low) / 2);
                if (!(next > low && next < high))
                {
                    break;
                }
            }
            else if (Math.Abs(next - t) <= LastStep * Math.Min(Math.Min(next - type.Knots[piece], type.Knots[piece + 1] - next), 1 / Math.Abs(logSlope)))
            {
                double there = type.Density(next, piece);
                tail += sign * (density + there) / 2 * (next - t);
                (t, density) = (next, there);
                slope = 1 + (complement * (1 - (sign * Ratio(tail, density) * type.LogDensitySlope(t, piece))));
                break;
            }

            t = next;
        }

        value = t;
        below = sign > 0 ? tail : 1 - tail;
        return slope > 0 && double.IsFinite(slope) ? 1 / slope : 0;
    }

    private static double Ratio(double tail, double density) => tail == 0 || double.IsPositiveInfinity(density) ? 0 : tail / density;
}
