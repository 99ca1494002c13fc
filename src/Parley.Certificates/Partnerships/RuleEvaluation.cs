using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// What an allocation rule gives: the dual value of its ironing parameters, and each partner's interim allocation, expected
/// payoff and part of the expected value, recomputed from (rho, z, ties) alone.
/// </summary>
/// <remarks>
/// Integrates over virtual types, near infinite densities over the logarithm of the distance from there, by a Gauss-Kronrod rule
/// that halves panels until its own error estimate vanishes. Unlike the solver it needs no worst-off types: payoffs are summed
/// from the lowest type up, and their minimum is found afterwards. Cost: nodes times partners.
/// </remarks>
internal sealed class RuleEvaluation
{
    /// <summary>Within a level at a pole, distances below this part of the longest are not told apart.</summary>
    private const double Nearest = 1e-6;

    /// <summary>Into how many parts the logarithms of the others are cut.</summary>
    private const int PartsBeside = 2;

    private readonly VirtualLevels _levels;
    private readonly AllocationRule _rule;
    private readonly int[] _pools;
    private readonly double[] _shares;
    private readonly List<TypeSegment>[] _segments;
    private readonly PanelIntegral _integral;

    private RuleEvaluation(VirtualLevels levels, AllocationRule rule)
    {
        (_levels, _rule) = (levels, rule);
        int count = levels.Partnership.Agents.Count;
        _shares = [.. levels.Partnership.Agents.Select(agent => agent.OutsideSlope)];
        _pools = [.. rule.Ironing.Select(levels.LevelOf)];
        _integral = new PanelIntegral(levels, _pools, _shares);
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
    public double Error => _integral.Error;

    /// <summary>By how much it may be uncertain which of several partners has a part of their values together.</summary>
    public double SplitError => _integral.SplitError;

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

        Dual += _integral.Dual;
    }

    private void AddPanel(int panel)
    {
        int count = _shares.Length;
        var low = new PricePoint[count];
        var high = new PricePoint[count];
        double lowProduct = Ends(panel, low, isLow: true);
        double highProduct = Ends(panel, high, isLow: false);
        _integral.Add(panel, low, high);
        for (int i = 0; i < count; i++)
        {
            if (high[i].Price > low[i].Price)
            {
                _segments[i].Add(new TypeSegment(
                    low[i].Price, high[i].Price, OthersOf(i, low, lowProduct), OthersOf(i, high, highProduct), _integral.Gains[i], panel));
                Payoffs[i] += _integral.Payoffs[i];
                Values[i] += _integral.Values[i];
            }
        }
    }

    /// <summary>True where the density is infinite at an end of the types in question, so that it must not be integrated as it is.</summary>
    public bool HasPole(int agent, double low, double high) =>
        Pole.Of(_levels.Partnership.Agents[agent].Type).Any(pole => pole.Sign > 0 ? low <= pole.To : high >= pole.From);

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

    /// <summary>Types that are pooled at a level: partners' own pools, pools of non-regular types, atoms, and gaps between atoms.</summary>
    private void AddLevel(int level)
    {
        IReadOnlyList<LevelPart>[] parts = [.. _pools.Select((own, i) => _levels.Parts(level, i, own))];
        IReadOnlyList<(double Pole, double Away)> stretches = _levels.StretchesOf(level);
        Dual += stretches.Sum(stretch => DualBeside(stretch.Pole, stretch.Away));
        if (stretches.Count == 0)
        {
            Dual += _levels.LevelWidth(level) * (DualAt([.. parts.Select(own => own[0].From.Below)]) + DualAt([.. parts.Select(own => own[^1].To.Below)])) / 2;
        }

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

    /// <summary>
    /// The integral of the dual value within a level, from a pole to somewhere beside it, over the logarithm of the distance; what is
    /// nearer than a millionth of it counts as the pole itself.
    /// </summary>
    private double DualBeside(double pole, double away)
    {
        double nearest = Math.Log(Nearest);
        double sum = Nearest * DualAt(pole);
        for (int part = 0; part < PartsBeside; part++)
        {
            double half = -nearest / PartsBeside / 2;
            double middle = nearest + (((2 * part) + 1) * half);
            for (int node = 0; node < KronrodRule.Count; node++)
            {
                double distance = Math.Exp(middle + (half * KronrodRule.Nodes[node]));
                sum += half * KronrodRule.Weights[node] * distance * DualAt(pole + ((away - pole) * distance));
            }
        }

        return sum * Math.Abs(away - pole);
    }

    /// <summary>The integrand of the dual value.</summary>
    private double DualAt(double x) => DualAt([.. _rule.Ironing.Select((ironing, i) => _levels.Cdf(i, ironing, x))]);

    private double DualAt(double[] below) => below.Zip(_shares, (cdf, share) => cdf * share).Sum() - below.Aggregate(1.0, (product, cdf) => product * cdf);

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
