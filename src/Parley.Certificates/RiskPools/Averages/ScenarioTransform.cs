using Parley.Certificates.Partnerships;

namespace Parley.Certificates.RiskPools.Averages;

/// <summary>
/// The transform <c>E exp(-e^(w + slope q))</c> over a share q of Beta(1, n - 1), from the other side: e^(w + slope q) is compared with an
/// exponential variable, whose logarithm x has the density <c>e^(x - e^x)</c>, so that only the distribution of q is needed.
/// </summary>
internal sealed class ScenarioTransform(int members)
{
    private const double Low = -42;
    private const double High = 4.5;
    private const double Panel = 1.5;

    /// <summary>Mean shares that matter, and those that a panel may span.</summary>
    private const double Farthest = 46;
    private const double Fall = 10;

    /// <summary>One less the transform.</summary>
    public double Complement(double w, double slope)
    {
        if (slope == 0)
        {
            return Lost(w);
        }

        // Certain below the least of w + slope q, and possible up to its greatest; larger shares have less than e^-46 of the mass.
        double reach = Math.Min(1, Farthest / (members - 1));
        (double least, double most) = (w + Math.Min(slope * reach, 0), w + Math.Max(slope * reach, 0));
        (double from, double to) = (Math.Clamp(least, Low, High), Math.Clamp(most, Low, High));
        int panels = (int)Math.Ceiling((to - from) * Math.Max(1 / Panel, (members - 1) / (Fall * Math.Abs(slope))));
        double half = panels == 0 ? 0 : (to - from) / panels / 2;
        double sum = least > Low ? Lost(Math.Min(least, High)) : 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = from + (((2 * panel) + 1) * half);
            for (int node = 0; node < KronrodRule.Count; node++)
            {
                double x = middle + (half * KronrodRule.Nodes[node]);
                double beyond = Math.Exp((members - 1) * Math.Log(Math.Max(1e-300, 1 - ((x - w) / slope)))); // P(q > (x - w)/slope)
                sum += half * KronrodRule.Weights[node] * Math.Exp(x - Math.Exp(x)) * (slope > 0 ? beyond : 1 - beyond);
            }
        }

        return Math.Min(sum, 1);
    }

    /// <summary>1 - exp(-e^x): the chance that the exponential variable is below e^x.</summary>
    private static double Lost(double x)
    {
        double z = Math.Exp(x);
        return z < 1e-5 ? z * (1 - (z / 2)) : 1 - Math.Exp(-z);
    }
}
