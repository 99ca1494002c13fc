using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// A distribution on a grid: the candidate prices among which <see cref="PriceSchedule"/> looks for the best. A
/// log-concave density needs its knots only, since both virtual types increase whatever the weight; others get points
/// between the knots, denser towards them, and atoms are their own grid.
/// </summary>
public sealed class TypeGrid
{
    private const int FewestCells = 8;
    private const int MostCells = 96;
    private const int CellsInAll = 384;

    private readonly PricePoint[] _seller;
    private readonly PricePoint[] _buyer;
    private readonly int[] _pieces;
    private readonly double[] _cuts = [];

    /// <summary>Tails of less mass than this are nothing: squares of densities there would not be numbers.</summary>
    private const double NoMass = 1e-250;

    /// <summary>A density is narrow if its tail vanishes at this part of the support from an end.</summary>
    private const double Margin = 1e-3;

    /// <summary>
    /// Tails at which a narrow density is cut into stretches: on each it changes by no more than quadrature and root search
    /// notice from its ends.
    /// </summary>
    private static readonly double[] s_tails = [NoMass, 1e-100, 1e-40, 1e-16, 1e-7, 1e-3, 0.1];

    /// <summary>The grid of a distribution.</summary>
    /// <remarks>Cost: at most some hundred evaluations of the cdf, or two for each knot or atom.</remarks>
    public TypeGrid(Distribution type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        Poles = Pole.Of(type);
        if (type.Atoms.Count > 0)
        {
            (_seller, _buyer) = OfAtoms(type);
            _pieces = [.. Enumerable.Repeat(-1, _seller.Length - 1)];
        }
        else
        {
            List<double> values = [];
            List<int> pieces = [];
            int cells = type.IsLogConcave ? 1 : Math.Clamp(CellsInAll / (type.Knots.Count - 1), FewestCells, MostCells);
            for (int piece = 0; piece + 1 < type.Knots.Count; piece++)
            {
                for (int cell = 0; cell < cells; cell++)
                {
                    values.Add(type.Knots[piece] + (Graded((double)cell / cells) * (type.Knots[piece + 1] - type.Knots[piece])));
                    pieces.Add(piece);
                }
            }

            values.Add(type.High);
            _pieces = [.. pieces];
            _seller = _buyer = [.. values.Select(value => At(type, value))];
        }

        (FirstMass, LastMass) = (type.Low, type.High);
        double margin = Margin * (type.High - type.Low);
        if (type.Atoms.Count == 0 && type.IsLogConcave && (type.Cdf(type.Low + margin) < NoMass || type.Survival(type.High - margin) < NoMass))
        {
            double[] below = [.. s_tails.Select(tail => Search(type, value => type.Cdf(value) >= tail))];
            double[] above = [.. s_tails.Select(tail => Search(type, value => type.Survival(value) < tail))];
            _cuts = [.. below.Concat(above).Where(cut => cut > type.Low && cut < type.High).Order().Distinct()];
            (FirstMass, LastMass) = (below[0], above[0]);
        }
    }

    /// <summary>The distribution.</summary>
    public Distribution Type { get; }

    /// <summary>The ends of the support at which the density is infinite.</summary>
    public IReadOnlyList<Pole> Poles { get; }

    /// <summary>Prices at which a narrow density is cut into stretches, increasing; none of others.</summary>
    internal ReadOnlySpan<double> Cuts => _cuts;

    /// <summary>Below this value there is no mass; the lower end unless the density is narrow.</summary>
    internal double FirstMass { get; }

    /// <summary>Above this value there is no mass; the upper end unless the density is narrow.</summary>
    internal double LastMass { get; }

    /// <summary>True where both virtual types are known to increase for every weight.</summary>
    internal bool IsRegular => Type.IsLogConcave;

    /// <summary>The piece of the distribution between a point and the next; -1 between atoms.</summary>
    internal ReadOnlySpan<int> Pieces => _pieces;

    /// <summary>The candidate prices of a side, increasing.</summary>
    internal ReadOnlySpan<PricePoint> Points(Side side) => side == Side.Seller ? _seller : _buyer;

    /// <summary>A price where the distribution has a density.</summary>
    internal static PricePoint At(Distribution type, double price) => new(price, type.Cdf(price), type.PartialMean(price));

    /// <summary>A seller's price takes in the atom at it; a buyer's leaves it out of what lies below.</summary>
    private static (PricePoint[] Seller, PricePoint[] Buyer) OfAtoms(Distribution type)
    {
        int count = type.Atoms.Count;
        var seller = new PricePoint[count + 1];
        var buyer = new PricePoint[count + 1];
        double below = 0;
        double mean = 0;
        seller[0] = new PricePoint(type.Low, 0, 0);
        for (int k = 0; k < count; k++)
        {
            Atom atom = type.Atoms[k];
            buyer[k] = new PricePoint(atom.Value, below, mean);
            (below, mean) = k + 1 < count ? (type.Cdf(atom.Value), mean + (atom.Probability * atom.Value)) : (1, type.Mean);
            seller[k + 1] = new PricePoint(atom.Value, below, mean);
        }

        buyer[count] = new PricePoint(type.High, 1, type.Mean);
        return (seller, buyer);
    }

    /// <summary>The value from which on a condition holds, by bisection.</summary>
    private static double Search(Distribution type, Func<double, bool> holds)
    {
        (double low, double high) = (type.Low, type.High);
        double middle = low + ((high - low) / 2);
        while (middle > low && middle < high)
        {
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
            middle = low + ((high - low) / 2);
        }

        return high;
    }

    /// <summary>From [0, 1] to itself, flat at both ends: virtual types change fastest near the ends of a piece.</summary>
    private static double Graded(double u) => u * u * u * (10 - (u * (15 - (6 * u))));
}
