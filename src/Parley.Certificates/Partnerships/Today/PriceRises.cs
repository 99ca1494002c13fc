using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>Finds the ranges of prices on which the marginal type rises, by increasing price.</summary>
/// <remarks>
/// The marginal type is sampled at 256 points or more, denser towards the ends of each piece of the density, and the
/// ends of a rise are refined by golden sections. A rise narrower than the grid is missed; what it could bring is of
/// the order of the probability of one step times its width.
/// </remarks>
internal sealed class PriceRises(MarginalType marginal)
{
    private const int Points = 256;
    private const int FewestPerPiece = 12;
    private const int Sections = 60;
    private const double Golden = 0.6180339887498949;

    private readonly Distribution _responder = marginal.Responder;

    /// <summary>The ranges; the first begins at the lower end of the support, the last ends at the upper end.</summary>
    internal IReadOnlyList<PriceRise> Find()
    {
        List<RisePoint> grid = Grid();
        double noise = 1e-13 * Math.Max(Math.Abs(_responder.Low), Math.Abs(_responder.High));
        List<PriceRise> rises = [];
        List<RisePoint> current = [];
        for (int index = 0; index < grid.Count; index++)
        {
            current.Add(grid[index]);
            if (index + 1 < grid.Count && grid[index + 1].Type < grid[index].Type - noise)
            {
                End(current, grid, index);
                rises.Add(new PriceRise(marginal, [.. current]));
                index = NextRise(grid, index);
                current.Clear();
                Begin(current, grid, index);
            }
        }

        rises.Add(new PriceRise(marginal, [.. current]));
        return rises;
    }

    private List<RisePoint> Grid()
    {
        IReadOnlyList<double> knots = _responder.Knots;
        int steps = Math.Max(FewestPerPiece, Points / (knots.Count - 1));
        List<RisePoint> grid = [new RisePoint(knots[0], double.NegativeInfinity, 0)];
        for (int piece = 0; piece + 1 < knots.Count; piece++)
        {
            for (int step = 0; step <= steps; step++)
            {
                double part = step == steps ? 1 : (1 - Math.Cos(Math.PI * step / steps)) / 2;
                double price = step == steps ? knots[piece + 1] : knots[piece] + (part * (knots[piece + 1] - knots[piece]));
                grid.Add(new RisePoint(price, marginal.At(price, piece), piece));
            }
        }

        grid.Add(new RisePoint(knots[^1], double.PositiveInfinity, knots.Count - 2));
        return grid;
    }

    /// <summary>The bottom of the fall that follows a rise; the grid ends with a rise to infinity.</summary>
    private static int NextRise(List<RisePoint> grid, int index)
    {
        while (grid[index + 1].Type < grid[index].Type)
        {
            index++;
        }

        return index;
    }

    private void End(List<RisePoint> rise, List<RisePoint> grid, int index)
    {
        RisePoint peak = Extremum(grid, index, 1);
        if (peak.Price < grid[index].Price)
        {
            rise.RemoveAt(rise.Count - 1);
        }

        if (peak != grid[index])
        {
            rise.Add(peak);
        }
    }

    private void Begin(List<RisePoint> rise, List<RisePoint> grid, int index)
    {
        RisePoint trough = Extremum(grid, index, -1);
        rise.Add(trough);
        if (trough.Price < grid[index].Price)
        {
            rise.Add(grid[index]);
        }
    }

    /// <summary>The highest (sign 1) or lowest (sign -1) marginal type near a point of the grid, within pieces that meet there.</summary>
    private RisePoint Extremum(List<RisePoint> grid, int index, int sign)
    {
        RisePoint best = grid[index];
        double low = Neighbour(grid, index, -1), high = Neighbour(grid, index, 1);
        double left = high - (Golden * (high - low)), right = low + (Golden * (high - low));
        double leftType = sign * marginal.At(left, best.Piece), rightType = sign * marginal.At(right, best.Piece);
        for (int section = 0; section < Sections && high - low > 0; section++)
        {
            if (leftType > rightType)
            {
                (high, right, rightType) = (right, left, leftType);
                left = high - (Golden * (high - low));
                leftType = sign * marginal.At(left, best.Piece);
            }
            else
            {
                (low, left, leftType) = (left, right, rightType);
                right = low + (Golden * (high - low));
                rightType = sign * marginal.At(right, best.Piece);
            }
        }

        return leftType > sign * best.Type ? best with { Price = left, Type = sign * leftType } : best;
    }

    private static double Neighbour(List<RisePoint> grid, int index, int step)
    {
        int next = Math.Clamp(index + step, 0, grid.Count - 1);
        return grid[next].Piece == grid[index].Piece ? grid[next].Price : grid[index].Price;
    }
}
