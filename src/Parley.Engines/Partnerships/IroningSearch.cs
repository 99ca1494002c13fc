using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// Finds the ironing parameters that minimise the dual function for one multiplier: z_i is where partner i leaves the
/// <see cref="SellerSet"/> as the virtual type x rises. The sets are nested, so comparing both ends of a panel shows who
/// leaves inside.
/// </summary>
internal sealed class IroningSearch
{
    private const int MostSteps = 120;

    /// <summary>How far beside the end of a panel the sign of an advantage is looked for, in units of the panel.</summary>
    private const double Beside = 1e-6;

    /// <summary>Differences of probabilities, or of virtual types relative to their size, that mean nothing.</summary>
    private const double Rounding = 3e-16;

    /// <summary>Partners who leave this near to one another, in units of the window, leave together; levels closer than four times as much are one.</summary>
    private const double SameRoot = 2.5e-14;

    /// <summary>More refinements than this look for what rounding hides.</summary>
    private const int DeepestRefinement = 24;

    private readonly VirtualLevels _levels;
    private readonly SellerSet _set;
    private readonly double[] _shares;
    private readonly double[] _prices;
    private readonly double[] _ironing;
    private readonly bool[] _active;
    private readonly bool[] _hasAtoms;

    private IroningSearch(VirtualLevels levels)
    {
        _levels = levels;
        _shares = [.. levels.Partnership.Agents.Select(agent => agent.OutsideSlope)];
        _set = new SellerSet(_shares);
        _prices = new double[2 * _shares.Length];
        _ironing = new double[_shares.Length];
        _active = new bool[_shares.Length];
        _hasAtoms = [.. levels.Partnership.Agents.Select(agent => agent.Type.Atoms.Count > 0)];
    }

    /// <summary>The ironing parameters, one for each partner, within the window.</summary>
    public static double[] Find(VirtualLevels levels, CancellationToken cancellation)
    {
        var search = new IroningSearch(levels);
        search.Run(cancellation);
        return search._ironing;
    }

    private void Run(CancellationToken cancellation)
    {
        int count = _shares.Length;
        bool[] before = [.. _levels.Weights.Select(weight => weight < 1)];
        var low = new bool[count];
        var high = new bool[count];
        Array.Fill(_ironing, _levels.High);
        SearchSets(before, low, high, cancellation);
        for (int i = 0; i < count; i++)
        {
            if (_levels.Weights[i] >= 1)
            {
                cancellation.ThrowIfCancellationRequested();
                _ironing[i] = WorstOff(i);
            }
        }
    }

    /// <summary>
    /// A partner leaves where the set says so and the choice matters. Where it does not, between atoms or beyond all virtual types,
    /// the partner has left where the stretch begins.
    /// </summary>
    private void SearchSets(bool[] before, bool[] low, bool[] high, CancellationToken cancellation)
    {
        double[] reached = [.. Enumerable.Repeat(_levels.Low, _shares.Length)];
        for (int panel = 0; panel < _levels.PanelCount && before.AsSpan().Contains(true); panel++)
        {
            cancellation.ThrowIfCancellationRequested();
            FindActive(panel);
            Sellers(panel, _levels.PanelLow(panel), before, low);
            Leave(before, low, reached);
            Sellers(panel, _levels.PanelHigh(panel), low, high);
            if (!low.AsSpan().SequenceEqual(high))
            {
                Refine(panel, _levels.PanelLow(panel), low, _levels.PanelHigh(panel), high, 0);
            }

            high.CopyTo(before, 0);
            Reach(panel, before, reached);
        }

        for (int i = 0; i < reached.Length; i++)
        {
            _ironing[i] = before[i] ? reached[i] : _ironing[i];
        }
    }

    /// <summary>
    /// In which partners' case the choice matters within a panel: where it concerns somebody's type. With a density that is every
    /// type between the two prices, even if next to nobody has it, for none may lose.
    /// </summary>
    private void FindActive(int panel)
    {
        double middle = _levels.PanelLow(panel) + ((_levels.PanelHigh(panel) - _levels.PanelLow(panel)) / 2);
        for (int i = 0; i < _active.Length; i++)
        {
            _levels.Evaluate(panel, i, Side.Seller, middle, ref _prices[2 * i], out double seller, out _);
            _levels.Evaluate(panel, i, Side.Buyer, middle, ref _prices[(2 * i) + 1], out double buyer, out _);
            _active[i] = _hasAtoms[i] ? buyer - seller > SellerSet.NoDifference : _prices[(2 * i) + 1] > _prices[2 * i];
        }
    }

    /// <summary>Who sells at the end of a panel in which both cdfs differ sells at least up to the level above it.</summary>
    private void Reach(int panel, ReadOnlySpan<bool> sells, double[] reached)
    {
        for (int i = 0; i < reached.Length; i++)
        {
            reached[i] = sells[i] && _active[i] ? _levels.LevelLow(panel + 1) : reached[i];
        }
    }

    /// <summary>Who sells at x, among those who did before: once out, rounding lets nobody in again.</summary>
    private void Sellers(int panel, double x, ReadOnlySpan<bool> before, Span<bool> sells)
    {
        for (int i = 0; i < _shares.Length; i++)
        {
            _levels.Evaluate(panel, i, Side.Seller, x, ref _prices[2 * i], out _set.Seller[i], out _);
            _levels.Evaluate(panel, i, Side.Buyer, x, ref _prices[(2 * i) + 1], out _set.Buyer[i], out _);
            if (!before[i])
            {
                _set.Seller[i] = _set.Buyer[i];
            }
        }

        _set.Find(sells);
        for (int i = 0; i < sells.Length; i++)
        {
            sells[i] &= before[i];
        }

        // At the very ends of a panel both cdfs may agree; there the sign of the advantage decides, as it does beside them.
        for (int i = 0; i < sells.Length; i++)
        {
            if (sells[i] && _active[i] && !(_set.Buyer[i] - _set.Seller[i] > SellerSet.NoDifference))
            {
                sells[i] = OthersBelow(sells, i) < _shares[i];
            }
        }
    }

    private double OthersBelow(ReadOnlySpan<bool> sells, int agent)
    {
        double others = 1;
        for (int j = 0; j < sells.Length; j++)
        {
            others *= j == agent ? 1 : sells[j] ? _set.Seller[j] : _set.Buyer[j];
        }

        return others;
    }

    /// <summary>
    /// The ironing parameter of a partner whose virtual type is the type: where the others' highest virtual type is lower
    /// with a probability equal to the share.
    /// </summary>
    private double WorstOff(int agent)
    {
        (int first, int last) = (0, _levels.PanelCount);
        while (first < last)
        {
            int middle = (first + last) / 2;
            (first, last) = OthersBelow(middle, _levels.PanelHigh(middle), agent) >= _shares[agent] ? (first, middle) : (middle + 1, last);
        }

        return first == _levels.PanelCount ? _levels.High
            : OthersBelow(first, _levels.PanelLow(first), agent) >= _shares[agent] ? _levels.LevelLow(first)
            : Root(x => OthersBelow(first, x, agent) - _shares[agent], _levels.PanelLow(first), _levels.PanelHigh(first));
    }

    private double OthersBelow(int panel, double x, int agent)
    {
        double others = 1;
        for (int j = 0; j < _shares.Length; j++)
        {
            if (j != agent)
            {
                int side = x < _ironing[j] ? 0 : 1;
                _levels.Evaluate(panel, j, (Side)side, x, ref _prices[(2 * j) + side], out double below, out _);
                others *= below;
            }
        }

        return others;
    }

    private void Leave(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after, double x) => Leave(before, after, [.. Enumerable.Repeat(x, before.Length)]);

    private void Leave(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after, double[] x)
    {
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i] && !after[i])
            {
                _ironing[i] = x[i];
            }
        }
    }

    /// <summary>
    /// Who leaves where within a stretch: where both sets are equally good all of them leave, unless just beside that point some are
    /// found to have left before, or to stay. That is so also for partners between whose prices next to nobody is: what the others'
    /// leaving weighs drowns theirs.
    /// </summary>
    private void Refine(int panel, double low, bool[] atLow, double high, bool[] atHigh, int depth)
    {
        double root = Root(panel, low, atLow, high, atHigh);
        double beside = SameRoot * (_levels.High - _levels.Low);
        (double left, double right) = (root - beside, root + beside);
        if (depth >= DeepestRefinement || Count(atLow) - Count(atHigh) == 1 || !(left > low && right < high))
        {
            Leave(atLow, atHigh, root);
            return;
        }

        (bool[] before, bool[] after) = (Between(panel, left, atLow, atHigh), Between(panel, right, atLow, atHigh));
        for (int i = 0; i < after.Length; i++)
        {
            after[i] &= before[i];
        }

        RefineIfAnyLeave(panel, low, atLow, left, before, depth);
        Leave(before, after, root);
        RefineIfAnyLeave(panel, right, after, high, atHigh, depth);
    }

    private void RefineIfAnyLeave(int panel, double low, bool[] atLow, double high, bool[] atHigh, int depth)
    {
        if (!atLow.AsSpan().SequenceEqual(atHigh))
        {
            Refine(panel, low, atLow, high, atHigh, depth + 1);
        }
    }

    private static int Count(ReadOnlySpan<bool> sells) => sells.Count(true);

    /// <summary>Who sells between two points at which that is known.</summary>
    private bool[] Between(int panel, double x, ReadOnlySpan<bool> atLow, ReadOnlySpan<bool> atHigh)
    {
        var sells = new bool[atLow.Length];
        Sellers(panel, x, atLow, sells);
        for (int i = 0; i < sells.Length; i++)
        {
            sells[i] |= atHigh[i];
        }

        return sells;
    }

    /// <summary>Where both sets are equally good.</summary>
    private double Root(int panel, double low, bool[] atLow, double high, bool[] atHigh)
    {
        int[] leaving = [.. Enumerable.Range(0, atLow.Length).Where(i => atLow[i] && !atHigh[i])];
        return Root(x => Excess(panel, x, atHigh, leaving), low, high);
    }

    /// <summary>The root of an increasing function, by the Illinois variant of regula falsi; an end where there is none.</summary>
    private static double Root(Func<double, double> excess, double low, double high)
    {
        (double lowValue, double highValue) = (excess(low), excess(high));
        if (lowValue == 0)
        {
            // Where a cdf begins, the advantage of leaving vanishes with it; its sign shows only beside the end.
            double beside = low + (Beside * (high - low));
            (low, lowValue) = excess(beside) is < 0 and var value ? (beside, value) : (low, 0);
        }

        if (lowValue >= 0 || highValue <= 0)
        {
            return lowValue >= 0 ? low : high;
        }

        int side = 0;
        double latest = low;
        for (int count = 0; count < MostSteps; count++)
        {
            double x = count % 24 == 23 ? low + ((high - low) / 2) : low - (lowValue * (high - low) / (highValue - lowValue));
            if (!(x > low && x < high))
            {
                break;
            }

            double found = excess(x);
            if (Math.Abs(found) <= Rounding || Math.Abs(x - latest) <= Rounding * (Math.Abs(x) + Math.Abs(latest)))
            {
                return x;
            }

            latest = x;
            if (found < 0)
            {
                highValue = side < 0 ? highValue / 2 : highValue;
                (low, lowValue, side) = (x, found, -1);
            }
            else
            {
                lowValue = side > 0 ? lowValue / 2 : lowValue;
                (high, highValue, side) = (x, found, 1);
            }
        }

        return Math.Abs(lowValue) < Math.Abs(highValue) ? low : high;
    }

    /// <summary>
    /// How much better it is that those leaving have left, in units of what their leaving weighs: negative below the root.
    /// For one partner this is P_-i(x) - r_i, whatever the weight; of several whom next to nobody is between, that of the first to leave.
    /// </summary>
    private double Excess(int panel, double x, ReadOnlySpan<bool> stay, ReadOnlySpan<int> leaving)
    {
        double others = 1;
        for (int i = 0; i < _shares.Length; i++)
        {
            if (!leaving.Contains(i))
            {
                _levels.Evaluate(panel, i, stay[i] ? Side.Seller : Side.Buyer, x, ref _prices[(2 * i) + (stay[i] ? 0 : 1)], out double below, out _);
                others *= below;
            }
        }

        if (leaving.Length == 1)
        {
            return others - _shares[leaving[0]];
        }

        // The product of all buyers' cdfs less that of the sellers', by telescoping: nothing cancels.
        double sum = 0;
        double weight = 0;
        double rise = 0;
        double bought = 1;
        foreach (int i in leaving)
        {
            _levels.Evaluate(panel, i, Side.Seller, x, ref _prices[2 * i], out double seller, out _);
            _levels.Evaluate(panel, i, Side.Buyer, x, ref _prices[(2 * i) + 1], out double buyer, out _);
            double gain = Math.Max(0, buyer - seller);
            sum += _shares[i] * gain;
            weight += gain;
            rise = (rise * seller) + (bought * gain);
            bought *= buyer;
        }

        return weight > SellerSet.NoDifference ? ((others * rise) - sum) / weight : (others * bought) - LeastShare(leaving);
    }

    private double LeastShare(ReadOnlySpan<int> agents)
    {
        double least = double.PositiveInfinity;
        foreach (int i in agents)
        {
            least = Math.Min(least, _shares[i]);
        }

        return least;
    }
}
