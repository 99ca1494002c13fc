namespace Parley.Problems.Partnerships;

/// <summary>
/// All partners' price schedules under one multiplier, and the virtual types at which any of them changes its form: between
/// two such levels everything is smooth. Levels nearer to each other than rounding are one, and so are the virtual types at a
/// <see cref="Pole"/>: who is there is tied.
/// </summary>
/// <remarks>
/// Only virtual types between <see cref="Low"/> and <see cref="High"/> matter: below, nobody's ironed virtual type lies
/// (docs/theory/partnership.md); above, everybody's lies below.
/// </remarks>
public sealed class VirtualLevels
{
    /// <summary>Levels this close are one, in units of the range of values.</summary>
    public const double Rounding = 1e-13;

    /// <summary>Fewer types than this are no pool, in probability.</summary>
    public const double NoPool = 1e-13;

    /// <summary>Levels this close are one, in units of the largest value: far from zero doubles are coarse.</summary>
    private const double UnitsInTheLastPlace = 2e-15;

    private readonly PriceSchedule[] _sellers;
    private readonly PriceSchedule[] _buyers;
    private readonly IReadOnlyList<Pole>[] _poles;
    private readonly double _rounding;
    private readonly (double From, double To)[] _levels;
    private readonly int[] _steps;

    /// <summary>The levels of a partnership.</summary>
    /// <param name="partnership">The partnership.</param>
    /// <param name="grids">Each partner's distribution on a grid.</param>
    /// <param name="multiplier">rho, at least 1: the partners' weights in their virtual types are w / rho. Infinite: all are 0.</param>
    /// <param name="more">Further levels, such as the ironing parameters; those outside the window are moved to its ends.</param>
    public VirtualLevels(Partnership partnership, IReadOnlyList<TypeGrid> grids, double multiplier, IEnumerable<double> more)
        : this(partnership, [.. partnership.Agents.Select(agent => agent.Weight / multiplier)], Schedules(partnership, grids, multiplier), [.. grids.Select(grid => grid.Poles)], more)
    {
    }

    private VirtualLevels(
        Partnership partnership, double[] weights, (PriceSchedule[] Sellers, PriceSchedule[] Buyers) schedules, IReadOnlyList<Pole>[] poles, IEnumerable<double> more)
    {
        (Partnership, Weights, _poles) = (partnership, weights, poles);
        (_sellers, _buyers) = schedules;
        High = partnership.High;
        Low = partnership.Agents.Any(agent => agent.BuyOut is not null) ? Math.Min(partnership.Low, LowestBuyer()) : partnership.Low;
        _rounding = Math.Max(Rounding * (High - Low), UnitsInTheLastPlace * Math.Max(Math.Abs(Low), Math.Abs(High)));
        _levels = Levels(more);
        _steps = Steps();
    }

    /// <summary>The same schedules with further levels.</summary>
    public VirtualLevels With(IEnumerable<double> more) => new(Partnership, [.. Weights], (_sellers, _buyers), _poles, more);

    /// <summary>The partnership.</summary>
    public Partnership Partnership { get; }

    /// <summary>alpha, each partner's weight of the true type in the virtual type.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>
    /// The lower end of the window: the lowest value of all; with fixed buy-outs, where shares no longer count for
    /// everybody, the lowest virtual type of a buyer.
    /// </summary>
    public double Low { get; }

    /// <summary>The upper end of the window: the highest value of all.</summary>
    public double High { get; }

    /// <summary>How many levels there are; the first is at the lower end of the window, the last at the upper.</summary>
    public int Count => _levels.Length;

    /// <summary>How many intervals between levels there are.</summary>
    public int PanelCount => _levels.Length - 1;

    /// <summary>The lower end of the panel above a level.</summary>
    public double PanelLow(int panel) => _levels[panel].To;

    /// <summary>The upper end of a panel.</summary>
    public double PanelHigh(int panel) => _levels[panel + 1].From;

    /// <summary>The lower end of a level, which is a point, or as wide as rounding or a pole.</summary>
    public double LevelLow(int level) => _levels[level].From;

    /// <summary>How wide a level is.</summary>
    public double LevelWidth(int level) => _levels[level].To - _levels[level].From;

    /// <summary>
    /// The stretches into which a level's poles and its ends cut it, each from a pole, near which the cdfs of virtual types bend like
    /// a root, to somewhere on either side; none of a level without a pole, which is as narrow as rounding.
    /// </summary>
    public IReadOnlyList<(double Pole, double Away)> StretchesOf(int level)
    {
        (double from, double to) = _levels[level];
        if (_poles.All(own => own.Count == 0))
        {
            return [];
        }

        double[] ends = [.. _poles.SelectMany(own => own).Select(pole => pole.End).Where(end => end >= from && end <= to).Distinct().Order()];
        List<(double Pole, double Away)> stretches = [];
        for (int k = 0; k < ends.Length; k++)
        {
            double below = k == 0 ? from : ends[k - 1] + ((ends[k] - ends[k - 1]) / 2);
            double above = k + 1 == ends.Length ? to : ends[k] + ((ends[k + 1] - ends[k]) / 2);
            stretches.AddRange([(ends[k], below), (ends[k], above)]);
        }

        return stretches;
    }

    /// <summary>The cdf of a partner's ironed virtual type at any x, also within a level.</summary>
    /// <param name="agent">The partner's number.</param>
    /// <param name="ironing">The partner's ironing parameter.</param>
    /// <param name="x">A virtual type.</param>
    public double Cdf(int agent, double ironing, double x)
    {
        PriceSchedule schedule = Schedule(agent, x < ironing ? Side.Seller : Side.Buyer);
        double price = double.NaN;
        schedule.Evaluate(schedule.StepAt(x), x, ref price, out double below, out _);
        return below;
    }

    /// <summary>
    /// The end of somebody's support, in the level below a panel, at which the density is infinite and above which types are: near it
    /// virtual types are as dense as a power of the distance. Null where there is none.
    /// </summary>
    public double? PoleBelow(int panel) => EndOfPole(panel, 1) is > double.NegativeInfinity and var end ? end : null;

    /// <summary>The same in the level above a panel, with types below.</summary>
    public double? PoleAbove(int panel) => EndOfPole(panel, -1) is < double.PositiveInfinity and var end ? end : null;

    /// <summary>The ends of a partner's support at which the density is infinite.</summary>
    public IReadOnlyList<Pole> Poles(int agent) => _poles[agent];

    /// <summary>Of all such ends the one nearest to the panel; infinite where there is none.</summary>
    private double EndOfPole(int panel, int sign)
    {
        (double from, double to) = _levels[sign > 0 ? panel : panel + 1];
        double nearest = sign > 0 ? double.NegativeInfinity : double.PositiveInfinity;
        foreach (IReadOnlyList<Pole> own in _poles)
        {
            foreach (Pole pole in own)
            {
                if (pole.Sign == sign && pole.End >= from && pole.End <= to)
                {
                    nearest = sign > 0 ? Math.Max(nearest, pole.End) : Math.Min(nearest, pole.End);
                }
            }
        }

        return nearest;
    }

    /// <summary>The level that holds an ironing parameter that was given to the constructor.</summary>
    public int LevelOf(double x)
    {
        int level = Array.BinarySearch(_levels, (x, double.PositiveInfinity));
        return Math.Clamp((level < 0 ? ~level : level) - 1, 0, _levels.Length - 1);
    }

    /// <summary>A partner's schedule on a side.</summary>
    public PriceSchedule Schedule(int agent, Side side) => (side == Side.Seller ? _sellers : _buyers)[agent];

    /// <summary>A partner's price at x within a panel: <see cref="PriceSchedule.Evaluate"/>.</summary>
    public double Evaluate(int panel, int agent, Side side, double x, ref double price, out double below, out double density) =>
        Schedule(agent, side).Evaluate(StepIn(panel, agent, side), x, ref price, out below, out density);

    /// <summary>The step of a partner's schedule that holds a panel.</summary>
    public int StepIn(int panel, int agent, Side side) => _steps[(((2 * agent) + (int)side) * PanelCount) + panel];

    /// <summary>A partner's price just below a level (what nobody of lower virtual type exceeds), and what lies below it.</summary>
    public PricePoint Before(int level, int agent, Side side)
    {
        if (level == 0)
        {
            return new PricePoint(Partnership.Agents[agent].Type.Low, 0, 0);
        }

        return Point(level - 1, agent, side, _levels[level].From);
    }

    /// <summary>A partner's price just above a level, and what lies below it.</summary>
    public PricePoint After(int level, int agent, Side side)
    {
        if (level == PanelCount)
        {
            return new PricePoint(Partnership.Agents[agent].Type.High, 1, Partnership.Agents[agent].Type.Mean);
        }

        return Point(level, agent, side, _levels[level].To);
    }

    /// <summary>
    /// The parts of a partner's types whose ironed virtual type is a level, lower types first: one, or at the partner's own
    /// ironing parameter up to three, each but the only one with a positive probability.
    /// </summary>
    /// <param name="level">The level.</param>
    /// <param name="agent">The partner's number.</param>
    /// <param name="own">The level of the partner's ironing parameter.</param>
    public IReadOnlyList<LevelPart> Parts(int level, int agent, int own)
    {
        PricePoint before = Before(level, agent, level <= own ? Side.Seller : Side.Buyer);
        PricePoint after = After(level, agent, level < own ? Side.Seller : Side.Buyer);
        if (level != own)
        {
            return [new LevelPart(level < own ? TypePart.Seller : TypePart.Buyer, before, after)];
        }

        PricePoint sold = Within(SoldUpTo(level, agent), before, after);
        PricePoint bought = Within(BoughtFrom(level, agent), sold, after);
        return Merged([new(TypePart.Seller, before, sold), new(TypePart.Pool, sold, bought), new(TypePart.Buyer, bought, after)]);
    }

    /// <summary>The end of a partner's types whose virtual cost is not above a level; at the end of the window too.</summary>
    public PricePoint SoldUpTo(int level, int agent) =>
        level < PanelCount ? After(level, agent, Side.Seller) : Outside(agent, Side.Seller, High + _rounding);

    /// <summary>The start of a partner's types whose virtual value is not below a level; at the start of the window too.</summary>
    public PricePoint BoughtFrom(int level, int agent) =>
        level > 0 ? Before(level, agent, Side.Buyer) : Outside(agent, Side.Buyer, Low - _rounding);

    /// <summary>A partner's price beyond the window.</summary>
    private PricePoint Outside(int agent, Side side, double x)
    {
        PriceSchedule schedule = Schedule(agent, side);
        int number = schedule.StepAt(x);
        return schedule.Steps[number].IsFlat ? schedule.Steps[number].Start : PointOf(schedule, number, agent, x);
    }

    private static PricePoint Within(PricePoint point, PricePoint low, PricePoint high) =>
        point.Below <= low.Below && point.Price <= low.Price ? low : point.Below >= high.Below && point.Price >= high.Price ? high : point;

    /// <summary>Parts without types, such as gaps in the support, join the next part, or else the one before.</summary>
    private static List<LevelPart> Merged(IEnumerable<LevelPart> parts)
    {
        List<LevelPart> merged = [];
        foreach (LevelPart part in parts)
        {
            if (merged.Count == 0 || (merged[^1].HasTypes && part.HasTypes))
            {
                merged.Add(part);
            }
            else
            {
                merged[^1] = new LevelPart(merged[^1].HasTypes ? merged[^1].Part : part.Part, merged[^1].From, part.To);
            }
        }

        return merged;
    }

    private PricePoint Point(int panel, int agent, Side side, double x)
    {
        PriceSchedule schedule = Schedule(agent, side);
        int number = StepIn(panel, agent, side);
        PriceStep step = schedule.Steps[number];
        if (step.IsFlat || x <= step.From)
        {
            return step.Start;
        }

        if (x >= step.To)
        {
            return step.End;
        }

        return PointOf(schedule, number, agent, x);
    }

    private PricePoint PointOf(PriceSchedule schedule, int step, int agent, double x)
    {
        double price = double.NaN;
        schedule.Evaluate(step, x, ref price, out double below, out _);
        return new PricePoint(price, below, Partnership.Agents[agent].Type.PartialMean(price));
    }

    private static (PriceSchedule[], PriceSchedule[]) Schedules(Partnership partnership, IReadOnlyList<TypeGrid> grids, double multiplier)
    {
        PriceSchedule[] Of(Side side) => [.. partnership.Agents.Select((agent, i) => PriceSchedule.Of(grids[i], agent.Weight / multiplier, side))];
        return (Of(Side.Seller), Of(Side.Buyer));
    }

    private double LowestBuyer() => _buyers.Min(schedule => schedule.Steps[0].To);

    private (double, double)[] Levels(IEnumerable<double> more)
    {
        (double From, double To)[] sorted =
        [
            (Low, Low), (High, High),
            .. _sellers.Concat(_buyers).SelectMany(schedule => schedule.Steps.Select(step => step.To)).Where(x => x > Low && x < High).Select(x => (x, x)),
            .. _poles.SelectMany(own => own).Select(pole => (Math.Max(pole.From, Low), Math.Min(pole.To, High))),
            .. more.Select(x => Math.Clamp(x, Low, High)).Select(x => (x, x)),
        ];
        Array.Sort(sorted);
        List<(double From, double To)> levels = [sorted[0]];
        foreach ((double from, double to) in sorted.AsSpan(1))
        {
            if (from - levels[^1].To <= _rounding)
            {
                levels[^1] = (levels[^1].From, Math.Max(levels[^1].To, to));
            }
            else
            {
                levels.Add((from, to));
            }
        }

        return [.. levels];
    }

    /// <summary>The step of every schedule in every panel.</summary>
    private int[] Steps()
    {
        var steps = new int[2 * _sellers.Length * PanelCount];
        for (int agent = 0; agent < _sellers.Length; agent++)
        {
            for (int side = 0; side < 2; side++)
            {
                PriceSchedule schedule = Schedule(agent, (Side)side);
                int step = 0;
                for (int panel = 0; panel < PanelCount; panel++)
                {
                    double middle = PanelLow(panel) + ((PanelHigh(panel) - PanelLow(panel)) / 2);
                    while (schedule.Steps[step].To < middle)
                    {
                        step++;
                    }

                    steps[(((2 * agent) + side) * PanelCount) + panel] = step;
                }
            }
        }

        return steps;
    }
}

/// <summary>A part of a partner's types at a level, from one price to another.</summary>
/// <param name="Part">Which part.</param>
/// <param name="From">The end of lower types.</param>
/// <param name="To">The start of higher types.</param>
public readonly record struct LevelPart(TypePart Part, PricePoint From, PricePoint To)
{
    /// <summary>True where the types have a probability.</summary>
    public bool HasTypes => To.Below - From.Below > VirtualLevels.NoPool;
}
