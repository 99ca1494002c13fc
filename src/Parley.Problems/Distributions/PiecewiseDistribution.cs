namespace Parley.Problems.Distributions;

/// <summary>A density that is linear between points.</summary>
public sealed class PiecewiseDistribution : Distribution
{
    private readonly double[] _points;
    private readonly double[] _density;
    private readonly double[] _below;
    private readonly double[] _above;
    private readonly double[] _partialMeans;

    /// <summary>The distribution whose density is proportional to the given one.</summary>
    /// <param name="points">At least two, increasing; the first and the last are the ends of the support.</param>
    /// <param name="density">At each point, a number that is not negative; they need not be normalised.</param>
    /// <exception cref="ArgumentException">Points do not increase, the lengths differ, a density is negative, or all are zero.</exception>
    public PiecewiseDistribution(ReadOnlySpan<double> points, ReadOnlySpan<double> density)
        : base(points.Length > 0 ? points[0] : double.NaN, points.Length > 0 ? points[^1] : double.NaN)
    {
        Check(points, density);
        _points = points.ToArray();
        _density = density.ToArray();
        Normalise();
        _below = RunningSum.Of(Pieces, Mass);
        _above = RunningSum.Of(Pieces, index => Mass(Pieces - 1 - index));
        Array.Reverse(_above);
        (_below[^1], _above[0]) = (1, 1);
        _partialMeans = RunningSum.Of(Pieces, piece => (_points[piece] * Mass(piece)) + MomentInPiece(piece, _points[piece + 1]));
        Mean = Math.Clamp(_partialMeans[^1], Low, High);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _points;

    /// <summary>True where the density is concave: an interior kink upwards makes its logarithm convex there.</summary>
    public override bool IsLogConcave => Enumerable.Range(1, Pieces - 1).All(IsConcaveAt);

    private int Pieces => _points.Length - 1;

    /// <inheritdoc/>
    public override double Cdf(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 0 : 1;
        }

        int piece = PieceOf(value);
        return Math.Min(_below[piece] + MassInPiece(piece, value), _below[piece + 1]);
    }

    /// <inheritdoc/>
    public override double Survival(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 1 : 0;
        }

        int piece = PieceOf(value);
        double rest = (_points[piece + 1] - value) * ((Density(value, piece) + _density[piece + 1]) / 2);
        return Math.Min(_above[piece + 1] + rest, _above[piece]);
    }

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 0 : Mean;
        }

        int piece = PieceOf(value);
        return _partialMeans[piece] + (_points[piece] * MassInPiece(piece, value)) + MomentInPiece(piece, value);
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece)
    {
        double width = _points[piece + 1] - _points[piece];
        return (_density[piece] * ((_points[piece + 1] - value) / width)) + (_density[piece + 1] * ((value - _points[piece]) / width));
    }

    /// <summary>The derivative of the density divided by the density, on a closed piece; 0 where the density is 0 throughout.</summary>
    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) =>
        Support.Ratio((_density[piece + 1] - _density[piece]) / (_points[piece + 1] - _points[piece]), Density(value, piece));

    /// <inheritdoc/>
    public override double Quantile(double probability) => probability <= 0 ? Low : probability >= 1 ? LastOfMass()
        : probability <= 0.5 ? QuantileFromBelow(probability) : QuantileFromAbove(1 - probability);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new PiecewiseDistribution(Array.ConvertAll(_points, point => point + distance), _density);

    /// <inheritdoc/>
    public override string ToString() => $"piecewise linear density on [{Low}, {High}] with {_points.Length} points";

    private static void Check(ReadOnlySpan<double> points, ReadOnlySpan<double> density)
    {
        if (points.Length < 2 || points.Length != density.Length)
        {
            throw new ArgumentException($"there are {points.Length} points and {density.Length} densities; give at least two points and a density at each");
        }

        for (int index = 0; index < points.Length; index++)
        {
            if (index > 0)
            {
                Support.Length(points[index - 1], points[index]);
            }

            if (!(density[index] >= 0 && double.IsFinite(density[index])))
            {
                throw new ArgumentException($"the density at {points[index]} is {density[index]}; give a number of at least 0");
            }
        }
    }

    /// <summary>Divides the density by its integral, in two steps so that no product overflows.</summary>
    private void Normalise()
    {
        double greatest = _density.Max();
        if (greatest == 0)
        {
            throw new ArgumentException("the density is 0 everywhere; give a positive number at one point at least");
        }

        Scale(greatest);
        Scale(RunningSum.Of(Pieces, Mass)[^1]);
    }

    private void Scale(double divisor)
    {
        for (int index = 0; index < _density.Length; index++)
        {
            _density[index] /= divisor;
        }
    }

    private double Mass(int piece) => MassInPiece(piece, _points[piece + 1]);

    /// <summary>The probability between the piece's start and a value in it.</summary>
    private double MassInPiece(int piece, double value) => (value - _points[piece]) * ((_density[piece] + Density(value, piece)) / 2);

    /// <summary>E[X - start; start &lt; X &lt;= value] within a piece.</summary>
    private double MomentInPiece(int piece, double value)
    {
        double width = value - _points[piece];
        return width * width * ((_density[piece] + (2 * Density(value, piece))) / 6);
    }

    /// <summary>The piece that holds a value strictly within the support; at a knot, the piece that starts there.</summary>
    private int PieceOf(double value)
    {
        int found = Array.BinarySearch(_points, value);
        return found < 0 ? ~found - 1 : found;
    }

    private double QuantileFromBelow(double probability)
    {
        int found = Array.BinarySearch(_below, probability);
        int piece = FirstOf(_below, found < 0 ? ~found : found) - 1;
        return Math.Min(_points[piece] + Width(piece, _density[piece], _density[piece + 1], probability - _below[piece]), _points[piece + 1]);
    }

    private double QuantileFromAbove(double probability)
    {
        int piece = 0;
        for (int last = Pieces - 1; piece < last;)
        {
            int middle = (piece + last) / 2;
            (piece, last) = _above[middle + 1] <= probability ? (piece, middle) : (middle + 1, last);
        }

        return Math.Max(_points[piece + 1] - Width(piece, _density[piece + 1], _density[piece], probability - _above[piece + 1]), _points[piece]);
    }

    /// <summary>How far from an end of a piece its mass reaches an amount: the root of a quadratic without cancellation.</summary>
    private double Width(int piece, double here, double there, double mass)
    {
        double slope = (there - here) / (_points[piece + 1] - _points[piece]);
        return Support.Ratio(2 * mass, here + Math.Sqrt(Math.Max((here * here) + (2 * slope * mass), 0)));
    }

    /// <summary>The least value that the whole mass lies at or below.</summary>
    private double LastOfMass()
    {
        int piece = Pieces - 1;
        while (Mass(piece) == 0)
        {
            piece--;
        }

        return _points[piece + 1];
    }

    /// <summary>The first of several equal sums: pieces without mass are skipped.</summary>
    private static int FirstOf(double[] sums, int index)
    {
        while (index > 1 && sums[index - 1] == sums[index])
        {
            index--;
        }

        return index;
    }

    /// <summary>Whether the density at a point is at least what its neighbours' chord says, up to rounding.</summary>
    private bool IsConcaveAt(int index)
    {
        double before = _points[index] - _points[index - 1];
        double after = _points[index + 1] - _points[index];
        double chord = (_density[index - 1] * after) + (_density[index + 1] * before);
        return _density[index] * (before + after) >= chord * (1 - 1e-15);
    }
}
