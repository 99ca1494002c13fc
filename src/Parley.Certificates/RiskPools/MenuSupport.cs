using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// A menu's support function: the greatest <c>sum_i E_{q_i} part_i</c> over its allocations, for a probability vector q_i of each member.
/// With it, any tilts bound what any allocation of the menu is worth. Tilts are given one after the other, so that only
/// sums over members are kept.
/// </summary>
internal sealed class MenuSupport
{
    /// <summary>Tilts closer than this are one tilt, where the menu has no limits and only a common tilt bounds anything.</summary>
    private const double SameTilt = 1e-12;

    private readonly RiskPool _pool;
    private readonly double[] _best;
    private readonly Layers? _layers;
    private int _members;

    /// <summary>No tilts yet.</summary>
    public MenuSupport(RiskPool pool)
    {
        _pool = pool;
        _layers = pool.Menu is ComonotoneMenu ? new Layers(pool.Total) : null;
        _best = new double[pool.Menu switch { ProportionalMenu => 1, ListedMenu listed => listed.Allocations.Count, ComonotoneMenu => _layers!.Count, _ => pool.Scenarios }];
    }

    /// <summary>The support function of all tilts so far, in money; infinite where the menu allows gains without limit.</summary>
    public double Value => _pool.Menu switch
    {
        ProportionalMenu => _best[0],
        ListedMenu => _best.Max(),
        ComonotoneMenu => _layers!.Sum(_best),
        _ => Mean(_best, _pool.Total),
    };

    /// <summary>Adds the next member's tilt.</summary>
    /// <param name="tilt">Probabilities by scenario.</param>
    public void Add(double[] tilt)
    {
        switch (_pool.Menu)
        {
            case ProportionalMenu:
                Keep(0, Mean(tilt, _pool.Total), isGreatest: true);
                break;
            case ListedMenu listed:
                for (int k = 0; k < _best.Length; k++)
                {
                    _best[k] += Mean(tilt, [.. listed.Allocations[k][_members]]);
                }

                break;
            case ComonotoneMenu:
                double[] reach = _layers!.Reach(tilt);
                for (int k = 0; k < reach.Length; k++)
                {
                    Keep(k, reach[k], _layers.IsGain(k));
                }

                break;
            case SignPreservingMenu:
                // Everything goes to who finds it likeliest where there is something to gain, and least likely where there is a loss.
                for (int s = 0; s < tilt.Length; s++)
                {
                    Keep(s, tilt[s], _pool.Total[s] > 0);
                }

                break;
            default:
                for (int s = 0; s < tilt.Length; s++)
                {
                    _best[s] = _members == 0 || Math.Abs(tilt[s] - _best[s]) <= SameTilt ? tilt[s] : double.PositiveInfinity;
                }

                break;
        }

        _members++;
    }

    private void Keep(int place, double number, bool isGreatest) =>
        _best[place] = _members == 0 ? number : isGreatest ? Math.Max(_best[place], number) : Math.Min(_best[place], number);

    private static double Mean(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int s = 0; s < values.Length; s++)
        {
            if (double.IsInfinity(probabilities[s]))
            {
                return double.PositiveInfinity;
            }

            sum += probabilities[s] * values[s];
        }

        return sum;
    }

    /// <summary>The layers between neighbouring totals, 0 among them: a layer is reached by all totals beyond it.</summary>
    private sealed class Layers
    {
        private readonly double[] _totals;
        private readonly int[] _order;

        public Layers(ReadOnlySpan<double> total)
        {
            _totals = total.ToArray();
            _order = [.. Enumerable.Range(0, _totals.Length)];
            Array.Sort(_totals, _order);
        }

        /// <summary>One layer ends at each total, on the side away from 0; those of equal totals and of 0 have no width.</summary>
        public int Count => _totals.Length;

        public bool IsGain(int layer) => _totals[layer] > 0;

        /// <summary>For each layer the probability of a total at or beyond its outer end.</summary>
        public double[] Reach(double[] tilt)
        {
            double[] reach = new double[Count];
            double sum = 0;
            for (int k = 0; k < Count && _totals[k] < 0; k++)
            {
                reach[k] = sum += tilt[_order[k]];
            }

            sum = 0;
            for (int k = Count - 1; k >= 0 && _totals[k] > 0; k--)
            {
                reach[k] = sum += tilt[_order[k]];
            }

            return reach;
        }

        /// <summary>The sum over the layers of their widths, with the sign of the side, times these probabilities.</summary>
        public double Sum(double[] reach)
        {
            double sum = 0;
            for (int k = 0; k < Count; k++)
            {
                double inner = _totals[k] > 0
                    ? Math.Max(k > 0 ? _totals[k - 1] : 0, 0)
                    : Math.Min(k + 1 < Count ? _totals[k + 1] : 0, 0);
                sum += (_totals[k] - inner) * reach[k];
            }

            return sum;
        }
    }
}
