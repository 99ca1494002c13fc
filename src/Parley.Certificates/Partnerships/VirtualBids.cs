using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// The bids of a double auction as a function of ironed virtual types, beta(x) = k t2(x) + (1 - k) t1(x), one increasing
/// function for both partners; and what a bid can expect from trade.
/// </summary>
/// <remarks>
/// Expectations are sums over the panels below a virtual type, computed once by a Gauss-Kronrod rule, and a part of one panel.
/// The virtual type runs through a panel as s squared (3 - 2 s), which takes the edge off densities that are infinite at an end.
/// </remarks>
internal sealed class VirtualBids
{
    /// <summary>The error allowed for one panel, in units of the largest value.</summary>
    private const double PanelError = 2e-15;

    private const int DeepestHalving = 40;

    private readonly RuleEvaluation _rule;
    private readonly VirtualLevels _levels;
    private readonly double[] _weights;
    private readonly double[] _shares;
    private readonly double _allowed;
    private readonly TiedBid?[] _ties;
    private readonly double[,] _before;
    private readonly double[,] _after;
    private readonly double[] _trades = new double[2];

    /// <summary>The bids for a rule.</summary>
    /// <param name="rule">The rule, evaluated, for two partners whose types have densities.</param>
    /// <param name="firstWeight">k.</param>
    public VirtualBids(RuleEvaluation rule, double firstWeight)
    {
        (_rule, _levels) = (rule, rule.Levels);
        _weights = [firstWeight, 1 - firstWeight];
        _shares = [.. _levels.Partnership.Agents.Select(agent => agent.Share)];
        _allowed = PanelError * Math.Max(_levels.High - _levels.Low, Math.Max(Math.Abs(_levels.Low), Math.Abs(_levels.High)));
        _ties = new TiedBid?[_levels.Count];
        (_before, _after) = (new double[2, _levels.Count], new double[2, _levels.Count]);
        for (int level = 0; level < _levels.Count; level++)
        {
            AddLevel(level);
            if (level < _levels.PanelCount)
            {
                AddPanel(level);
            }
        }
    }

    /// <summary>The bids at which a lottery decides.</summary>
    public IReadOnlyList<TiedBid> Ties => [.. _ties.OfType<TiedBid>()];

    /// <summary>kappa, the weight of a partner's bid in the price: k and 1 - k.</summary>
    public double Weight(int agent) => _weights[agent];

    /// <summary>What a partner expects to pay for the trade, over all types of both.</summary>
    public double ExpectedTrade(int agent) => (_weights[agent] * _trades[agent]) - (_weights[1 - agent] * _trades[1 - agent]);

    /// <summary>The bid of a type, and where it is in a panel its virtual type.</summary>
    public (double Bid, double VirtualType) At(int agent, TypeSegment segment, double type)
    {
        int other = 1 - agent;
        if (segment.IsPool)
        {
            double bid = _ties[segment.Level]?.Bid ?? Mix(agent, type, _rule.Before(segment.Level, other).Price);
            return (bid, double.NaN);
        }

        double x = _rule.VirtualTypeOf(agent, segment, type);
        double price = double.NaN;
        _levels.Evaluate(segment.Panel, other, _rule.SideOf(other, segment.Panel), x, ref price, out _, out _);
        return (Mix(agent, type, price), x);
    }

    /// <summary>The bid of a type, its chance of the asset, and what it expects to pay for the trade.</summary>
    public BidProspect ProspectAt(int agent, TypeSegment segment, double type)
    {
        (double bid, double x) = At(agent, segment, type);
        (double chance, double beaten) = segment.IsPool ? AtLevel(agent, segment.Level) : InPanel(agent, segment.Panel, x);
        int other = 1 - agent;
        double mean = _after[other, _levels.Count - 1];
        double trade = (_weights[agent] * bid * (chance - _shares[agent])) + (_weights[other] * (beaten - (_shares[agent] * mean)));
        return new BidProspect(bid, chance, trade);
    }

    /// <summary>A partner's own type weighs as much as the other's bid does in the price.</summary>
    private double Mix(int agent, double own, double others) => (_weights[1 - agent] * own) + (_weights[agent] * others);

    /// <summary>The chance that the other's bid is lower, and the other's mean bid counted where it is.</summary>
    private (double Chance, double Beaten) AtLevel(int agent, int level)
    {
        int other = 1 - agent;
        double below = _rule.Before(level, other).Below;
        if (_ties[level] is not { } tie)
        {
            return (below, _before[other, level]);
        }

        double won = (agent == 0 ? tie.ChanceOfFirst : 1 - tie.ChanceOfFirst) * (_rule.After(level, other).Below - below);
        return (below + won, _before[other, level] + (won * tie.Bid));
    }

    /// <inheritdoc cref="AtLevel"/>
    private (double Chance, double Beaten) InPanel(int agent, int panel, double x)
    {
        int other = 1 - agent;
        double price = double.NaN;
        _levels.Evaluate(panel, other, _rule.SideOf(other, panel), x, ref price, out double below, out _);
        Span<double> sums = stackalloc double[4];
        sums.Clear();
        Halve(panel, (_levels.PanelLow(panel), x), 0, 1, 0, sums);
        return (below, _after[other, panel] + sums[other]);
    }

    private void AddLevel(int level)
    {
        PricePoint[] before = [_rule.Before(level, 0), _rule.Before(level, 1)];
        PricePoint[] after = [_rule.After(level, 0), _rule.After(level, 1)];
        double[] masses = [after[0].Below - before[0].Below, after[1].Below - before[1].Below];
        if (masses.All(mass => mass > RuleEvaluation.NoPool))
        {
            double Middle(int agent) => before[agent].Price + ((after[agent].Price - before[agent].Price) / 2);
            double chance = _rule.LotteryAt(level).Hierarchies.Where(hierarchy => hierarchy.Order[0] == 0).Sum(hierarchy => hierarchy.Probability);
            _ties[level] = new TiedBid(Mix(0, Middle(0), Middle(1)), chance);
        }

        for (int agent = 0; agent < 2; agent++)
        {
            double pooled = _ties[level] is { } tie ? tie.Bid * masses[agent]
                : Mix(agent, after[agent].MeanBelow - before[agent].MeanBelow, before[1 - agent].Price * masses[agent]);
            _before[agent, level] = level == 0 ? 0 : _after[agent, level];
            _after[agent, level] = _before[agent, level] + pooled;
        }

        for (int agent = 0; agent < 2; agent++)
        {
            _trades[agent] += (AtLevel(agent, level).Chance - _shares[agent]) * (_after[agent, level] - _before[agent, level]);
        }
    }

    private void AddPanel(int panel)
    {
        Span<double> sums = stackalloc double[4];
        sums.Clear();
        Halve(panel, (_levels.PanelLow(panel), _levels.PanelHigh(panel)), 0, 1, 0, sums);
        for (int agent = 0; agent < 2; agent++)
        {
            // Until the next level is added, its entry carries what lies below it.
            _after[agent, panel + 1] = _after[agent, panel] + sums[agent];
            _trades[agent] += sums[2 + agent];
        }
    }

    /// <summary>
    /// Adds, over a part of a panel, each partner's bid, then each partner's bid times what they win beyond their share, weighted
    /// by the density of their types.
    /// </summary>
    private void Halve(int panel, (double Low, double High) range, double from, double to, int depth, Span<double> sums)
    {
        double half = (to - from) / 2;
        Span<double> found = stackalloc double[4];
        Span<double> errors = stackalloc double[4];
        found.Clear();
        errors.Clear();
        Span<double> prices = [double.NaN, double.NaN];
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            double s = from + half + (half * KronrodRule.Nodes[node]);
            double speed = half * (range.High - range.Low) * 6 * s * (1 - s);
            AddNode(panel, range.Low + ((range.High - range.Low) * s * s * (3 - (2 * s))), speed, node, prices, found, errors);
        }

        double error = 0;
        foreach (double single in errors)
        {
            error = Math.Max(error, Math.Abs(single));
        }

        if (error > _allowed && depth < DeepestHalving)
        {
            Halve(panel, range, from, from + half, depth + 1, sums);
            Halve(panel, range, from + half, to, depth + 1, sums);
            return;
        }

        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] += found[k];
        }
    }

    private void AddNode(int panel, double x, double speed, int node, Span<double> prices, Span<double> sums, Span<double> errors)
    {
        double firstSpeed = _levels.Evaluate(panel, 0, _rule.SideOf(0, panel), x, ref prices[0], out double firstBelow, out double firstDensity);
        double secondSpeed = _levels.Evaluate(panel, 1, _rule.SideOf(1, panel), x, ref prices[1], out double secondBelow, out double secondDensity);
        double bid = Mix(0, prices[0], prices[1]);
        double first = firstSpeed == 0 ? 0 : bid * speed * firstSpeed * firstDensity;
        double second = secondSpeed == 0 ? 0 : bid * speed * secondSpeed * secondDensity;
        ReadOnlySpan<double> values = [first, second, first * (secondBelow - _shares[0]), second * (firstBelow - _shares[1])];
        for (int k = 0; k < values.Length; k++)
        {
            sums[k] += KronrodRule.Weights[node] * values[k];
            errors[k] += KronrodRule.ErrorWeights[node] * values[k];
        }
    }
}

/// <summary>What a bid can expect if the other bids as prescribed.</summary>
/// <param name="Bid">The bid.</param>
/// <param name="Chance">The chance of the asset.</param>
/// <param name="Trade">What the bidder expects to pay for the trade, without taxes.</param>
internal readonly record struct BidProspect(double Bid, double Chance, double Trade);
