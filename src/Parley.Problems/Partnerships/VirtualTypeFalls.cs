using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// A distribution's grid, refined so that within each cell the virtual type only rises or only falls, and the stretches over
/// which it falls: ironing must pool each of them, however narrow.
/// </summary>
/// <remarks>
/// Virtual types fall at knots where the density jumps up (for sellers; down for buyers), and along a piece where it changes
/// fast; the turning point is found by halving. With 1 - alpha near 0 these stretches are much narrower than a cell. Cost:
/// two evaluations of the density for each cell.
/// </remarks>
internal sealed class VirtualTypeFalls
{
    private const int Halvings = 60;

    private readonly TypeGrid _grid;
    private readonly int _sign;
    private readonly double _complement;
    private readonly List<PricePoint> _points = [];
    private readonly List<int> _pieces = [];
    private readonly List<bool> _falls = [];

    /// <summary>The refined grid of a distribution with a density.</summary>
    public VirtualTypeFalls(TypeGrid grid, int sign, double complement, Side side)
    {
        (_grid, _sign, _complement) = (grid, sign, complement);
        ReadOnlySpan<PricePoint> points = grid.Points(side);
        for (int cell = 0; cell + 1 < points.Length; cell++)
        {
            AddCell(points[cell], points[cell + 1], grid.Pieces[cell]);
        }

        _points.Add(points[^1]);
        Points = [.. _points];
        Pieces = [.. _pieces];
        Runs = FindRuns();
    }

    /// <summary>The points, increasing.</summary>
    public PricePoint[] Points { get; }

    /// <summary>The piece of the distribution between each point and the next.</summary>
    public int[] Pieces { get; }

    /// <summary>Where the virtual type falls, as numbers of points: between two, or at one knot.</summary>
    public IReadOnlyList<(int From, int To)> Runs { get; }

    private void AddCell(PricePoint low, PricePoint high, int piece)
    {
        (bool first, bool last) = (Falls(low.Price, piece), Falls(high.Price, piece));
        double turn = first == last ? high.Price : Turn(low.Price, high.Price, piece, first);
        if (turn > low.Price)
        {
            Add(low, piece, first);
        }

        if (turn < high.Price)
        {
            Add(turn > low.Price ? TypeGrid.At(_grid.Type, turn) : low, piece, last);
        }
    }

    private void Add(PricePoint point, int piece, bool falls)
    {
        _points.Add(point);
        _pieces.Add(piece);
        _falls.Add(falls);
    }

    /// <summary>True where the virtual type falls, and where nobody is.</summary>
    private bool Falls(double value, int piece) => !(VirtualType.Slope(_grid.Type, piece, _sign, _complement, value) >= 0);

    private double Turn(double low, double high, int piece, bool first)
    {
        for (int count = 0; count < Halvings; count++)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = Falls(middle, piece) == first ? (middle, high) : (low, middle);
        }

        return low + ((high - low) / 2);
    }

    private List<(int From, int To)> FindRuns()
    {
        List<(int From, int To)> runs = [];
        for (int k = 0; k < Pieces.Length; k++)
        {
            if (k > 0 && Pieces[k - 1] != Pieces[k] && At(k, Pieces[k - 1]) > At(k, Pieces[k]))
            {
                Append(runs, k, k);
            }

            if (_falls[k])
            {
                Append(runs, k, k + 1);
            }
        }

        return runs;
    }

    private double At(int point, int piece) => VirtualType.At(_grid.Type, piece, _sign, _complement, Points[point].Price);

    private static void Append(List<(int From, int To)> runs, int from, int to)
    {
        if (runs.Count > 0 && runs[^1].To == from)
        {
            runs[^1] = (runs[^1].From, to);
        }
        else
        {
            runs.Add((from, to));
        }
    }
}
