using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// Finds the best price for every x. Let G be the probability below a price and c its cost, c = alpha M + (1 - alpha) t G
/// for a seller (M the part of the mean below) and its mirror image for a buyer; the best price minimises c - x G. So
/// the best prices are the vertices of the lower convex hull of the points (G, c), and the slopes of its edges are the
/// virtual types at which the price jumps.
/// </summary>
internal sealed class PriceHull(TypeGrid grid, double complement, Side side)
{
    private const int MostRefinements = 60;

    /// <summary>How far around a vertex of the grid's hull the curve's own is looked for, in cells.</summary>
    private const int CellsAround = 24;

    /// <summary>Pools of fewer types than this are rounding of the hull, in probability.</summary>
    private const double SmallestPool = 1e-13;

    /// <summary>What a price's advantage loses to rounding, in units of the costs compared.</summary>
    private const double Rounding = 2e-15;

    private readonly int _sign = side == Side.Seller ? 1 : -1;
    private readonly List<PriceStep> _steps = [];
    private PricePoint[] _points = [];
    private int[] _pieces = [];
    private IReadOnlyList<(int From, int To)> _falls = [];
    private double _reached = double.NegativeInfinity;
    private PricePoint _here;

    /// <summary>The steps of the schedule.</summary>
    public PriceStep[] Steps()
    {
        (_points, _pieces) = ([.. grid.Points(side)], [.. grid.Pieces]);
        if (grid.Type.Atoms.Count == 0 && (grid.IsRegular || complement == 0))
        {
            _here = _points[0];
            Climb(_points[0], 0, _points[^1], _points.Length - 1);
        }
        else
        {
            ClimbTheHull();
        }

        StandUntil(double.PositiveInfinity);
        return [.. _steps];
    }

    /// <summary>Between pools the virtual type increases.</summary>
    private void ClimbTheHull()
    {
        if (grid.Type.Atoms.Count == 0)
        {
            var refined = new VirtualTypeFalls(grid, _sign, complement, side);
            (_points, _pieces, _falls) = (refined.Points, refined.Pieces, refined.Runs);
        }

        List<int> vertices = Hull();
        _here = _points[vertices[0]];
        PricePoint start = _here;
        int first = vertices[0];
        foreach (TypePool pool in Pools(vertices))
        {
            Climb(start, first, pool.Last, pool.From, pool.Level);
            StandUntil(pool.Level);
            _here = start = pool.Next;
            first = pool.To;
        }

        Climb(start, first, _points[vertices[^1]], vertices[^1]);
    }

    /// <summary>
    /// The pools, refined. Between the grid's points the curve dips below its chords, more where the density is small; so a
    /// vertex of the grid's hull may be none of the curve's. Then the pools on both sides of it overlap, and are one.
    /// </summary>
    private List<TypePool> Pools(List<int> vertices)
    {
        List<TypePool> pools = [];
        foreach ((int from, int to, double level) in Candidates(vertices))
        {
            TypePool pool = Pool(from, to, level);
            if (grid.Type.Atoms.Count == 0 && pool.Next.Below - pool.Last.Below <= SmallestPool && pool.Next.Price - pool.Last.Price <= 0)
            {
                continue;
            }

            while (grid.Type.Atoms.Count == 0 && pools.Count > 0 && (pools[^1].Next.Price > pool.Last.Price || pools[^1].Level > pool.Level))
            {
                (int start, int end) = (pools[^1].From, Math.Max(pools[^1].To, pool.To));
                pool = Pool(start, end, Slope(pools[^1].Last, pool.Next));
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return pools;
    }

    /// <summary>Where to look for pools, and a first guess of their levels: the hull's edges over falls, and falls between such edges.</summary>
    private IEnumerable<(int From, int To, double Level)> Candidates(List<int> vertices)
    {
        List<(int From, int To, double Level)> edges = [];
        for (int edge = 0; edge + 1 < vertices.Count; edge++)
        {
            (int from, int to) = (vertices[edge], vertices[edge + 1]);
            if (_pieces[from] < 0 || (to > from + 1 && _falls.Any(fall => fall.From >= from && fall.To <= to)))
            {
                edges.Add((from, to, Slope(_points[from], _points[to])));
            }
        }

        (int start, int end) = (vertices[0], vertices[^1]);
        IEnumerable<(int From, int To)> within = _falls.Select(fall => (From: Math.Max(fall.From, start), To: Math.Min(fall.To, end)))
            .Where(fall => fall.From < fall.To || (fall.From == fall.To && fall.From > start && fall.To < end));
        return edges.Concat(within.Where(fall => !edges.Any(edge => edge.From <= fall.From && fall.To <= edge.To)).Select(WithLevel))
            .OrderBy(candidate => candidate.From).ThenBy(candidate => candidate.To);
    }

    private (int From, int To, double Level) WithLevel((int From, int To) fall) => (fall.From, fall.To,
        fall.To + 1 < _points.Length ? Slope(_points[fall.From], _points[fall.To + 1]) : Slope(_points[fall.From - 1], _points[fall.To]));

    /// <summary>
    /// The lower convex hull; of prices with nothing between them the cheaper counts, and of those at which nobody trades the one
    /// nearest to the types.
    /// </summary>
    private List<int> Hull()
    {
        List<int> hull = [];
        for (int k = 0; k < _points.Length; k++)
        {
            double cost = Cost(_points[k]);
            bool isIdle = IsIdle(_points[k]);
            if (hull.Count > 0 && (_points[k].Below <= _points[hull[^1]].Below || (isIdle && IsIdle(_points[hull[^1]]))))
            {
                if (isIdle ? side == Side.Buyer : cost >= Cost(_points[hull[^1]]))
                {
                    continue;
                }

                hull.RemoveAt(hull.Count - 1);
            }

            while (hull.Count > 1 && Slope(_points[hull[^2]], _points[hull[^1]]) >= Slope(_points[hull[^1]], _points[k]))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(k);
        }

        return hull;
    }

    /// <summary>True for a seller's price below all types, and a buyer's above all.</summary>
    private bool IsIdle(PricePoint point) => (side == Side.Seller ? point.Below : 1 - point.Below) < Rounding;

    /// <summary>
    /// The level of a pool and its ends, where the chord touches on both sides. How much better the upper end is rises with the
    /// level, so every step narrows a bracket.
    /// </summary>
    private TypePool Pool(int from, int to, double level)
    {
        (PricePoint last, PricePoint next) = (_points[from], _points[to]);
        (int below, int above) = Middle(from, to);
        (double low, double high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (int count = 0; count < MostRefinements && grid.Type.Atoms.Count == 0; count++)
        {
            (last, next) = (BestNear(from, level, from - CellsAround, below), BestNear(to, level, above, to + CellsAround));
            double excess = Loss(next, level) - Loss(last, level);
            (low, high) = excess > 0 ? (level, high) : (low, level);
            double better = level + (excess / (next.Below - last.Below));
            if (!(better > low && better < high) && double.IsFinite(low) && double.IsFinite(high))
            {
                better = low + ((high - low) / 2);
            }

            if (!double.IsFinite(better) || better == level || excess == 0)
            {
                break;
            }

            level = better;
        }

        return new TypePool(from, to, level, last, next);
    }

    /// <summary>The points up to which the lower end of a pool is looked for, and from which on the upper: around what falls in it.</summary>
    private (int Below, int Above) Middle(int from, int to)
    {
        (int From, int To)[] inside = [.. _falls.Where(fall => fall.From >= from && fall.To <= to)];
        int middle = from + ((to - from + 1) / 2);
        return inside.Length > 0 ? (inside[0].From, inside[^1].To) : (middle, middle);
    }

    /// <summary>
    /// The best price at x in the cells around a point of the grid, from one point to another. Where rounding cannot tell prices
    /// apart, one whose virtual type is x is better than an end of a cell.
    /// </summary>
    private PricePoint BestNear(int k, double x, int first, int end)
    {
        (PricePoint best, bool isInner) = (_points[Math.Clamp(k, Math.Max(0, first), Math.Min(_points.Length - 1, end))], false);
        for (int cell = Math.Max(0, first); cell < Math.Min(_points.Length - 1, end); cell++)
        {
            if (_pieces[cell] is >= 0 and var piece)
            {
                (PricePoint found, bool isFoundInner) = BestIn(_points[cell], _points[cell + 1], piece, x);
                double preferred = isFoundInner == isInner ? 0 : Rounding * (Math.Abs(Cost(best)) + Math.Abs(x * best.Below));
                if (Loss(found, x) < Loss(best, x) + (isFoundInner ? preferred : -preferred))
                {
                    (best, isInner) = (found, isFoundInner);
                }
            }
        }

        return best;
    }

    private (PricePoint Point, bool IsInner) BestIn(PricePoint low, PricePoint high, int piece, double x)
    {
        if (At(low.Price, piece) < x && At(high.Price, piece) > x)
        {
            double price = double.NaN;
            VirtualType.Invert(grid.Type, piece, _sign, complement, x, low.Price, high.Price, ref price, out _, out _);
            return (TypeGrid.At(grid.Type, price), true);
        }

        return (Loss(low, x) < Loss(high, x) ? low : high, false);
    }

    /// <summary>
    /// Follows the virtual type from one price to another, piece by piece; not beyond the next pool's level, which is known better
    /// than a virtual type that divides by a small density.
    /// </summary>
    private void Climb(PricePoint from, int fromCell, PricePoint to, int toCell, double level = double.PositiveInfinity)
    {
        if (!(to.Price > from.Price))
        {
            return;
        }

        IReadOnlyList<double> knots = grid.Type.Knots;
        int piece = PieceOf(fromCell, from.Price, knots);
        int lastPiece = PieceOf(Math.Min(toCell, _pieces.Length - 1), to.Price, knots);
        for (; piece <= lastPiece; piece++)
        {
            PricePoint end = piece < lastPiece ? TypeGrid.At(grid.Type, knots[piece + 1]) : to;
            if (end.Price > from.Price)
            {
                ClimbPiece(from, end, piece, level);
                from = end;
            }
        }
    }

    private int PieceOf(int cell, double price, IReadOnlyList<double> knots)
    {
        int piece = _pieces[Math.Min(cell, _pieces.Length - 1)];
        while (piece > 0 && price < knots[piece])
        {
            piece--;
        }

        while (piece + 2 < knots.Count && price >= knots[piece + 1])
        {
            piece++;
        }

        return piece;
    }

    private void ClimbPiece(PricePoint from, PricePoint to, int piece, double level)
    {
        foreach (double cut in grid.Cuts)
        {
            if (cut > from.Price && cut < to.Price)
            {
                PricePoint point = TypeGrid.At(grid.Type, cut);
                ClimbStretch(from, point, piece, level);
                from = point;
            }
        }

        ClimbStretch(from, to, piece, level);
    }

    /// <summary>
    /// Types beyond the far cuts have no mass that a double shows, and their virtual types would be noise divided by noise; they
    /// count as what they are, which costs nobody anything and keeps the order.
    /// </summary>
    private void ClimbStretch(PricePoint from, PricePoint to, int piece, double level)
    {
        bool isTrue = side == Side.Seller ? to.Price <= grid.FirstMass : from.Price >= grid.LastMass;
        StandUntil(Math.Min(isTrue ? from.Price : At(from.Price, piece), level));
        double end = Math.Max(Math.Min(isTrue ? to.Price : At(to.Price, piece), level), _reached);
        _steps.Add(new PriceStep(_reached, end, from, to, piece, isTrue));
        (_reached, _here) = (end, to);
    }

    private void StandUntil(double x)
    {
        if (x > _reached)
        {
            _steps.Add(new PriceStep(_reached, x, _here, _here, -1));
            _reached = x;
        }
    }

    private double At(double price, int piece) => VirtualType.At(grid.Type, piece, _sign, complement, price);

    private double Loss(PricePoint point, double x) => Cost(point) - (x * point.Below);

    private double Slope(PricePoint from, PricePoint to) => (Cost(to) - Cost(from)) / (to.Below - from.Below);

    private double Cost(PricePoint point) => _sign > 0
        ? ((1 - complement) * point.MeanBelow) + (complement * point.Price * point.Below)
        : -(((1 - complement) * (grid.Type.Mean - point.MeanBelow)) + (complement * point.Price * (1 - point.Below)));
}

/// <summary>Types between two prices that ironing gives one virtual type.</summary>
/// <param name="From">The grid's point near the lower end.</param>
/// <param name="To">The grid's point near the upper end.</param>
/// <param name="Level">Their virtual type.</param>
/// <param name="Last">The last price before.</param>
/// <param name="Next">The next price after.</param>
internal readonly record struct TypePool(int From, int To, double Level, PricePoint Last, PricePoint Next);
