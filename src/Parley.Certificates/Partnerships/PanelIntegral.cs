using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// Integrates over the virtual types of one panel after another, all partners at once: the dual value, and each partner's payoff and
/// part of the expected value.
/// </summary>
/// <remarks>
/// A Gauss-Kronrod rule that halves until its own error estimate vanishes and until its nodes have seen every price move as far as
/// it does: a price that hurries by between two nodes leaves no other trace. Cost: nodes times partners.
/// </remarks>
internal sealed class PanelIntegral
{
    /// <summary>The error allowed for one stretch: in units of the window, or of 1 for chances of the asset.</summary>
    private const double StretchError = 2e-15;

    /// <summary>How far a price may move unseen, in units of the window.</summary>
    private const double UnseenMove = 1e-12;

    /// <summary>
    /// What a type loses to rounding, relative to its size. At a distance d from an end at which a density is infinite, it is known who is
    /// there to the rounding divided by d. All partners' chances together are known better.
    /// </summary>
    private const double TypeRounding = 1e-15;

    private const int DeepestHalving = 50;

    /// <summary>More halvings than this only chase rounding; the error that remains is part of <see cref="Error"/>.</summary>
    private const int MostHalvings = 20_000;

    /// <summary>
    /// The same where the error estimate vanishes, and yet prices move further than nodes saw, or chances are rough: mostly that is
    /// something between two nodes, found within a few dozen halvings, but it may be rounding.
    /// </summary>
    private const int MostSuspicions = 1000;

    private readonly VirtualLevels _levels;
    private readonly int[] _pools;
    private readonly double[] _shares;
    private readonly double _range;
    private readonly bool _hasPoles;
    private readonly double[] _prices;
    private readonly double[] _below;
    private readonly double[] _others;
    private readonly double[] _speeds;
    private readonly double[] _densities;
    private readonly NodeSums[] _sums;
    private int _halvings;
    private int _suspicions;

    /// <summary>Prepares the integrals for a rule.</summary>
    /// <param name="levels">The levels, ironing parameters included.</param>
    /// <param name="pools">By partner, the level of the ironing parameter.</param>
    /// <param name="shares">By partner, how much the outside option rises with the value.</param>
    public PanelIntegral(VirtualLevels levels, int[] pools, double[] shares)
    {
        (_levels, _pools, _shares, _range) = (levels, pools, shares, levels.High - levels.Low);
        int count = shares.Length;
        _hasPoles = Enumerable.Range(0, count).Any(i => levels.Poles(i).Count > 0);
        (_prices, _below, _others, _speeds, _densities) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
        (_sums, Gains, Payoffs, Values) = (new NodeSums[count], new double[count], new double[count], new double[count]);
    }

    /// <summary>Of all panels so far, the integral of the dual value.</summary>
    public double Dual { get; private set; }

    /// <summary>Of all panels so far, the sum of the error estimates.</summary>
    public double Error { get; private set; }

    /// <summary>
    /// Of all panels so far, by how much it is uncertain which of several partners has part of a value, where densities of more than
    /// one are infinite at the same end.
    /// </summary>
    public double SplitError { get; private set; }

    /// <summary>Of the latest panel, by partner: the integral of q - r over types.</summary>
    public double[] Gains { get; }

    /// <summary>Of the latest panel, by partner: the integral of (q - r) (1 - F) over types.</summary>
    public double[] Payoffs { get; }

    /// <summary>Of the latest panel, by partner: the integral of theta q dF.</summary>
    public double[] Values { get; }

    /// <summary>Integrates over a panel, from the prices at its lower end to those at its upper.</summary>
    public void Add(int panel, ReadOnlySpan<PricePoint> low, ReadOnlySpan<PricePoint> high)
    {
        Array.Clear(Gains);
        Array.Clear(Payoffs);
        Array.Clear(Values);
        Array.Fill(_prices, double.NaN);
        double[] lowest = Prices(low);
        double[] highest = Prices(high);
        IReadOnlyList<PanelStretch> stretches = PanelStretch.Of(_levels, panel);
        if (stretches.Count == 1)
        {
            AddStretch(stretches[0], stretches[0].Sign < 0 ? highest : lowest, stretches[0].Sign < 0 ? lowest : highest);
            return;
        }

        double[] middle = PricesAt(panel, stretches[0].Stop.X);
        AddStretch(stretches[0], lowest, middle);
        AddStretch(stretches[1], highest, middle);
    }

    private static double[] Prices(ReadOnlySpan<PricePoint> points)
    {
        var prices = new double[points.Length];
        for (int i = 0; i < prices.Length; i++)
        {
            prices[i] = points[i].Price;
        }

        return prices;
    }

    private void AddStretch(PanelStretch stretch, double[] start, double[] stop)
    {
        Array.Clear(_sums);
        double origin = _hasPoles ? stretch.Origin : 0;
        Integrate(stretch, start, stop, origin, 0);
        for (int i = 0; i < _sums.Length; i++)
        {
            Gains[i] += _sums[i].Gain;
            Payoffs[i] += _sums[i].Payoff;
            Values[i] += _sums[i].Value + (origin * _sums[i].Chance);
        }

        if (_hasPoles)
        {
            Correct(stretch, origin);
        }
    }

    /// <summary>
    /// Somebody gets the asset, so all partners' chances over a stretch sum to what the product of all cdfs rises by. What the nodes'
    /// sum lacks belongs to those whose density is infinite somewhere, more to who is nearer there.
    /// </summary>
    private void Correct(PanelStretch stretch, double origin)
    {
        double missing = Math.Abs(Product(stretch.Panel, stretch.Stop.X) - Product(stretch.Panel, stretch.Start.X));
        (double total, double largest) = (0, 0);
        foreach (NodeSums own in _sums)
        {
            missing -= own.Chance;
            total += own.Sensitivity;
            largest = Math.Max(largest, own.Sensitivity);
        }

        for (int i = 0; i < _sums.Length && total > 0; i++)
        {
            Values[i] += origin * missing * (_sums[i].Sensitivity / total);
        }

        SplitError += total > 0 ? Math.Abs(origin * missing) * (1 - (largest / total)) : 0;
    }

    private double Product(int panel, double x)
    {
        double product = 1;
        for (int i = 0; i < _shares.Length; i++)
        {
            double price = double.NaN;
            _levels.Evaluate(panel, i, SideOf(i, panel), x, ref price, out double below, out _);
            product *= below;
        }

        return product;
    }

    private void Integrate(PanelStretch stretch, double[] start, double[] stop, double origin, int depth)
    {
        int count = _shares.Length;
        double half = (stretch.Stop.Variable - stretch.Start.Variable) / 2;
        Span<NodeSums> sums = count <= 64 ? stackalloc NodeSums[count] : new NodeSums[count];
        sums.Clear();
        (double dual, double dualError, double payoffError) = (0, 0, 0);
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            (double x, double speed) = stretch.At(stretch.Start.Variable + half + (half * KronrodRule.Nodes[node]));
            double weight = half * speed * KronrodRule.Weights[node];
            double errorWeight = half * speed * KronrodRule.ErrorWeights[node];
            double value = Evaluate(stretch.Panel, x);
            dual += weight * value;
            dualError += errorWeight * value;
            payoffError += AddNode(sums, weight, errorWeight, origin);
        }

        double error = Math.Max(Math.Abs(dualError), Math.Max(Math.Abs(payoffError / count), ValueError(sums)));
        bool isClose = error <= StretchError * _range;
        bool isSuspect = isClose && (!SeesPrices(sums, start, stop) || (_hasPoles && IsChanceRough(sums)));
        if ((isSuspect ? _suspicions < MostSuspicions : !isClose && _halvings < MostHalvings) && depth < DeepestHalving && stretch.Halves() is var (first, second))
        {
            (_halvings, _suspicions) = isSuspect ? (_halvings, _suspicions + 1) : (_halvings + 1, _suspicions);
            double[] middle = PricesAt(stretch.Panel, first.Stop.X);
            Integrate(first, start, middle, origin, depth + 1);
            Integrate(second, middle, stop, origin, depth + 1);
            return;
        }

        Dual += dual;
        Error += error;
        for (int i = 0; i < count; i++)
        {
            _sums[i].Add(sums[i]);
        }
    }

    /// <summary>Adds what the partners expect at one virtual type.</summary>
    /// <returns>The sum of the payoffs, with the weight of the error estimate.</returns>
    private double AddNode(Span<NodeSums> sums, double weight, double errorWeight, double origin)
    {
        double behind = 1;
        double payoffs = 0;
        for (int i = sums.Length - 1; i >= 0; i--)
        {
            double allocation = _others[i] * behind;
            behind *= _below[i];
            if (_speeds[i] != 0)
            {
                double gain = allocation - _shares[i];
                sums[i].Add(weight, errorWeight, _speeds[i], gain, 1 - _below[i], _prices[i] - origin, _densities[i] * allocation, _hasPoles ? Steepness(i, _prices[i]) : 0);
                payoffs += errorWeight * gain * _speeds[i];
            }
        }

        return payoffs;
    }

    /// <summary>A type over its distance from the nearest end at which the partner's density is infinite; 0 without one.</summary>
    private double Steepness(int agent, double price)
    {
        double steepness = 0;
        foreach (Pole pole in _levels.Poles(agent))
        {
            steepness = Math.Max(steepness, Math.Abs(price) / Math.Max(Math.Abs(price - pole.End), double.Epsilon));
        }

        return Math.Min(steepness, 1 / TypeRounding);
    }

    /// <summary>
    /// How far values are off on average. Where densities are infinite somewhere, what a chance of the asset is off matters only times
    /// the type's distance from the stretch's origin, since the sum of chances is corrected.
    /// </summary>
    private double ValueError(ReadOnlySpan<NodeSums> sums)
    {
        double error = 0;
        foreach (NodeSums own in sums)
        {
            error += _hasPoles ? own.ValueError : own.ChanceError * _range;
        }

        return Math.Abs(error) / sums.Length;
    }

    /// <summary>True where somebody's chance is less well known than it could be.</summary>
    private static bool IsChanceRough(ReadOnlySpan<NodeSums> sums)
    {
        foreach (NodeSums own in sums)
        {
            if (!(Math.Abs(own.ChanceError) <= StretchError + (TypeRounding * own.Sensitivity)))
            {
                return true;
            }
        }

        return false;
    }

    private bool SeesPrices(ReadOnlySpan<NodeSums> sums, double[] start, double[] stop)
    {
        for (int i = 0; i < start.Length; i++)
        {
            if (!(Math.Abs(Math.Abs(stop[i] - start[i]) - sums[i].Move) <= UnseenMove * _range))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Evaluates all partners at one virtual type, and leaves what was found in arrays.</summary>
    /// <returns>The integrand of the dual value.</returns>
    private double Evaluate(int panel, double x)
    {
        (double shares, double product) = (0, 1);
        for (int i = 0; i < _shares.Length; i++)
        {
            _speeds[i] = _levels.Evaluate(panel, i, SideOf(i, panel), x, ref _prices[i], out _below[i], out _densities[i]);
            shares += _shares[i] * _below[i];
            _others[i] = product;
            product *= _below[i];
        }

        return shares - product;
    }

    private double[] PricesAt(int panel, double x)
    {
        var prices = new double[_shares.Length];
        for (int i = 0; i < prices.Length; i++)
        {
            double price = _prices[i];
            _levels.Evaluate(panel, i, SideOf(i, panel), x, ref price, out _, out _);
            prices[i] = price;
        }

        return prices;
    }

    private Side SideOf(int agent, int panel) => panel < _pools[agent] ? Side.Seller : Side.Buyer;
}
