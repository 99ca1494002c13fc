using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// The ironed weighted virtual type of one partner on one side, as its inverse: for every x the price t(x) at which to
/// trade with the partner if the good is worth x elsewhere. A buyer's price maximises
/// alpha E[X - x; X &gt;= t] + (1 - alpha) (t - x) P(X &gt;= t); a seller's maximises
/// alpha E[x - X; X &lt;= t] + (1 - alpha) (x - t) P(X &lt;= t).
/// </summary>
/// <remarks>
/// Where the virtual type increases, t(x) is its inverse; where it does not, the best price jumps over the types that
/// Myerson's ironing pools; where the distribution has atoms, it jumps from one to the next. So one definition serves
/// densities, non-regular ones and atoms. Prices are found on a grid by a convex hull and refined until rounding. Source:
/// Loertscher and Marx, online appendix (B.8), (B.18); Myerson (1981) for ironing.
/// </remarks>
public sealed class PriceSchedule
{
    private readonly Distribution _type;
    private readonly double _complement;
    private readonly int _sign;
    private readonly PriceStep[] _steps;

    private PriceSchedule(Distribution type, double complement, Side side, PriceStep[] steps) =>
        (_type, _complement, _sign, Side, _steps) = (type, complement, side == Side.Seller ? 1 : -1, side, steps);

    /// <summary>Whose schedule it is.</summary>
    public Side Side { get; }

    /// <summary>The stretches, increasing and without gaps from negative infinity to infinity.</summary>
    public IReadOnlyList<PriceStep> Steps => _steps;

    /// <summary>The schedule of a distribution.</summary>
    /// <param name="grid">The distribution on a grid; one serves all weights and both sides.</param>
    /// <param name="weight">alpha, the weight of the true type in the virtual type, in [0, 1].</param>
    /// <param name="side">The seller's or the buyer's schedule.</param>
    /// <remarks>Cost: a pass over the grid for distributions that may need ironing, otherwise a few evaluations.</remarks>
    public static PriceSchedule Of(TypeGrid grid, double weight, Side side)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double complement = 1 - weight;
        return new PriceSchedule(grid.Type, complement, side, new PriceHull(grid, complement, side).Steps());
    }

    /// <summary>The price, the probability below it, and how fast the price moves, at x within a step.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="x">A virtual type in [From, To] of that step.</param>
    /// <param name="price">In: a guess, anything where there is none. Out: t(x).</param>
    /// <param name="below">P(X &lt;= t) for a seller, P(X &lt; t) for a buyer.</param>
    /// <param name="density">The density at the price; 0 where the price stands still.</param>
    /// <returns>dt/dx within the step; 0 where the price stands still, and at the ends.</returns>
    /// <remarks>Cost: two or three evaluations of the cdf and the density.</remarks>
    public double Evaluate(int step, double x, ref double price, out double below, out double density)
    {
        ref readonly PriceStep stretch = ref _steps[step];
        if (stretch.IsFlat || x <= stretch.From || x >= stretch.To)
        {
            (price, below, _) = x >= stretch.To ? stretch.End : stretch.Start;
            density = stretch.IsFlat ? 0 : _type.Density(price, stretch.Piece);
            return 0;
        }

        if (_complement == 0 || stretch.IsTrue)
        {
            price = x;
            below = _type.Cdf(x);
            density = _type.Density(x, stretch.Piece);
            return 1;
        }

        return VirtualType.Invert(_type, stretch.Piece, _sign, _complement, x, stretch.Start.Price, stretch.End.Price, ref price, out below, out density);
    }

    /// <summary>The virtual type of a price within a step along which prices move.</summary>
    public double VirtualTypeOf(int step, double price) => _steps[step].IsTrue ? price
        : Math.Clamp(VirtualType.At(_type, _steps[step].Piece, _sign, _complement, price), _steps[step].From, _steps[step].To);

    /// <summary>The number of the step that holds the virtual types just above x.</summary>
    public int StepAt(double x)
    {
        int low = 0;
        int high = _steps.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _steps[middle].From <= x ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
