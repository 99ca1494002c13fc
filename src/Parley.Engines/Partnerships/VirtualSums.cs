using Parley.Engines.Numerics;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// Integrates over virtual types x, all partners at once: V = (1 - sum r) U + int [sum r_i G_i - prod G_i] dx, and each
/// partner's expected payoff, int (q_i - r_i) (1 - F_i) dt above the pool less int (q_i - r_i) F_i dt below it.
/// </summary>
/// <remarks>
/// Panels end wherever any schedule changes its form and at every ironing parameter; within a panel the Gauss rule is
/// halved until the last Legendre coefficient of the integrands vanishes. Cost: nodes times partners.
/// </remarks>
internal sealed class VirtualSums
{
    /// <summary>A last Legendre coefficient of this size, in units of the window, is rounding; the error is much smaller.</summary>
    private const double Rounding = 3e-14;

    /// <summary>Panels narrower than this, in units of the window, start with few nodes.</summary>
    private const double Narrow = 0.03;

    /// <summary>How far a price may move unseen, in units of the window.</summary>
    private const double UnseenMove = 1e-12;

    /// <summary>Within a level at a pole, the distance from there is this power of the variable.</summary>
    private const int PowerOfDistance = 8;

    private const int DeepestHalving = 60;

    /// <summary>
    /// More halvings than this mean that the integrands are rounding themselves, as where virtual types divide by densities that
    /// all but vanish; what is lost then is seen by the audit.
    /// </summary>
    private const int MostHalvings = 4000;

    /// <summary>The same where the integrands look smooth, and yet prices move further than the nodes saw.</summary>
    private const int MostSuspicions = 300;

    private readonly VirtualLevels _levels;
    private readonly double[] _shares;
    private readonly double[] _ironing;
    private readonly int[] _pools;
    private readonly double[] _prices;
    private readonly double[] _below;
    private readonly double[] _speeds;
    private readonly double[] _after;
    private readonly double[] _panelPayoffs;
    private readonly double[] _moves;
    private readonly double[] _starts;
    private readonly double[] _ends;
    private readonly double[] _afterLevel;
    private readonly double[][] _atomAllocations;
    private readonly List<TieBreaking> _ties = [];
    private CancellationToken _cancellation;
    private int _halvings;
    private int _suspicions;

    /// <summary>Prepares the sums.</summary>
    /// <param name="levels">The levels, ironing parameters included.</param>
    /// <param name="ironing">The ironing parameters.</param>
    public VirtualSums(VirtualLevels levels, double[] ironing)
    {
        (_levels, _ironing) = (levels, ironing);
        int count = ironing.Length;
        _shares = [.. levels.Partnership.Agents.Select(agent => agent.OutsideSlope)];
        _pools = [.. ironing.Select(levels.LevelOf)];
        (_prices, _below, _speeds, _after, _panelPayoffs) = (new double[count], new double[count], new double[count], new double[count + 1], new double[count]);
        (_moves, _starts, _ends, _afterLevel) = (new double[count], new double[count], new double[count], new double[count]);
        Payoffs = new double[count];
        _atomAllocations = [.. levels.Partnership.Agents.Select(agent => new double[agent.Type.Atoms.Count])];
    }

    /// <summary>V.</summary>
    public double Value { get; private set; }

    /// <summary>E u_i with worst-off types at 0.</summary>
    public double[] Payoffs { get; }

    /// <summary>The lotteries at levels with ties that matter.</summary>
    public IReadOnlyList<TieBreaking> Ties => _ties;

    /// <summary>Sums everything.</summary>
    public void Run(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Value = (1 - _shares.Sum()) * _levels.High;
        if (Math.Abs(Value) < 1e-12 * Math.Abs(_levels.High))
        {
            Value = 0;
        }

        for (int level = 0; level < _levels.Count; level++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddLevel(level);
            if (level > 0)
            {
                Array.Fill(_prices, double.NaN);
                AddPanel(level - 1, _levels.PanelLow(level - 1), _levels.PanelHigh(level - 1), _starts, _ends, 0);
            }

            _afterLevel.CopyTo(_starts, 0);
        }

        for (int i = 0; i < Payoffs.Length; i++)
        {
            if (_atomAllocations[i] is { Length: > 0 } allocations)
            {
                Payoffs[i] = AtomPayoffs.Fill(_levels.Partnership.Agents[i].Type.Atoms, allocations, _shares[i], new double[allocations.Length]);
            }
        }
    }

    private Side SideOf(int agent, int panel) => panel < _pools[agent] ? Side.Seller : Side.Buyer;

    private void AddPanel(int panel, double low, double high, double[] from, double[] to, int depth)
    {
        double width = (high - low) / (_levels.High - _levels.Low);
        LegendreRule rule = width < Narrow ? LegendreRule.Six : LegendreRule.Sixteen;
        (double value, double tail) = Integrate(panel, low, high, rule);
        bool isClose = tail * width <= Rounding;
        bool seesPrices = SeesPrices(from, to);
        if (!(isClose && seesPrices) && rule == LegendreRule.Six)
        {
            (value, tail) = Integrate(panel, low, high, LegendreRule.Sixteen);
            (isClose, seesPrices) = (tail * width <= Rounding, SeesPrices(from, to));
        }

        double middle = low + ((high - low) / 2);
        if ((isClose ? !seesPrices && _suspicions < MostSuspicions : _halvings < MostHalvings) && depth < DeepestHalving && middle > low && middle < high)
        {
            (_halvings, _suspicions) = isClose ? (_halvings, _suspicions + 1) : (_halvings + 1, _suspicions);
            _cancellation.ThrowIfCancellationRequested();
            double[] between = Prices(panel, middle);
            AddPanel(panel, low, middle, from, between, depth + 1);
            AddPanel(panel, middle, high, between, to, depth + 1);
            return;
        }

        Value += value;
        for (int i = 0; i < Payoffs.Length; i++)
        {
            Payoffs[i] += _panelPayoffs[i];
        }
    }

    private double[] Prices(int panel, double x)
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

    /// <summary>
    /// True where the nodes saw every price move as far as it does: one that hurries from one end of its range to the other between
    /// two nodes leaves no other trace.
    /// </summary>
    private bool SeesPrices(double[] from, double[] to)
    {
        double allowed = UnseenMove * (_levels.High - _levels.Low);
        for (int i = 0; i < from.Length; i++)
        {
            if (!(Math.Abs(to[i] - from[i] - _moves[i]) <= allowed))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sums over an interval, and the size of the last Legendre coefficient of V's and of the payoffs' integrands.</summary>
    private (double Value, double Tail) Integrate(int panel, double low, double high, LegendreRule rule)
    {
        double half = (high - low) / 2;
        double sum = 0;
        double valueTail = 0;
        double payoffTail = 0;
        Array.Clear(_panelPayoffs);
        Array.Clear(_moves);
        for (int node = 0; node < rule.Nodes.Length; node++)
        {
            double value = Evaluate(panel, low + half + (half * rule.Nodes[node]), out double product, out double shares);
            double payoffs = 0;
            sum += rule.Weights[node] * value;
            valueTail += rule.Tail[node] * product;
            AddPayoffs(panel, rule.Weights[node] * half, ref payoffs);
            payoffTail += rule.Tail[node] * (payoffs + shares);
        }

        return (sum * half, Math.Max(Math.Abs(valueTail), Math.Abs(payoffTail)));
    }

    /// <summary>The integrand of V; the partners' prices and what lies below them are kept.</summary>
    private double Evaluate(int panel, double x, out double product, out double shares)
    {
        (product, shares) = (1, 0);
        for (int i = 0; i < _shares.Length; i++)
        {
            _speeds[i] = _levels.Evaluate(panel, i, SideOf(i, panel), x, ref _prices[i], out _below[i], out _);
            shares += _shares[i] * _below[i];
            product *= _below[i];
        }

        return shares - product;
    }

    private void AddPayoffs(int panel, double weight, ref double payoffs)
    {
        int count = _shares.Length;
        _after[count] = 1;
        for (int i = count - 1; i >= 0; i--)
        {
            _after[i] = _after[i + 1] * _below[i];
        }

        double before = 1;
        for (int i = 0; i < count; i++)
        {
            if (_speeds[i] != 0)
            {
                _moves[i] += weight * _speeds[i];
                double gain = (before * _after[i + 1]) - _shares[i];
                double rate = gain * _speeds[i] * (panel < _pools[i] ? -_below[i] : 1 - _below[i]);
                _panelPayoffs[i] += weight * rate;
                payoffs += Math.Abs(rate) * (1 + (i * 0.01));
            }

            before *= _below[i];
        }
    }

    /// <summary>
    /// What jumps at a level: prices that pass a pool of non-regular types or an atom. Types pooled around the critical type
    /// add nothing, since ties are broken so that they get their shares there.
    /// </summary>
    private void AddLevel(int level)
    {
        IReadOnlyList<LevelPart>[] parts = [.. _pools.Select((own, i) => _levels.Parts(level, i, own))];
        for (int i = 0; i < parts.Length; i++)
        {
            (_ends[i], _afterLevel[i]) = (parts[i][0].From.Price, parts[i][^1].To.Price);
        }

        AddWidth(level, parts);

        int tied = parts.Count(own => own.Any(part => part.HasTypes));
        if (tied < 2 && !parts.Where((own, i) => Jumps(i, own[0].From, own[^1].To)).Any())
        {
            return;
        }

        double[] chances = Chances(level, parts, tied);
        int place = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (LevelPart part in parts[i])
            {
                AddPart(level, i, part, chances[place++]);
            }
        }
    }

    /// <summary>V's integral within a level.</summary>
    private void AddWidth(int level, IReadOnlyList<LevelPart>[] parts)
    {
        IReadOnlyList<(double Pole, double Away)> stretches = _levels.StretchesOf(level);
        foreach ((double pole, double away) in stretches)
        {
            AddBeside(pole, away);
        }

        if (stretches.Count == 0 && _levels.LevelWidth(level) is > 0 and var width)
        {
            Value += width * (Integrand(parts, own => own[0].From.Below) + Integrand(parts, own => own[^1].To.Below)) / 2;
        }
    }

    /// <summary>The integrand of V at an end of a level.</summary>
    private double Integrand(IReadOnlyList<LevelPart>[] parts, Func<IReadOnlyList<LevelPart>, double> below)
    {
        (double product, double shares) = (1, 0);
        for (int i = 0; i < parts.Length; i++)
        {
            shares += _shares[i] * below(parts[i]);
            product *= below(parts[i]);
        }

        return shares - product;
    }

    /// <summary>V's integral beside a pole, at distances from a pole that are a power of the variable, so that roots of them are smooth.</summary>
    private void AddBeside(double pole, double away)
    {
        LegendreRule rule = LegendreRule.Sixteen;
        for (int node = 0; node < rule.Nodes.Length; node++)
        {
            double part = (1 + rule.Nodes[node]) / 2;
            double x = pole + ((away - pole) * Math.Pow(part, PowerOfDistance));
            (double product, double shares) = (1, 0);
            for (int i = 0; i < _shares.Length; i++)
            {
                double below = _levels.Cdf(i, _ironing[i], x);
                shares += _shares[i] * below;
                product *= below;
            }

            Value += rule.Weights[node] / 2 * Math.Abs(away - pole) * PowerOfDistance * Math.Pow(part, PowerOfDistance - 1) * (shares - product);
        }
    }

    private bool Jumps(int agent, PricePoint from, PricePoint to) => _atomAllocations[agent].Length > 0 ? to.Below > from.Below : to.Price > from.Price;

    private void AddPart(int level, int agent, LevelPart part, double chance)
    {
        if (_atomAllocations[agent].Length > 0)
        {
            AtomPayoffs.Allocate(_levels.Partnership.Agents[agent].Type.Atoms, part.From.Below, part.To.Below, chance, _atomAllocations[agent]);
        }
        else if (part.To.Price > part.From.Price)
        {
            Payoffs[agent] += (chance - _shares[agent]) * RentAt(level, agent, part.From.Price, part.To.Price);
        }
    }

    /// <summary>The chance of the asset of each part of each partner in turn.</summary>
    private double[] Chances(int level, IReadOnlyList<LevelPart>[] parts, int tied)
    {
        double[] alone = [.. parts.SelectMany((own, i) => Enumerable.Repeat(OthersUpTo(parts, i), own.Count))];
        if (tied < 2)
        {
            return alone;
        }

        TiedLevel ties = TiedLevel.Of(parts);
        return TiedLevel.Spread(ties.Chances(Lottery(level, ties)), parts, alone);
    }

    private static double OthersUpTo(IReadOnlyList<LevelPart>[] parts, int agent)
    {
        double others = 1;
        for (int j = 0; j < parts.Length; j++)
        {
            others *= j == agent ? 1 : parts[j][^1].To.Below;
        }

        return others;
    }

    /// <summary>The lottery that gives those pooled here their shares; an even one where nobody is.</summary>
    private TieBreaking Lottery(int level, TiedLevel ties)
    {
        TieTarget[] targets = [.. ties.Parts.Select(part => Target(part.Agent, part.Part))];
        if (targets.All(target => target.IsFree) || ties.Others == 0)
        {
            return TieBreaking.Even(_shares.Length);
        }

        var lottery = new TieBreaking(_levels.LevelLow(level), [.. TieLottery.Find(ties, targets)
            .Select(found => new Hierarchy(ties.Ranks(found.Order, _shares.Length), found.Probability))]);
        _ties.Add(lottery);
        return lottery;
    }

    /// <summary>
    /// What a tied part of a partner must expect. Types pooled around the critical type expect their share, sellers no more
    /// and buyers no less; otherwise they would not be below or above it. Where the virtual type is the type itself, or there
    /// is but one type, nothing depends on it.
    /// </summary>
    private TieTarget Target(int agent, TypePart part) => _levels.Weights[agent] >= 1 || _atomAllocations[agent].Length == 1 ? TieTarget.Free
        : new TieTarget(part == TypePart.Seller ? 0 : _shares[agent], part == TypePart.Buyer ? 1 : _shares[agent]);

    /// <summary>
    /// What a unit of allocation adds to the expected payoff of types whose virtual type is a level: as sellers below the
    /// ironing parameter, as buyers above it, and at it both, for those whom a seller's or a buyer's price passes right there.
    /// </summary>
    private double RentAt(int level, int agent, double low, double high)
    {
        if (level != _pools[agent])
        {
            return Rent(agent, low, high, level < _pools[agent]);
        }

        double sold = Math.Clamp(_levels.SoldUpTo(level, agent).Price, low, high);
        double bought = Math.Clamp(_levels.BoughtFrom(level, agent).Price, sold, high);
        return Rent(agent, low, sold, sells: true) + Rent(agent, bought, high, sells: false);
    }

    /// <summary>The integral of 1 - F over prices, for a buyer; of -F for a seller.</summary>
    private double Rent(int agent, double low, double high, bool sells)
    {
        var type = _levels.Partnership.Agents[agent].Type;
        double below = (high * type.Cdf(high)) - type.PartialMean(high) - (low * type.Cdf(low)) + type.PartialMean(low);
        return sells ? -below : high - low - below;
    }
}
