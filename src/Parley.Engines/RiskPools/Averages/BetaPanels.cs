using Parley.Engines.Numerics;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// The share q of one of n members, Beta(1, n - 1), cut where less than 1e-20 of its mass lies beyond, as Gauss-Legendre nodes in equal panels.
/// </summary>
/// <remarks>
/// A panel is at most 8 mean shares long, so that over it the density falls by no more than a factor of e^8, which
/// <see cref="NodesInPanel"/> nodes integrate to the last place together with any function whose logarithm changes by no more.
/// </remarks>
internal sealed class BetaPanels
{
    /// <summary>Nodes in each panel; a multiple of four.</summary>
    public const int NodesInPanel = 16;

    /// <summary>The logarithm of the mass that is cut off.</summary>
    public const double LogCut = -46.1;

    /// <summary>The longest panel, in mean shares.</summary>
    private const double Longest = 8;

    private readonly double[] _weights;

    /// <summary>Nodes of a share.</summary>
    /// <param name="members">How many members there are; at least 2.</param>
    /// <param name="least">The least number of panels.</param>
    public BetaPanels(int members, int least)
    {
        Members = members;
        Reach = ReachOf(members);
        Count = Math.Max(least, LeastCount(members));
        Length = Reach / Count;
        (double[] nodes, double[] weights) = (LegendreRule.Sixteen.Nodes, LegendreRule.Sixteen.Weights);
        Offsets = [.. nodes.Select(node => Length * (1 + node) / 2)];
        _weights = new double[Count * NodesInPanel];
        for (int panel = 0; panel < Count; panel++)
        {
            for (int k = 0; k < NodesInPanel; k++)
            {
                double share = (panel * Length) + Offsets[k];
                _weights[(panel * NodesInPanel) + k] = weights[k] * Length / 2 * Density(share);
            }
        }

        // The mass is 1 but for what is cut off: this takes out what rounding makes of the rule's weights in common.
        double mass = Sum(_weights);
        for (int k = 0; k < _weights.Length; k++)
        {
            _weights[k] /= mass;
        }
    }

    /// <summary>A sum of halves of halves, whose rounding grows with the logarithm of the count.</summary>
    private static double Sum(ReadOnlySpan<double> terms) => terms.Length == 1 ? terms[0] : Sum(terms[..(terms.Length / 2)]) + Sum(terms[(terms.Length / 2)..]);

    /// <summary>How many members share.</summary>
    public int Members { get; }

    /// <summary>The largest share that is looked at.</summary>
    public double Reach { get; }

    /// <summary>How many panels there are.</summary>
    public int Count { get; }

    /// <summary>The length of a panel.</summary>
    public double Length { get; }

    /// <summary>Where nodes lie from the lower end of their panel.</summary>
    public double[] Offsets { get; }

    /// <summary>The share beyond which less than 1e-20 of the mass lies.</summary>
    public static double ReachOf(int members) => members == 2 ? 1 : Math.Min(1, -Math.Exp(LogCut / (members - 1)) + 1);

    /// <summary>The fewest panels on which the density is integrated to the last place.</summary>
    public static int LeastCount(int members) => (int)Math.Ceiling(ReachOf(members) * Math.Max(members - 1, 1) / Longest);

    /// <summary>The weights of a panel's nodes, density included.</summary>
    public ReadOnlySpan<double> Weights(int panel) => _weights.AsSpan(panel * NodesInPanel, NodesInPanel);

    /// <summary>The density <c>(n - 1)(1 - q)^(n - 2)</c> at a share below 1.</summary>
    public double Density(double share) => Members == 2 ? 1 : (Members - 1) * Math.Exp((Members - 2) * Log1P(-share));

    private static double Log1P(double x) => Math.Abs(x) > 0.1 ? Math.Log(1 + x) : Series(x);

    /// <summary>log(1 + x) = 2 artanh(x/(2 + x)), by its series.</summary>
    private static double Series(double x)
    {
        double z = x / (2 + x);
        double square = z * z;
        double sum = 0;
        for (int k = 21; k >= 1; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }

        return 2 * z * sum;
    }
}
