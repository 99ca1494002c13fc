namespace Parley.Problems.Distributions;

/// <summary>Logarithms and exponentials near 1, where the plain functions lose their digits.</summary>
internal static class Logarithm
{
    /// <summary>ln(1 + x) for x &gt; -1, to two units in the last place.</summary>
    /// <remarks>W. Kahan's correction, in Goldberg, What every computer scientist should know about floating-point arithmetic (1991), theorem 4.</remarks>
    public static double OfOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : x * (Math.Log(sum) / (sum - 1));
    }

    /// <summary>exp(x) - 1, to a few units in the last place.</summary>
    /// <remarks>W. Kahan's correction, in Higham, Accuracy and Stability of Numerical Algorithms, section 1.14.1.</remarks>
    public static double ExponentialLessOne(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power - 1 is -1 or > 1 ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>u - ln(1 + u), which is never negative, with relative accuracy.</summary>
    /// <param name="u">More than -1.</param>
    /// <param name="sum">1 + u, computed where it is accurate even if u is near -1.</param>
    public static double Deviance(double u, double sum)
    {
        if (Math.Abs(u) > 0.5)
        {
            return u - Math.Log(sum);
        }

        // ln(1 + u) = 2 artanh r with r = u / (2 + u), and u - 2 r = u r.
        double r = u / (2 + u);
        double square = r * r;
        double power = square;
        double series = 0;
        for (int odd = 3; power > 1e-18 * square; odd += 2)
        {
            series += power / odd;
            power *= square;
        }

        return r * (u - (2 * series));
    }
}
