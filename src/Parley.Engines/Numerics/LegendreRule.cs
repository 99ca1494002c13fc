namespace Parley.Engines.Numerics;

/// <summary>
/// Gauss-Legendre rules on [-1, 1] with a look at the last Legendre coefficient of the integrand, which tells whether it
/// was smooth enough for the rule.
/// </summary>
internal sealed class LegendreRule
{
    private LegendreRule(int count)
    {
        Nodes = new double[count];
        Weights = new double[count];
        Tail = new double[count];
        for (int k = 0; k < count; k++)
        {
            double x = -Math.Cos(Math.PI * (k + 0.75) / (count + 0.5));
            double slope = 0;
            for (int step = 0; step < 100; step++)
            {
                (double value, _, slope) = Polynomial(count, x);
                double next = x - (value / slope);
                if (Math.Abs(next - x) < 1e-16)
                {
                    break;
                }

                x = next;
            }

            (Nodes[k], Weights[k]) = (x, 2 / ((1 - (x * x)) * slope * slope));
            (_, double previous, _) = Polynomial(count, x);
            Tail[k] = Weights[k] * previous * ((2 * count) - 1) / 2;
        }
    }

    /// <summary>6 nodes: exact for polynomials up to degree 11.</summary>
    public static LegendreRule Six { get; } = new(6);

    /// <summary>16 nodes: exact for polynomials up to degree 31.</summary>
    public static LegendreRule Sixteen { get; } = new(16);

    /// <summary>The nodes, increasing.</summary>
    public double[] Nodes { get; }

    /// <summary>The weights; they sum to 2.</summary>
    public double[] Weights { get; }

    /// <summary>What sums an integrand's values to its Legendre coefficient of degree count - 1.</summary>
    public double[] Tail { get; }

    /// <summary>The Legendre polynomial of a degree, the one before it, and the derivative of the first.</summary>
    private static (double Value, double Previous, double Slope) Polynomial(int degree, double x)
    {
        (double value, double previous) = (1, 0);
        for (int k = 1; k <= degree; k++)
        {
            (value, previous) = (((((2 * k) - 1) * x * value) - ((k - 1) * previous)) / k, value);
        }

        return (value, previous, degree * (previous - (x * value)) / (1 - (x * x)));
    }
}
