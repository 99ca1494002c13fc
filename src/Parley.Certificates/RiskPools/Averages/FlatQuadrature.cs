using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Averages;

/// <summary>
/// The mean of an entropic utility over the flat measure, directly: <c>E log Z = integral over u of exp(-e^u) - product over s of E exp(-e^(u + log p_s - g X_s q))</c>, by
/// two interlaced trapezoidal rules in u and a <see cref="ScenarioTransform"/> for every scenario and every u. For pools of moderate size.
/// </summary>
internal static class FlatQuadrature
{
    private const double FirstStep = 0.25;

    /// <summary>About how many exponentials all members take.</summary>
    public static double Cost(RiskPool pool)
    {
        double largest = 0;
        foreach (double total in pool.Total)
        {
            largest = Math.Max(largest, Math.Abs(total));
        }

        double cost = 0;
        foreach (Member member in pool.Members)
        {
            if (member.Utility is Entropic entropic)
            {
                double span = entropic.RiskAversion * largest;
                cost += (60 + span) / FirstStep * pool.Scenarios * 30 * (1 + (Math.Min(span, 46) / 1.5));
            }
        }

        return cost;
    }

    /// <summary>The mean, and how far it may be off, both in money.</summary>
    public static (double Value, double Error) Of(double riskAversion, ReadOnlySpan<double> total, ReadOnlySpan<double> prior, int members, CancellationToken cancellation)
    {
        double steepest = 0;
        double lowest = double.NegativeInfinity;
        double[] slopes = new double[total.Length];
        for (int s = 0; s < total.Length; s++)
        {
            slopes[s] = -riskAversion * total[s];
            steepest = prior[s] > 0 ? Math.Max(steepest, slopes[s]) : steepest;
            lowest = prior[s] > 0 ? Math.Max(lowest, Math.Log(prior[s]) + Math.Min(slopes[s], 0)) : lowest;
        }

        var transform = new ScenarioTransform(members);
        double[] priors = prior.ToArray();
        double Integrand(double u)
        {
            cancellation.ThrowIfCancellationRequested();
            double log = 0;
            for (int s = 0; s < slopes.Length && log > -45; s++)
            {
                log += priors[s] > 0 ? Math.Log(Math.Max(1 - transform.Complement(u + Math.Log(priors[s]), slopes[s]), 1e-300)) : 0;
            }

            return Math.Exp(-Math.Exp(u)) - Math.Exp(log);
        }

        // Below, both functions are 1 but for less than e^-34; above, 0.
        (double low, double high) = (-36 - steepest, 4 - Math.Min(0, lowest));
        return Integral(Integrand, low, high) is var (value, error) ? (0 - (value / riskAversion), error / riskAversion) : default;
    }

    /// <summary>Two trapezoidal sums, the nodes of one between those of the other: for such integrands they converge faster than any power.</summary>
    private static (double Value, double Error) Integral(Func<double, double> integrand, double low, double high)
    {
        int count = (int)Math.Ceiling((high - low) / FirstStep);
        double step = (high - low) / count;
        double first = 0;
        double between = 0;
        for (int k = 0; k < count; k++)
        {
            first += integrand(low + (k * step));
            between += integrand(low + ((k + 0.5) * step));
        }

        // Two rules that know nothing of one another: nodes, and the points between them.
        double value = step * (first + between) / 2;
        return (value, (step * Math.Abs(first - between)) + (1e-11 * (high - low)));
    }
}
