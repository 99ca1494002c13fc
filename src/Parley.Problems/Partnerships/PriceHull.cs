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
    private const int MostRefinements = 12;

    /// <summary>How far around a vertex of the grid's hull the curve's own is looked for, in cells.</summary>
    private const int CellsAround = 24;

    /// <summary>Pools of fewer types than this are rounding of the hull, in probability.</summary>
    private const double SmallestPool = 1e-13;

    private readonly int _sign = side == Side.Seller ? 1 : -1;
    private readonly List<PriceStep> _steps = [];
    private double _reached = double.NegativeInfinity;
    private PricePoint _here;

    /// <summary>The steps of the schedule.</summary>
    public PriceStep[] Steps()
    {
        ReadOnlySpan<PricePoint> points = grid.Points(side);
        if (grid.Type.Atoms.Count == 0 && (grid.IsRegular || complement == 0))
        {
            _here = points[0];
            Climb(points[0], 0, points[^1], points.Length - 1);
        }
        else
        {
            ClimbTheHull(points, Hull(points));
        }

        StandUntil(double.PositiveInfinity);
        return [.. _steps];
    }

    /// <summary>Edges between neighbours on the grid belong to stretches on which the virtual type increases; the others are pools.</summary>
    private void ClimbTheHull(ReadOnlySpan<PricePoint> points, List<int> vertices)
    {
        _here = points[vertices[0]];
        PricePoint start = _here;
        int first = vertices[0];
        foreach (TypePool pool in Pools(points, vertices))
        {
            Climb(start, first, pool.Last, pool.From);
            StandUntil(pool.Level);
            _here = start = pool.Next;
            first = pool.To;
        }

        Climb(start, first, points[vertices[^1]], vertices[^1]);
    }

    /// <summary>
    /// The pools, refined. Between the grid's points the curve dips below its chords, more where the density is small; so a
    /// vertex of the grid's hull may be none of the curve's. Then the pools on both sides of it overlap, and are one.
    /// </summary>
    private List<TypePool> Pools(ReadOnlySpan<PricePoint> points, List<int> vertices)
    {
        List<TypePool> pools = [];
        for (int edge = 0; edge + 1 < vertices.Count; edge++)
        {
            int from = vertices[edge];
            int to = vertices[edge + 1];
            if (to == from + 1 && grid.Pieces[from] >= 0)
            {
                continue;
            }

            TypePool pool = Pool(points, from, to);
            while (grid.Type.Atoms.Count == 0 && pools.Count > 0 && (pools[^1].Next.Price > pool.Last.Price || pools[^1].Level > pool.Level))
            {
                pool = Pool(points, pools[^1].From, pool.To);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return pools;
    }

    /// <summary>The lower convex hull; of prices with nothing between them the cheaper counts.</summary>
    private List<int> Hull(ReadOnlySpan<PricePoint> points)
    {
        List<int> hull = [];
        for (int k = 0; k < points.Length; k++)
        {
            double cost = Cost(points[k]);
            if (hull.Count > 0 && points[k].Below <= points[hull[^1]].Below)
            {
                if (cost >= Cost(points[hull[^1]]))
                {
                    continue;
                }

                hull.RemoveAt(hull.Count - 1);
            }

            while (hull.Count > 1 && Slope(points[hull[^2]], points[hull[^1]]) >= Slope(points[hull[^1]], points[k]))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(k);
        }

        return hull;
    }

    /// <summary>The level of a pool and its ends, where the chord touches on both sides.</summary>
    private TypePool Pool(ReadOnlySpan<PricePoint> points, int from, int to)
    {
        (PricePoint last, PricePoint next) = (points[from], points[to]);
        double level = Slope(last, next);
        int middle = from + ((to - from + 1) / 2);
        for (int count = 0; count < MostRefinements && next.Below - last.Below > SmallestPool && grid.Type.Atoms.Count == 0; count++)
        {
            (last, next) = (BestNear(points, from, level, from - CellsAround, middle), BestNear(points, to, level, middle, to + CellsAround));
            double better = level + ((Loss(next, level) - Loss(last, level)) / (next.Below - last.Below));
            if (!(next.Below > last.Below) || better == level)
            {
                break;
            }

            level = better;
        }

        return new TypePool(from, to, level, last, next);
    }

    /// <summary>The best price at x in the cells around a point of the grid, on one side of the pool's middle.</summary>
    private PricePoint BestNear(ReadOnlySpan<PricePoint> points, int k, double x, int first, int end)
    {
        PricePoint best = points[k];
        for (int cell = Math.Max(0, first); cell < Math.Min(points.Length - 1, end); cell++)
        {
            if (grid.Pieces[cell] is >= 0 and var piece)
            {
                PricePoint found = BestIn(points[cell], points[cell + 1], piece, x);
                best = Loss(found, x) < Loss(best, x) ? found : best;
            }
        }

        return best;
    }

    private PricePoint BestIn(PricePoint low, PricePoint high, int piece, double x)
    {
        if (At(low.Price, piece) < x && At(high.Price, piece) > x)
        {
            double price = double.NaN;
            VirtualType.Invert(grid.Type, piece, _sign, complement, x, low.Price, high.Price, ref price, out _, out _);
            return TypeGrid.At(grid.Type, price);
        }

        return Loss(low, x) < Loss(high, x) ? low : high;
    }

    /// <summary>Follows the virtual type from one price to another, piece by piece.</summary>
    private void Climb(PricePoint from, int fromCell, PricePoint to, int toCell)
    {
        if (!(to.Price > from.Price))
        {
            return;
        }

        IReadOnlyList<double> knots = grid.Type.Knots;
        int piece = PieceOf(fromCell, from.Price, knots);
        int lastPiece = PieceOf(Math.Min(toCell, grid.Pieces.Length - 1), to.Price, knots);
        for (; piece <= lastPiece; piece++)
        {
            PricePoint end = piece < lastPiece ? TypeGrid.At(grid.Type, knots[piece + 1]) : to;
            if (end.Price > from.Price)
            {
                ClimbPiece(from, end, piece);
                from = end;
            }
        }
    }

    private int PieceOf(int cell, double price, IReadOnlyList<double> knots)
    {
        int piece = grid.Pieces[Math.Min(cell, grid.Pieces.Length - 1)];
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

    private void ClimbPiece(PricePoint from, PricePoint to, int piece)
    {
        foreach (double cut in grid.Cuts)
        {
            if (cut > from.Price && cut < to.Price)
            {
                PricePoint point = TypeGrid.At(grid.Type, cut);
                ClimbStretch(from, point, piece);
                from = point;
            }
        }

        ClimbStretch(from, to, piece);
    }

    /// <summary>
    /// Types beyond the far cuts have no mass that a double shows, and their virtual types would be noise divided by noise; they
    /// count as what they are, which costs nobody anything and keeps the order.
    /// </summary>
    private void ClimbStretch(PricePoint from, PricePoint to, int piece)
    {
        bool isTrue = side == Side.Seller ? to.Price <= grid.FirstMass : from.Price >= grid.LastMass;
        StandUntil(isTrue ? from.Price : At(from.Price, piece));
        double end = Math.Max(isTrue ? to.Price : At(to.Price, piece), _reached);
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
