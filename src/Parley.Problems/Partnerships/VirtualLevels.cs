namespace Parley.Problems.Partnerships;

/// <summary>
/// All partners' price schedules under one multiplier, and the virtual types at which any of them changes its form: between
/// two such levels everything is smooth. Levels nearer to each other than rounding are one.
/// </summary>
/// <remarks>
/// Only virtual types between <see cref="Low"/> and <see cref="High"/> matter: below, nobody's ironed virtual type lies
/// (docs/theory/partnership.md); above, everybody's lies below.
/// </remarks>
public sealed class VirtualLevels
{
    /// <summary>Levels this close are one, in units of the range of values.</summary>
    public const double Rounding = 1e-13;

    /// <summary>Levels this close are one, in units of the largest value: far from zero doubles are coarse.</summary>
    private const double UnitsInTheLastPlace = 2e-15;

    private readonly PriceSchedule[] _sellers;
    private readonly PriceSchedule[] _buyers;
    private readonly (double From, double To)[] _levels;
    private readonly int[] _steps;

    /// <summary>The levels of a partnership.</summary>
    /// <param name="partnership">The partnership.</param>
    /// <param name="grids">Each partner's distribution on a grid.</param>
    /// <param name="multiplier">rho, at least 1: the partners' weights in their virtual types are w / rho. Infinite: all are 0.</param>
    /// <param name="more">Further levels, such as the ironing parameters; those outside the window are moved to its ends.</param>
    public VirtualLevels(Partnership partnership, IReadOnlyList<TypeGrid> grids, double multiplier, IEnumerable<double> more)
        : this(partnership, [.. partnership.Agents.Select(agent => agent.Weight / multiplier)], Schedules(partnership, grids, multiplier), more)
    {
    }

    private VirtualLevels(Partnership partnership, double[] weights, (PriceSchedule[] Sellers, PriceSchedule[] Buyers) schedules, IEnumerable<double> more)
    {
        (Partnership, Weights) = (partnership, weights);
        (_sellers, _buyers) = schedules;
        High = partnership.High;
        Low = partnership.Agents.Any(agent => agent.BuyOut is not null) ? Math.Min(partnership.Low, LowestBuyer()) : partnership.Low;
        _levels = Levels(more);
        _steps = Steps();
    }

    /// <summary>The same schedules with further levels.</summary>
    public VirtualLevels With(IEnumerable<double> more) => new(Partnership, [.. Weights], (_sellers, _buyers), more);

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

    /// <summary>The lower end of a level, which is a point or as wide as rounding.</summary>
    public double LevelLow(int level) => _levels[level].From;

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

        double price = double.NaN;
        schedule.Evaluate(number, x, ref price, out double below, out _);
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
        double[] sorted =
        [
            Low, High,
            .. _sellers.Concat(_buyers).SelectMany(schedule => schedule.Steps.Select(step => step.To)).Where(x => x > Low && x < High),
            .. more.Select(x => Math.Clamp(x, Low, High)),
        ];
        Array.Sort(sorted);
        double rounding = Math.Max(Rounding * (High - Low), UnitsInTheLastPlace * Math.Max(Math.Abs(Low), Math.Abs(High)));
        List<(double From, double To)> levels = [(sorted[0], sorted[0])];
        foreach (double x in sorted.AsSpan(1))
        {
            if (x - levels[^1].To <= rounding)
            {
                levels[^1] = (levels[^1].From, x);
            }
            else
            {
                levels.Add((x, x));
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
