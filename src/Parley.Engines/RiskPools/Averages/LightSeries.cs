using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Parley.Engines.Numerics;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// The coefficients of <c>-log E exp(-z e^(theta q)) = sum over k of l_k(theta) z^k</c>, the cumulants of e^(theta q) with signs and over
/// factorials, as Chebyshev series in theta.
/// </summary>
/// <remarks>
/// With Y = e^(theta q) at most y, and r = z y at most 1 in absolute value, <c>|E exp(-z (Y - EY)) - 1| &lt;= r^2/2 e^r Var(Y)/y^2 &lt;= e/8</c>. So the
/// logarithm is at most <see cref="Bound"/> in absolute value there, and by Cauchy's estimate what the series leaves out after <see cref="Terms"/>
/// terms is at most <c>Bound a^(Terms + 1)/(1 - a)</c> at a = z y (<see cref="Remainder"/>).
/// Coefficients are entire in theta, and on the ellipse of 8 about a panel at most <c>0.68 (2.86 e^(5/4))^k y^k</c>; twenty Chebyshev terms then
/// leave less than 1e-17 of y for k = 1 and, times the a^k that they come with, less for the others.
/// </remarks>
internal sealed class LightSeries
{
    /// <summary>Terms of the series in z: four vectors of four.</summary>
    public const int Terms = 16;

    /// <summary>Where the series is used: z times the largest e^(theta q).</summary>
    public const double LargestArgument = 0.08;

    /// <summary>-log(1 - e/8).</summary>
    private const double Bound = 0.416;

    private const int Degree = 20;

    /// <summary>A panel's half-length, times the largest share.</summary>
    private const double HalfLength = 0.25;

    /// <summary>The largest theta for which there are coefficients, times the largest share.</summary>
    private const double Largest = 20;

    /// <summary>The least, for gains.</summary>
    private const double Least = -3;

    private readonly double _half;
    private readonly double _low;
    private readonly double[][] _panels;

    /// <summary>The coefficients for a share. Cost: about a million exponentials.</summary>
    public LightSeries(int members)
    {
        Reach = BetaPanels.ReachOf(members);
        _half = HalfLength / Reach;
        _low = Least / Reach;
        _panels = new double[(int)((Largest - Least) / (2 * HalfLength))][];
        var nodes = new BetaPanels(members, (int)Math.Ceiling(Largest));
        Parallel.For(0, _panels.Length, panel => _panels[panel] = Panel(nodes, panel));
    }

    /// <summary>The largest share.</summary>
    public double Reach { get; }

    /// <summary>True where there are coefficients for a theta.</summary>
    public bool Covers(double theta) => theta * Reach > Least && theta * Reach < Largest;

    /// <summary>What the series leaves out at z e^(largest theta q) = argument.</summary>
    public static double Remainder(double argument) => Bound * Math.Pow(argument, Terms + 1) / (1 - argument);

    /// <summary>Adds <c>p^k l_k(theta)</c> for k = 1, 2, .. to sums.</summary>
    /// <param name="theta">A covered theta.</param>
    /// <param name="probability">The p.</param>
    /// <param name="sums">The sums, <see cref="Terms"/> of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double theta, double probability, Span<double> sums)
    {
        int panel = (int)((theta - _low) / (2 * _half));
        double x = ((theta - _low) / _half) - (2 * panel) - 1;
        ReadOnlySpan<Vector256<double>> rows = MemoryMarshal.Cast<double, Vector256<double>>(_panels[panel].AsSpan());
        Span<Vector256<double>> totals = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        (Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) = (rows[0], rows[1], rows[2], rows[3]);
        (double before, double now) = (1, x);
        for (int degree = 1; degree < Degree; degree++)
        {
            Vector256<double> factor = Vector256.Create(now);
            a += factor * rows[4 * degree];
            b += factor * rows[(4 * degree) + 1];
            c += factor * rows[(4 * degree) + 2];
            d += factor * rows[(4 * degree) + 3];
            (before, now) = (now, (2 * x * now) - before);
        }

        double square = probability * probability;
        Vector256<double> power = Vector256.Create(probability, square, square * probability, square * square);
        Vector256<double> four = Vector256.Create(square * square);
        totals[0] += power * a;
        power *= four;
        totals[1] += power * b;
        power *= four;
        totals[2] += power * c;
        power *= four;
        totals[3] += power * d;
    }

    /// <summary>Chebyshev coefficients from the values at the Chebyshev points: rows by degree.</summary>
    private double[] Panel(BetaPanels nodes, int panel)
    {
        double middle = _low + (_half * ((2 * panel) + 1));
        double[] coefficients = new double[Degree * Terms];
        for (int j = 0; j < Degree; j++)
        {
            double angle = Math.PI * (j + 0.5) / Degree;
            double[] values = Coefficients(nodes, middle + (_half * PortableFunctions.Cos(angle)));
            for (int degree = 0; degree < Degree; degree++)
            {
                double factor = (degree == 0 ? 1.0 : 2.0) / Degree * PortableFunctions.Cos(degree * angle);
                for (int k = 0; k < Terms; k++)
                {
                    coefficients[(degree * Terms) + k] += factor * values[k];
                }
            }
        }

        return coefficients;
    }

    /// <summary>The coefficients at one theta, from moments about the mean.</summary>
    private static double[] Coefficients(BetaPanels nodes, double theta)
    {
        double largest = Math.Exp(Math.Max(theta, 0) * nodes.Reach);
        double mean = 0;
        double[] values = new double[nodes.Count * BetaPanels.NodesInPanel];
        for (int panel = 0; panel < nodes.Count; panel++)
        {
            ReadOnlySpan<double> weights = nodes.Weights(panel);
            for (int k = 0; k < weights.Length; k++)
            {
                double value = Math.Exp(theta * ((panel * nodes.Length) + nodes.Offsets[k])) / largest;
                values[(panel * BetaPanels.NodesInPanel) + k] = value;
                mean += weights[k] * value;
            }
        }

        double[] moments = new double[Terms + 1];
        for (int panel = 0; panel < nodes.Count; panel++)
        {
            ReadOnlySpan<double> weights = nodes.Weights(panel);
            for (int k = 0; k < weights.Length; k++)
            {
                double difference = mean - values[(panel * BetaPanels.NodesInPanel) + k];
                double power = weights[k];
                for (int order = 1; order <= Terms; order++)
                {
                    power *= difference / order;
                    moments[order] += power;
                }
            }
        }

        // E exp(z (EY - Y)) = sum of moments z^k; the logarithm's series follows from k l_k = k m_k - sum of j l_j m_(k-j).
        double[] logs = new double[Terms];
        moments[1] = 0;
        double scale = 1;
        for (int order = 1; order <= Terms; order++)
        {
            double sum = order * moments[order];
            for (int j = 1; j < order; j++)
            {
                sum -= j * logs[j - 1] * moments[order - j];
            }

            logs[order - 1] = sum / order;
        }

        for (int order = 1; order <= Terms; order++)
        {
            scale *= largest;
            logs[order - 1] = (order == 1 ? mean : -logs[order - 1]) * scale;
        }

        return logs;
    }
}
