using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// The transform <c>1 - E exp(-e^(w + theta q))</c> of one scenario at many w, by Gauss-Legendre panels in the share q. Not for several
/// threads at once.
/// </summary>
/// <remarks>
/// Within a panel x = w + theta q moves by at most 2. There exp(-e^x) is analytic and at most 1 in the strip of half-width pi/2, in which
/// the ellipse of 3.4 about the panel lies: sixteen nodes leave less than 1e-16 of the panel's mass. Where x is below <see cref="Window"/>, the
/// exponential is its series, whose sums over the nodes are built panel by panel; where it is above <see cref="Gone"/>, it is 0.
/// </remarks>
internal sealed class HeavyTransform
{
    /// <summary>Below this x the series of exp(-e^x) has its <see cref="Terms"/> terms.</summary>
    private const double Window = -1;

    /// <summary>exp(-e^x) is below 1e-17 from here.</summary>
    private const double Gone = 3.7;

    /// <summary>(e^-1)^16/16! is below 1e-20; with the mass itself, four vectors of sums.</summary>
    private const int Terms = 15;

    private const int Width = Terms + 1;

    /// <summary>-log of a factor that is below all doubles.</summary>
    private const double Nothing = 800;

    /// <summary>The most that x moves in a panel.</summary>
    private const double Longest = 2;

    private const int Nodes = BetaPanels.NodesInPanel;

    /// <summary>The coefficients of 1 - exp(-z): 1, -1/2, 1/6, and so on.</summary>
    private static readonly double[] s_factors = Factors();

    private readonly int _members;
    private readonly int _least;
    private readonly Dictionary<int, BetaPanels> _rules = [];
    private readonly double[] _growth = new double[Nodes];
    private readonly double[] _powers = new double[Nodes * Width];
    private BetaPanels _rule;
    private double[] _sums = [];
    private double _theta;
    private double _rise;

    /// <summary>The transform of members' shares.</summary>
    public HeavyTransform(int members)
    {
        _members = members;
        _least = BetaPanels.LeastCount(members);
        _rule = Rule(_least);
        _theta = double.NaN;
    }

    /// <summary>Prepares for a theta, positive for losses. Cost: some hundred operations for each panel.</summary>
    public void Prepare(double theta)
    {
        _theta = theta;
        double reach = BetaPanels.ReachOf(_members);
        int needed = Math.Max(_least, (int)Math.Ceiling(Math.Abs(theta) * reach / Longest));
        // Quarter-octaves: few different rules serve all.
        _rule = Rule(needed == _least ? needed : (int)Math.Ceiling(Math.Pow(2, Math.Ceiling(4 * Math.Log2(needed)) / 4)));
        double step = Math.Abs(theta) * _rule.Length;
        for (int k = 0; k < Nodes; k++)
        {
            // From the panel's lower end in x to the node, and from the node to the upper end.
            double offset = Math.Abs(theta) * OffsetOf(k);
            _growth[k] = Math.Exp(offset);
            double below = Math.Exp(offset - step);
            double power = 1;
            for (int order = 0; order <= Terms; order++)
            {
                _powers[(k * Width) + order] = power;
                power *= below;
            }
        }

        _rise = Math.Exp(step);
        BuildSums(1 / _rise);
    }

    /// <summary>-log E exp(-e^(w + theta q)) for the theta prepared, with all its digits where it is small and where it is large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double MinusLog(double w)
    {
        double slope = Math.Abs(_theta);
        double step = slope * _rule.Length;
        double start = _theta >= 0 ? w : w - (slope * _rule.Reach); // the lowest x
        int first = Math.Clamp((int)Math.Floor((Window - start) / step), 0, _rule.Count);
        double complement = Below(first, Math.Exp(start + (first * step)));
        double factor = _sums[first * Width] - complement;
        double z = Math.Exp(start + (first * step));
        int panel = first;
        for (; panel < _rule.Count && start + (panel * step) < Gone; panel++)
        {
            (double kept, double lost) = InPanel(panel, z);
            (factor, complement) = (factor + kept, complement + lost);
            z *= _rise;
        }

        // All mass from here on is lost: the whole less what lies below.
        complement += _sums[_rule.Count * Width] - _sums[panel * Width];
        return complement < 0.01 ? Series(complement) : factor > 0 ? -Math.Log(factor) : Nothing;
    }

    /// <summary>-log(1 - x), without loss where x is small.</summary>
    private static double Series(double complement)
    {
        double sum = 0;
        for (int k = 9; k >= 1; k--)
        {
            sum = (sum * complement) + (1.0 / k);
        }

        return sum * complement;
    }

    /// <summary>
    /// A w below which the transform is less than e to <paramref name="log"/>: <c>E min(1, e^x)</c> is at most <c>E e^(lambda x)</c> for lambda in [0, 1].
    /// </summary>
    public static double Negligible(double theta, int members, double log)
    {
        if (theta <= 0)
        {
            return log;
        }

        double lambda = members == 2 ? 1 / Math.Max(theta, 1) : Math.Min(1, 0.9 * (members - 1) / theta);
        // E e^(lambda theta q) with lambda theta = b: at most 1/(1 - b/(n - 1)), or e^b.
        double b = lambda * theta;
        return (log - Math.Min(b, b < members - 1 ? -Math.Log(1 - (b / (members - 1))) : b)) / lambda;
    }

    private static double[] Factors()
    {
        double[] factors = new double[Width];
        double factor = -1;
        for (int order = 1; order <= Terms; order++)
        {
            factor /= -order;
            factors[order] = factor;
        }

        return factors;
    }

    private double OffsetOf(int node) => _theta >= 0 ? _rule.Offsets[node] : _rule.Length - _rule.Offsets[Nodes - 1 - node];

    private BetaPanels Rule(int count)
    {
        if (!_rules.TryGetValue(count, out BetaPanels? rule))
        {
            _rules[count] = rule = new BetaPanels(_members, count);
        }

        return rule;
    }

    /// <summary>The weight of a node, panels and nodes being counted from the lowest x.</summary>
    private ReadOnlySpan<double> WeightsOf(int panel) => _rule.Weights(_theta >= 0 ? panel : _rule.Count - 1 - panel);

    /// <summary>
    /// For each boundary between panels and each order k the sum over all nodes below of weight times (e^x there over e^x at the boundary)^k.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildSums(double fall)
    {
        if (_sums.Length < (_rule.Count + 1) * Width)
        {
            _sums = new double[(_rule.Count + 1) * Width];
        }

        Span<Vector256<double>> falls = stackalloc Vector256<double>[Width / 4];
        double square = fall * fall;
        falls[0] = Vector256.Create(1, fall, square, square * fall);
        for (int v = 1; v < falls.Length; v++)
        {
            falls[v] = falls[v - 1] * (square * square);
        }

        Array.Clear(_sums, 0, Width);
        double lost = 0; // what rounding takes from the mass, which is summed over all panels
        Span<double> reversed = stackalloc double[Nodes];
        ReadOnlySpan<Vector256<double>> powers = MemoryMarshal.Cast<double, Vector256<double>>(_powers.AsSpan());
        Span<Vector256<double>> sums = MemoryMarshal.Cast<double, Vector256<double>>(_sums.AsSpan());
        for (int panel = 0; panel < _rule.Count; panel++)
        {
            ReadOnlySpan<double> weights = InOrder(WeightsOf(panel), reversed);
            int at = 4 * panel;
            Vector256<double> a = Vector256<double>.Zero;
            (Vector256<double> b, Vector256<double> c, Vector256<double> d) = (a, a, a);
            for (int k = 0; k < Nodes; k++)
            {
                Vector256<double> weight = Vector256.Create(weights[k]);
                a += weight * powers[4 * k];
                b += weight * powers[(4 * k) + 1];
                c += weight * powers[(4 * k) + 2];
                d += weight * powers[(4 * k) + 3];
            }

            double before = _sums[panel * Width];
            double mass = a[0];
            sums[at + 4] = (sums[at] * falls[0]) + a;
            sums[at + 5] = (sums[at + 1] * falls[1]) + b;
            sums[at + 6] = (sums[at + 2] * falls[2]) + c;
            sums[at + 7] = (sums[at + 3] * falls[3]) + d;
            double next = before + (mass + lost);
            lost = mass + lost - (next - before);
            _sums[(panel + 1) * Width] = next;
        }
    }

    /// <summary>The weights of a panel's nodes by increasing x, which for gains is decreasing in the share.</summary>
    private ReadOnlySpan<double> InOrder(ReadOnlySpan<double> weights, Span<double> reversed)
    {
        if (_theta >= 0)
        {
            return weights;
        }

        weights.CopyTo(reversed);
        reversed.Reverse();
        return reversed;
    }

    /// <summary>The series of 1 - exp(-z), summed over the nodes below a boundary at which e^x is z.</summary>
    private double Below(int boundary, double z)
    {
        if (boundary == 0)
        {
            return 0;
        }

        double sum = 0;
        ReadOnlySpan<double> sums = _sums.AsSpan(boundary * Width, Width);
        for (int order = Terms; order >= 1; order--)
        {
            sum = (sum * z) + (s_factors[order] * sums[order]);
        }

        return sum * z;
    }

    /// <summary>The sums over a panel's nodes of weight times exp(-z growth), and of weight times one less that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Kept, double Lost) InPanel(int panel, double z)
    {
        Span<double> reversed = stackalloc double[Nodes];
        ReadOnlySpan<double> weights = InOrder(WeightsOf(panel), reversed);
        Vector256<double> kept = Vector256<double>.Zero;
        Vector256<double> lost = Vector256<double>.Zero;
        Vector256<double> minus = Vector256.Create(-z);
        for (int k = 0; k < Nodes; k += Vector256<double>.Count)
        {
            Vector256<double> value = Vector256.Exp(minus * Vector256.Create<double>(_growth.AsSpan(k)));
            kept += Vector256.Create<double>(weights[k..]) * value;
            lost += Vector256.Create<double>(weights[k..]) * (Vector256<double>.One - value);
        }

        return (Vector256.Sum(kept), Vector256.Sum(lost));
    }
}
