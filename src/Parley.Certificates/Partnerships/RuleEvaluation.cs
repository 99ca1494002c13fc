using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// What an allocation rule gives: the dual value of its ironing parameters, and each partner's interim allocation, expected
/// payoff and part of the expected value, recomputed from (rho, z, ties) alone.
/// </summary>
/// <remarks>
/// Integrates over virtual types by a Gauss-Kronrod rule that halves panels until its own error estimate vanishes. Unlike
/// the solver it needs no worst-off types: payoffs are summed from the lowest type up, and their minimum is found
/// afterwards. Cost: nodes times partners.
/// </remarks>
internal sealed class RuleEvaluation
{
    /// <summary>The error allowed for one panel, in units of the window.</summary>
    private const double PanelError = 2e-15;

    private const int DeepestHalving = 50;

    /// <summary>More halvings than this only chase rounding; the error that remains is part of <see cref="Error"/>.</summary>
    private const int MostHalvings = 20_000;

    private readonly VirtualLevels _levels;
    private readonly AllocationRule _rule;
    private readonly int[] _pools;
    private readonly double[] _shares;
    private readonly double[] _prices;
    private readonly double[] _below;
    private readonly double[] _others;
    private readonly double[,] _sums;
    private readonly List<TypeSegment>[] _segments;
    private readonly bool[] _poles;
    private int _halvings;

    private RuleEvaluation(VirtualLevels levels, AllocationRule rule)
    {
        (_levels, _rule) = (levels, rule);
        int count = levels.Partnership.Agents.Count;
        _shares = [.. levels.Partnership.Agents.Select(agent => agent.OutsideSlope)];
        _pools = [.. rule.Ironing.Select(levels.LevelOf)];
        (_prices, _below, _others, _sums) = (new double[count], new double[count], new double[count], new double[count, 3]);
        _poles = [.. levels.Partnership.Agents.Select(agent => agent.Type.Knots.Count > 0
            && (double.IsPositiveInfinity(agent.Type.Density(agent.Type.Low, 0)) || double.IsPositiveInfinity(agent.Type.Density(agent.Type.High, agent.Type.Knots.Count - 2))))];
        _segments = [.. Enumerable.Range(0, count).Select(_ => new List<TypeSegment>())];
        (Payoffs, Values) = (new double[count], new double[count]);
        AtomAllocations = [.. levels.Partnership.Agents.Select(agent => new double[agent.Type.Atoms.Count])];
        AtomLevels = [.. levels.Partnership.Agents.Select(agent => new int[agent.Type.Atoms.Count])];
        AtomParts = [.. levels.Partnership.Agents.Select(agent => new TypePart[agent.Type.Atoms.Count])];
    }

    /// <summary>V(z), without fixed buy-outs: rho V bounds the objective of every mechanism.</summary>
    public double Dual { get; private set; }

    /// <summary>
    /// By partner with a density, the integral of (q - r) (1 - F) over all types: E u less u of the lowest type.
    /// </summary>
    public double[] Payoffs { get; }

    /// <summary>By partner, E[theta q].</summary>
    public double[] Values { get; }

    /// <summary>By partner, q at each atom of the distribution; empty for one with a density.</summary>
    public double[][] AtomAllocations { get; }

    /// <summary>By partner, the level of the ironed virtual type of each atom.</summary>
    public int[][] AtomLevels { get; }

    /// <summary>By partner, the part of the types at that level to which each atom belongs.</summary>
    public TypePart[][] AtomParts { get; }

    /// <summary>The sum of the error estimates of all integrals of the dual value and, on average, of the payoffs.</summary>
    public double Error { get; private set; }

    /// <summary>By partner, the types from the lowest to the highest.</summary>
    public IReadOnlyList<IReadOnlyList<TypeSegment>> Segments => _segments;

    /// <summary>The levels on which the rule was evaluated.</summary>
    public VirtualLevels Levels => _levels;

    /// <summary>Evaluates a rule.</summary>
    /// <param name="schedules">The levels of its multiplier.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="points">How many equally spaced virtual types are added to the levels, so that the audit sees them.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RuleEvaluation Of(VirtualLevels schedules, AllocationRule rule, int points, CancellationToken cancellation)
    {
        double step = (schedules.High - schedules.Low) / (points + 1);
        VirtualLevels levels = schedules.With([.. rule.Ironing, .. Enumerable.Range(1, points).Select(k => schedules.Low + (k * step))]);
        var evaluation = new RuleEvaluation(levels, rule);
        evaluation.Run(cancellation);
        return evaluation;
    }

    /// <summary>A partner's interim allocation at a virtual type within a panel: the chance that all others' are lower.</summary>
    public double Allocation(int agent, int panel, double x)
    {
        double others = 1;
        for (int j = 0; j < _shares.Length; j++)
        {
            if (j != agent)
            {
                double price = double.NaN;
                _levels.Evaluate(panel, j, SideOf(j, panel), x, ref price, out double below, out _);
                others *= below;
            }
        }

        return others;
    }

    /// <summary>The virtual type of a type whose virtual type lies in a panel.</summary>
    public double VirtualTypeOf(int agent, int panel, double type)
    {
        double x = _levels.Schedule(agent, SideOf(agent, panel)).VirtualTypeOf(_levels.StepIn(panel, agent, SideOf(agent, panel)), type);
        return Math.Clamp(x, _levels.PanelLow(panel), _levels.PanelHigh(panel));
    }

    /// <summary>The side of a partner's schedule that holds in a panel.</summary>
    public Side SideOf(int agent, int panel) => panel < _pools[agent] ? Side.Seller : Side.Buyer;

    /// <summary>The end of a partner's types of lower ironed virtual type than a level.</summary>
    public PricePoint Before(int level, int agent) => _levels.Before(level, agent, level <= _pools[agent] ? Side.Seller : Side.Buyer);

    /// <summary>The start of a partner's types of higher ironed virtual type than a level.</summary>
    public PricePoint After(int level, int agent) => _levels.After(level, agent, level < _pools[agent] ? Side.Seller : Side.Buyer);

    private void Run(CancellationToken cancellation)
    {
        Dual = (1 - _shares.Sum()) is var rest && Math.Abs(rest) < 1e-12 ? 0 : rest * _levels.High;
        for (int level = 0; level < _levels.Count; level++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddLevel(level);
            if (level < _levels.PanelCount)
            {
                AddPanel(level);
            }
        }
    }

    private void AddPanel(int panel)
    {
        int count = _shares.Length;
        var low = new PricePoint[count];
        var high = new PricePoint[count];
        double lowProduct = Ends(panel, low, isLow: true);
        double highProduct = Ends(panel, high, isLow: false);
        Array.Clear(_sums);
        Array.Fill(_prices, double.NaN);
        Halve(panel, _levels.PanelLow(panel), _levels.PanelHigh(panel), 0);
        for (int i = 0; i < count; i++)
        {
            if (high[i].Price > low[i].Price)
            {
                _segments[i].Add(new TypeSegment(
                    low[i].Price, high[i].Price, OthersOf(i, low, lowProduct), OthersOf(i, high, highProduct), _sums[i, 0], panel));
                Payoffs[i] += _sums[i, 1];
                Values[i] += HasPole(i, low[i].Price, high[i].Price)
                    ? ValueByProbability(i, _segments[i][^1], low[i].Below, high[i].Below, 0)
                    : _sums[i, 2];
            }
        }
    }

    /// <summary>True where the density is infinite at an end of the types in question, so that it must not be integrated as it is.</summary>
    public bool HasPole(int agent, double low, double high)
    {
        Distribution type = _levels.Partnership.Agents[agent].Type;
        return _poles[agent] && ((low <= type.Low && double.IsPositiveInfinity(type.Density(type.Low, 0)))
            || (high >= type.High && double.IsPositiveInfinity(type.Density(type.High, type.Knots.Count - 2))));
    }

    /// <summary>E[theta q] over a segment as an integral over probabilities, where the integrand is bounded.</summary>
    private double ValueByProbability(int agent, TypeSegment segment, double low, double high, int depth)
    {
        Distribution type = _levels.Partnership.Agents[agent].Type;
        double half = (high - low) / 2;
        (double sum, double error) = (0, 0);
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            double price = Math.Clamp(type.Quantile(low + half + (half * KronrodRule.Nodes[node])), segment.Low, segment.High);
            double value = price * Allocation(agent, segment.Panel, VirtualTypeOf(agent, segment.Panel, price));
            sum += KronrodRule.Weights[node] * value;
            error += KronrodRule.ErrorWeights[node] * value;
        }

        if (half * Math.Abs(error) <= PanelError * (_levels.High - _levels.Low) || depth >= DeepestHalving || _halvings++ >= MostHalvings)
        {
            Error += half * Math.Abs(error);
            return half * sum;
        }

        return ValueByProbability(agent, segment, low, low + half, depth + 1) + ValueByProbability(agent, segment, low + half, high, depth + 1);
    }

    private double Ends(int panel, PricePoint[] points, bool isLow)
    {
        double product = 1;
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = isLow ? After(panel, i) : Before(panel + 1, i);
            product *= points[i].Below;
        }

        return product;
    }

    private static double OthersOf(int agent, PricePoint[] points, double product)
    {
        if (points[agent].Below > 0.01)
        {
            return product / points[agent].Below;
        }

        double others = 1;
        for (int j = 0; j < points.Length; j++)
        {
            others *= j == agent ? 1 : points[j].Below;
        }

        return others;
    }

    private void Halve(int panel, double low, double high, int depth)
    {
        int count = _shares.Length;
        double half = (high - low) / 2;
        Span<double> sums = count <= 64 ? stackalloc double[3 * count] : new double[3 * count];
        sums.Clear();
        (double dual, double dualError, double payoffError, double valueError) = (0, 0, 0, 0);
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            (double value, double payoffs, double values) = AddNode(panel, low + half + (half * KronrodRule.Nodes[node]), half * KronrodRule.Weights[node], sums);
            dual += KronrodRule.Weights[node] * value;
            dualError += KronrodRule.ErrorWeights[node] * value;
            payoffError += KronrodRule.ErrorWeights[node] * payoffs;
            valueError += KronrodRule.ErrorWeights[node] * values;
        }

        double error = half * Math.Max(Math.Abs(dualError), Math.Max(Math.Abs(payoffError), Math.Abs(valueError)));
        double middle = low + half;
        if (error > PanelError * (_levels.High - _levels.Low) && depth < DeepestHalving && _halvings < MostHalvings && middle > low && middle < high)
        {
            _halvings++;
            Halve(panel, low, middle, depth + 1);
            Halve(panel, middle, high, depth + 1);
            return;
        }

        Dual += half * dual;
        Error += error;
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                _sums[i, k] += sums[(3 * i) + k];
            }
        }
    }

    /// <summary>Adds the integrands at one virtual type to the partners' three sums.</summary>
    /// <returns>The integrand of the dual value, and the means of the payoffs' and, without poles, of the values' integrands.</returns>
    private (double Dual, double Payoffs, double Values) AddNode(int panel, double x, double weight, Span<double> sums)
    {
        int count = _shares.Length;
        double shares = 0;
        double product = 1;
        Span<double> speeds = count <= 128 ? stackalloc double[count] : new double[count];
        Span<double> densities = count <= 128 ? stackalloc double[count] : new double[count];
        for (int i = 0; i < count; i++)
        {
            speeds[i] = _levels.Evaluate(panel, i, SideOf(i, panel), x, ref _prices[i], out _below[i], out densities[i]);
            shares += _shares[i] * _below[i];
            _others[i] = product;
            product *= _below[i];
        }

        double behind = 1;
        double payoffs = 0;
        double values = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            double allocation = _others[i] * behind;
            behind *= _below[i];
            if (speeds[i] != 0)
            {
                double gain = (allocation - _shares[i]) * speeds[i];
                sums[3 * i] += weight * gain;
                sums[(3 * i) + 1] += weight * gain * (1 - _below[i]);
                sums[(3 * i) + 2] += weight * _prices[i] * densities[i] * speeds[i] * allocation;
                payoffs += gain;
                values += _poles[i] ? 0 : densities[i] * speeds[i] * allocation * (_levels.High - _levels.Low);
            }
        }

        return (shares - product, payoffs / count, values / count);
    }

    /// <summary>Types that are pooled at a level: partners' own pools, pools of non-regular types, atoms, and gaps between atoms.</summary>
    private void AddLevel(int level)
    {
        IReadOnlyList<LevelPart>[] parts = [.. _pools.Select((own, i) => _levels.Parts(level, i, own))];
        if (!parts.Any(own => own[^1].To.Price > own[0].From.Price || own[^1].To.Below > own[0].From.Below))
        {
            return;
        }

        double[] chances = Chances(level, parts);
        int place = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (LevelPart part in parts[i])
            {
                AddPart(level, i, part, chances[place++]);
            }
        }
    }

    private void AddPart(int level, int agent, LevelPart part, double chance)
    {
        (PricePoint from, PricePoint to) = (part.From, part.To);
        Values[agent] += chance * (to.MeanBelow - from.MeanBelow);
        Range atoms = AtomPayoffs.Allocate(_levels.Partnership.Agents[agent].Type.Atoms, from.Below, to.Below, chance, AtomAllocations[agent]);
        AtomLevels[agent].AsSpan(atoms).Fill(level);
        AtomParts[agent].AsSpan(atoms).Fill(part.Part);
        if (to.Price > from.Price)
        {
            _segments[agent].Add(new TypeSegment(from.Price, to.Price, chance, chance, (chance - _shares[agent]) * (to.Price - from.Price), -1 - level, part.Part));
            Payoffs[agent] += (chance - _shares[agent]) * SurvivalBetween(agent, from.Price, to.Price);
        }
    }

    /// <summary>The chance of the asset of each part of each partner in turn: that the others' types are lower or, where parts are tied, by lot.</summary>
    private double[] Chances(int level, IReadOnlyList<LevelPart>[] parts)
    {
        PricePoint[] after = [.. parts.Select(own => own[^1].To)];
        double product = after.Aggregate(1.0, (all, point) => all * point.Below);
        double[] alone = [.. parts.SelectMany((own, i) => Enumerable.Repeat(OthersOf(i, after, product), own.Count))];
        if (parts.Count(own => own.Any(part => part.HasTypes)) < 2)
        {
            return alone;
        }

        TiedLevel ties = TiedLevel.Of(parts);
        return TiedLevel.Spread(ties.Chances(LotteryAt(level)), parts, alone);
    }

    /// <summary>The lottery that breaks ties at an ironed virtual type.</summary>
    public TieBreaking LotteryAt(double virtualType) => LotteryAt(_levels.LevelOf(virtualType));

    /// <summary>The lottery of the level; the one for all levels; otherwise an even one.</summary>
    public TieBreaking LotteryAt(int level) =>
        _rule.Ties.FirstOrDefault(ties => ties.Level is double at && _levels.LevelOf(at) == level)
        ?? _rule.Ties.FirstOrDefault(ties => ties.Level is null)
        ?? TieBreaking.Even(_shares.Length);

    /// <summary>The integral of 1 - F between two types.</summary>
    private double SurvivalBetween(int agent, double low, double high)
    {
        var type = _levels.Partnership.Agents[agent].Type;
        return high - low - ((high * type.Cdf(high)) - type.PartialMean(high) - (low * type.Cdf(low)) + type.PartialMean(low));
    }
}
