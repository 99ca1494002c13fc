namespace Parley.Problems.Distributions;

/// <summary>
/// Integrals of the standard normal density over an interval that does not contain its peak, divided by the density
/// at the end nearest to the peak. They are ordinary numbers however far out the interval lies.
/// </summary>
/// <remarks>
/// The relative error is a few units in the last place. The two tails to infinity are Chebyshev series in
/// (u - 5) / (u + 5), the device of Shepherd and Laframboise, Mathematics of Computation 36 (1981); the coefficients
/// were computed with 40 digits. Cost: 30 multiplications for each tail.
/// </remarks>
internal static class NormalTail
{
    /// <summary>Where a density falls by less than exp(-0.7) over the interval, tails would cancel and a series does not.</summary>
    private const double ShortFall = 0.7;

    /// <summary>(1 + u) R(u), where R is Mills' ratio.</summary>
    private static ReadOnlySpan<double> Mills =>
    [
        1.1579976221305188, -0.1633449388451398, -0.013683136055781576, 0.03082200019810004,
        -0.016220073012046806, 0.005616691016460094, -0.0014133933783549216, 0.0002502625460725661,
        -2.468907239728387e-05, -1.0107964061837592e-06, 7.495419179740573e-07, -7.600274268728337e-08,
        -1.1574771441328644e-08, 3.333386472599843e-09, 7.538039628171347e-11, -1.1104247263727494e-10,
        3.509243776551059e-12, 3.6894953861750955e-12, -2.3376697776383095e-13, -1.3271797523541405e-13,
        9.921706995888276e-15, 5.276004995455379e-15, -3.373097694187922e-16, -2.2804338776379946e-16,
        7.496330565808626e-18, 1.0328041877290668e-17,
    ];

    /// <summary>(1 + u)² (1 - u R(u)).</summary>
    private static ReadOnlySpan<double> Excess =>
    [
        1.1786939013866438, -0.10125727962799318, -0.14865546208521888, 0.09816848778580152,
        -0.03171798898152607, 0.004118380306630206, 0.0013840174983079264, -0.0009838340353495313,
        0.0002948950492045316, -4.709260195140171e-05, 8.590029272920808e-07, 1.3554619080433912e-06,
        -2.3147555595831767e-07, -1.7075440607920013e-08, 9.949362873866235e-09, -2.4106464654592276e-10,
        -3.5666175303257516e-10, 2.8945226947362402e-11, 1.3016100717797053e-11, -1.5524538138949635e-12,
        -5.220930630315194e-13, 6.950184611901334e-14, 2.345944460700038e-14, -2.771885973444679e-15,
        -1.1544282194411682e-15, 9.116045274446132e-17, 5.955159763084836e-17, -1.4216719997436498e-18,
        -3.0664098216468877e-18,
    ];

    /// <summary>The integral of exp(-u s - s²/2) over s from 0 to a width: the mass of [u, u + width].</summary>
    /// <param name="u">The nearer end, at least 0.</param>
    /// <param name="width">At least 0.</param>
    public static double Mass(double u, double width)
    {
        double fall = width * (u + (width / 2));
        return fall < ShortFall
            ? ShortIntegral(u, width).Mass
            : MillsRatio(u) - (Math.Exp(-fall) * MillsRatio(u + width));
    }

    /// <summary>The integral of s exp(-u s - s²/2) over s from 0 to a width: the mass times its mean distance from u.</summary>
    /// <inheritdoc cref="Mass"/>
    public static double Moment(double u, double width)
    {
        double fall = width * (u + (width / 2));
        if (fall < ShortFall)
        {
            return ShortIntegral(u, width).Moment;
        }

        double end = u + width;
        return MeanExcess(u) - (Math.Exp(-fall) * (MeanExcess(end) + (width * MillsRatio(end))));
    }

    /// <summary>Mills' ratio: the tail beyond u divided by the density at u, for u &gt;= 0.</summary>
    public static double MillsRatio(double u) => Chebyshev(Mills, u) / (1 + u);

    /// <summary>exp(-u²/2), with u² rounded only in the end.</summary>
    public static double Fall(double u)
    {
        double square = u * u;
        return Math.Exp(-square / 2) * (1 - (Math.FusedMultiplyAdd(u, u, -square) / 2));
    }

    /// <summary>1 - u R(u): the integral of s exp(-u s - s²/2) over s from 0 to infinity.</summary>
    private static double MeanExcess(double u) => Chebyshev(Excess, u) / ((1 + u) * (1 + u));

    /// <summary>
    /// Both integrals over a short interval, by the power series around its middle m:
    /// exp(-m t - t²/2) is the sum of He_k(m) (-t)^k / k!.
    /// </summary>
    private static (double Mass, double Moment) ShortIntegral(double u, double width)
    {
        double half = width / 2;
        double slope = (u + half) * half;
        double curvature = half * half;
        double term = 1;
        double previous = 0;
        double even = 0;
        double odd = 0;
        for (int k = 0; Math.Abs(term) + Math.Abs(previous) > 1e-17; k++)
        {
            if (k % 2 == 0)
            {
                even += term / (k + 1);
            }
            else
            {
                odd += term / (k + 2);
            }

            (term, previous) = (((slope * term) - (curvature * previous)) / (k + 1), term);
        }

        double middle = Math.Exp(-half * (u + (half / 2)));
        return (width * middle * even, width * half * middle * (even - odd));
    }

    /// <summary>A Chebyshev series by Clenshaw's recurrence.</summary>
    private static double Chebyshev(ReadOnlySpan<double> coefficients, double u)
    {
        double at = double.IsPositiveInfinity(u) ? 1 : (u - 5) / (u + 5);
        double twice = 2 * at;
        double next = 0;
        double afterNext = 0;
        for (int k = coefficients.Length - 1; k > 0; k--)
        {
            (next, afterNext) = (coefficients[k] + (twice * next) - afterNext, next);
        }

        return coefficients[0] + (at * next) - afterNext;
    }
}
