using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Parley.Engines.Numerics;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// The mean of an entropic member's utility of a share of the total, Beta(1, n - 1), the same in all scenarios: one integral over the share, by
/// Gauss-Legendre panels that are halved where the last Legendre coefficient shows that the integrand is not smooth enough.
/// </summary>
internal sealed class ProportionalAverage
{
    private const int Nodes = BetaPanels.NodesInPanel;

    /// <summary>What the last Legendre coefficients may add up to, relative to the size of the utility.</summary>
    private const double Precision = 1e-10;

    /// <summary>Rounding of a panel's values, relative to their sum.</summary>
    private const double Rounding = 1e-14;

    /// <summary>Panels are halved so many times at most.</summary>
    private const int Deepest = 20;

    /// <summary>The most panels.</summary>
    private const int MostPanels = 1 << 14;

    private readonly int _members;
    private readonly Dictionary<int, BetaPanels> _rules = [];
    private Vector256<double>[] _sums = [];

    /// <summary>Averages among so many members, at least 2.</summary>
    public ProportionalAverage(int members) => _members = members;

    /// <summary>The mean for a single prior, and an estimate of how far off it is, both in money. The panels are equal, and doubled until they are short enough.</summary>
    /// <param name="riskAversion">g, per unit of money.</param>
    /// <param name="total">The total by scenario, in money.</param>
    /// <param name="prior">The probability of each scenario.</param>
    public (double Value, double Error) Value(double riskAversion, ReadOnlySpan<double> total, ReadOnlySpan<double> prior)
    {
        // Relative to the worst possible scenario no exponential overflows: theta is at most 0.
        double worst = double.PositiveInfinity;
        for (int s = 0; s < total.Length; s++)
        {
            worst = prior[s] > 0 ? Math.Min(worst, total[s]) : worst;
        }

        double[] theta = new double[(total.Length + 3) & ~3];
        double[] mass = new double[theta.Length];
        for (int s = 0; s < total.Length; s++)
        {
            (theta[s], mass[s]) = (prior[s] > 0 ? -riskAversion * (total[s] - worst) : 0, prior[s]);
        }

        for (int count = BetaPanels.LeastCount(_members); ; count *= 2)
        {
            BetaPanels panels = Rule(count);
            AddMoments(panels, theta, mass);
            (double value, double error) = Sum(panels, worst, riskAversion);
            if (error <= Precision * Math.Abs(value) || 2 * count > MostPanels)
            {
                return (value, error + (Rounding * Math.Abs(value)));
            }
        }
    }

    /// <summary>The same where a value has to be asked for at every share, by panels that are halved where they have to be.</summary>
    /// <param name="utility">The utility of a share, in money.</param>
    public (double Value, double Error) Value(Func<double, double> utility)
    {
        BetaPanels panels = Rule(BetaPanels.LeastCount(_members));
        double sum = 0;
        double error = 0;
        double size = 0;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            (double part, double tail) = Asked(panels, panel * panels.Length, panels.Length, utility);
            size = Math.Max(size, Math.Abs(part));
            (part, tail) = Refined(panels, panel * panels.Length, panels.Length, part, tail, Precision * size, utility, 0);
            (sum, error) = (sum + part, error + tail);
        }

        return (sum, error + (Rounding * Math.Abs(sum)));
    }

    private BetaPanels Rule(int count)
    {
        if (!_rules.TryGetValue(count, out BetaPanels? rule))
        {
            _rules[count] = rule = new BetaPanels(_members, count);
        }

        return rule;
    }

    /// <summary>The integral from the moments at all nodes.</summary>
    private (double Value, double Error) Sum(BetaPanels panels, double worst, double riskAversion)
    {
        double sum = 0;
        double error = 0;
        double[] values = new double[Nodes];
        for (int panel = 0; panel < panels.Count; panel++)
        {
            for (int k = 0; k < Nodes; k++)
            {
                double share = (panel * panels.Length) + panels.Offsets[k];
                values[k] = (share * worst) - (Math.Log(Vector256.Sum(_sums[(panel * Nodes) + k])) / riskAversion);
            }

            (double part, double tail) = Panel(panels, panel * panels.Length, panels.Length, values);
            (sum, error) = (sum + part, error + tail);
        }

        return (sum, error);
    }

    /// <summary>Halves a panel until it is smooth enough.</summary>
    private static (double Part, double Tail) Refined(
        BetaPanels panels, double start, double length, double part, double tail, double allowed, Func<double, double> utility, int depth)
    {
        // What is left of a smooth panel is rounding, which no halving mends.
        if (tail <= Math.Max(allowed, Rounding * Math.Abs(part)) || depth == Deepest)
        {
            return (part, tail);
        }

        double half = length / 2;
        (double first, double firstTail) = Asked(panels, start, half, utility);
        (double second, double secondTail) = Asked(panels, start + half, half, utility);
        (first, firstTail) = Refined(panels, start, half, first, firstTail, allowed / 2, utility, depth + 1);
        (second, secondTail) = Refined(panels, start + half, half, second, secondTail, allowed / 2, utility, depth + 1);
        return (first + second, firstTail + secondTail);
    }

    private static (double Part, double Tail) Asked(BetaPanels panels, double start, double length, Func<double, double> utility)
    {
        double[] values = new double[Nodes];
        for (int k = 0; k < Nodes; k++)
        {
            values[k] = utility(start + (length * (1 + LegendreRule.Sixteen.Nodes[k]) / 2));
        }

        return Panel(panels, start, length, values);
    }

    /// <summary>The integral of utility times density over a panel, and its last Legendre coefficient times the length.</summary>
    private static (double Part, double Tail) Panel(BetaPanels panels, double start, double length, double[] values)
    {
        double part = 0;
        double tail = 0;
        for (int k = 0; k < Nodes; k++)
        {
            double share = start + (length * (1 + LegendreRule.Sixteen.Nodes[k]) / 2);
            double density = panels.Density(share) * length / 2;
            part += LegendreRule.Sixteen.Weights[k] * density * values[k];
            tail += LegendreRule.Sixteen.Tail[k] * density * values[k];
        }

        return (part, Math.Abs(tail));
    }

    /// <summary>
    /// Adds every scenario's <c>p exp(theta q)</c> at all nodes, four scenarios at a time: nodes lie alike in all panels, so that an exponential for
    /// each node of one panel and one for the step to the next serve all.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddMoments(BetaPanels panels, double[] theta, double[] mass)
    {
        Span<Vector256<double>> growth = stackalloc Vector256<double>[Nodes];
        if (_sums.Length < panels.Count * Nodes)
        {
            _sums = new Vector256<double>[panels.Count * Nodes];
        }

        Array.Clear(_sums, 0, panels.Count * Nodes);
        for (int s = 0; s < theta.Length; s += Vector256<double>.Count)
        {
            Vector256<double> slope = Vector256.Create<double>(theta.AsSpan(s));
            for (int k = 0; k < Nodes; k++)
            {
                growth[k] = Vector256.Exp(slope * panels.Offsets[k]);
            }

            Vector256<double> step = Vector256.Exp(slope * panels.Length);
            Vector256<double> now = Vector256.Create<double>(mass.AsSpan(s));
            for (int panel = 0; panel < panels.Count; panel++)
            {
                Span<Vector256<double>> row = _sums.AsSpan(panel * Nodes, Nodes);
                for (int k = 0; k < Nodes; k++)
                {
                    row[k] += now * growth[k];
                }

                now *= step;
            }
        }
    }
}
