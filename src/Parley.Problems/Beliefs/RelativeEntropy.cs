using Parley.Problems.Distributions;

namespace Parley.Problems.Beliefs;

/// <summary>The relative entropy (Kullback-Leibler divergence) of one prior to another.</summary>
internal static class RelativeEntropy
{
    /// <summary>
    /// KL(q, v) in nats, as the sum of <c>q log(q/v) - q + v</c>, whose terms are at least 0, so that nothing cancels between
    /// priors that nearly agree. Positive infinity where q has mass in a scenario that v holds impossible. Numbers of q below 0
    /// count as 0.
    /// </summary>
    public static double Of(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior)
    {
        double sum = 0;
        double rest = 0;
        for (int s = 0; s < tilt.Length; s++)
        {
            double term = Term(tilt[s], prior[s]);
            if (double.IsPositiveInfinity(term))
            {
                return term;
            }

            Expectation.Add(term, ref sum, ref rest);
        }

        return sum + rest;
    }

    private static double Term(double q, double v)
    {
        if (q <= 0)
        {
            return v;
        }

        if (v <= 0)
        {
            return double.PositiveInfinity;
        }

        double u = (v - q) / q;
        return Math.Abs(u) <= 0.5 ? q * Logarithm.Deviance(u, 1 + u) : v - q + (q * (Math.Log(q) - Math.Log(v)));
    }
}
