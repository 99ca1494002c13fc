using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// The bids of a double auction as a function of ironed virtual types, beta(x) = k t2(x) + (1 - k) t1(x), one increasing
/// function for both partners; and what a bid can expect from trade.
/// </summary>
/// <remarks>
/// Expectations are sums over the panels below a virtual type, computed once by a Gauss-Kronrod rule, and a part of one panel.
/// </remarks>
internal sealed class VirtualBids
{
    /// <summary>The error allowed for one panel, in units of the largest value.</summary>
    private const double PanelError = 2e-15;

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

        double x = _rule.VirtualTypeOf(agent, segment.Panel, type);
        return (Mix(agent, type, PriceAt(other, segment.Panel, x).Price), x);
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
        return (PriceAt(other, panel, x).Below, _after[other, panel] + Sums(other, panel, x)[0]);
    }

    private void AddLevel(int level)
    {
        PricePoint[] before = [_rule.Before(level, 0), _rule.Before(level, 1)];
        PricePoint[] after = [_rule.After(level, 0), _rule.After(level, 1)];
        double[] masses = [after[0].Below - before[0].Below, after[1].Below - before[1].Below];
        if (masses.All(mass => mass > VirtualLevels.NoPool))
        {
            double Middle(int agent) => before[agent].Price + ((after[agent].Price - before[agent].Price) / 2);
            double chance = _rule.LotteryAt(level).Hierarchies.Where(hierarchy => hierarchy.Order[0].Agent == 0).Sum(hierarchy => hierarchy.Probability);
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
        for (int agent = 0; agent < 2; agent++)
        {
            ReadOnlySpan<double> sums = Sums(agent, panel, _levels.PanelHigh(panel));

            // Until the next level is added, its entry carries what lies below it.
            _after[agent, panel + 1] = _after[agent, panel] + sums[0];
            _trades[agent] += sums[1];
        }
    }

    private (double Price, double Below) PriceAt(int agent, int panel, double x)
    {
        double price = double.NaN;
        _levels.Evaluate(panel, agent, _rule.SideOf(agent, panel), x, ref price, out double below, out _);
        return (price, below);
    }

    /// <summary>
    /// Over a partner's types in the part of a panel below a virtual type: the bid, and the bid times what is won beyond the
    /// partner's share, weighted by the density. Where that is infinite at an end, the integral is one over probabilities.
    /// </summary>
    private ReadOnlySpan<double> Sums(int agent, int panel, double to)
    {
        (double price, double below) = PriceAt(agent, panel, to);
        PricePoint low = _rule.After(panel, agent);
        var integral = new GaussKronrod(2, _allowed);
        if (!(price > low.Price))
        {
            return integral.Totals;
        }

        if (_rule.HasPole(agent, low.Price, price))
        {
            integral.Add(low.Below, below, (probability, values) => ByProbability(agent, panel, probability, low.Price, price, values));
        }
        else
        {
            double[] prices = [double.NaN, double.NaN];
            integral.Add(_levels.PanelLow(panel), to, (x, values) => ByVirtualType(agent, panel, x, prices, values));
        }

        return integral.Totals;
    }

    private void ByProbability(int agent, int panel, double probability, double low, double high, Span<double> values)
    {
        double type = Math.Clamp(_levels.Partnership.Agents[agent].Type.Quantile(probability), low, high);
        (double price, double below) = PriceAt(1 - agent, panel, _rule.VirtualTypeOf(agent, panel, type));
        values[0] = Mix(agent, type, price);
        values[1] = values[0] * (below - _shares[agent]);
    }

    private void ByVirtualType(int agent, int panel, double x, double[] prices, Span<double> values)
    {
        int other = 1 - agent;
        double speed = _levels.Evaluate(panel, agent, _rule.SideOf(agent, panel), x, ref prices[agent], out _, out double density);
        _levels.Evaluate(panel, other, _rule.SideOf(other, panel), x, ref prices[other], out double below, out _);
        values[0] = speed == 0 ? 0 : Mix(agent, prices[agent], prices[other]) * speed * density;
        values[1] = values[0] * (below - _shares[agent]);
    }
}

/// <summary>What a bid can expect if the other bids as prescribed.</summary>
/// <param name="Bid">The bid.</param>
/// <param name="Chance">The chance of the asset.</param>
/// <param name="Trade">What the bidder expects to pay for the trade, without taxes.</param>
internal readonly record struct BidProspect(double Bid, double Chance, double Trade);
