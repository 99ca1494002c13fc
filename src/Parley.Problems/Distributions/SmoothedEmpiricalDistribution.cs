namespace Parley.Problems.Distributions;

/// <summary>
/// Observations whose order statistics are joined linearly: between neighbours the density is constant, so that each
/// gap holds the same probability.
/// </summary>
/// <remarks>
/// Equal observations have no gap between them. Each observation gives half of its weight to the gap on either side
/// (the least and the greatest value have one side only), and equal observations do so together: the cdf at a value is
/// its mid-rank, scaled to go from 0 to 1. Without ties that is the joining of order statistics.
/// </remarks>
public sealed class SmoothedEmpiricalDistribution : Distribution
{
    private readonly double[] _values;
    private readonly int[] _counts;
    private readonly double[] _below;
    private readonly double[] _above;
    private readonly double[] _partialMeans;

    /// <summary>The smoothed distribution of observations, in any order.</summary>
    /// <exception cref="ArgumentException">There are fewer than two different observations, or one is not finite.</exception>
    public SmoothedEmpiricalDistribution(ReadOnlySpan<double> observations)
        : this(Observations.Grouped(observations))
    {
    }

    private SmoothedEmpiricalDistribution((double[] Values, int[] Counts) groups)
        : base(groups.Values[0], groups.Values[^1])
    {
        (_values, _counts) = groups;
        for (int piece = 0; piece < Pieces; piece++)
        {
            Support.Length(_values[piece], _values[piece + 1]);
        }

        if (Pieces == 0)
        {
            throw new ArgumentException($"all observations are {Low}; smoothing needs at least two different ones");
        }

        (_below, _above) = Probabilities(groups.Counts);
        _partialMeans = RunningSum.Of(Pieces, piece => Mass(piece) * (_values[piece] + (Width(piece) / 2)));
        Mean = Math.Clamp(_partialMeans[^1], Low, High);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _values;

    /// <summary>True for one gap only: a density that jumps within its support is not log-concave.</summary>
    public override bool IsLogConcave => Pieces == 1;

    private int Pieces => _values.Length - 1;

    /// <inheritdoc/>
    public override double Cdf(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 0 : 1;
        }

        int piece = PieceOf(value);
        return Math.Min(_below[piece] + (Mass(piece) * ((value - _values[piece]) / Width(piece))), _below[piece + 1]);
    }

    /// <inheritdoc/>
    public override double Survival(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 1 : 0;
        }

        int piece = PieceOf(value);
        return Math.Min(_above[piece + 1] + (Mass(piece) * ((_values[piece + 1] - value) / Width(piece))), _above[piece]);
    }

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        if (value <= Low || value >= High)
        {
            return value <= Low ? 0 : Mean;
        }

        int piece = PieceOf(value);
        double width = value - _values[piece];
        return _partialMeans[piece] + (Mass(piece) * (width / Width(piece)) * (_values[piece] + (width / 2)));
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece) => Mass(piece) / Width(piece);

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) => 0;

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        if (probability <= 0 || probability >= 1)
        {
            return probability <= 0 ? Low : High;
        }

        int found = Array.BinarySearch(_below, probability);
        if (found >= 0)
        {
            return _values[found];
        }

        int piece = ~found - 1;
        return probability <= 0.5
            ? Math.Min(_values[piece] + (Width(piece) * ((probability - _below[piece]) / Mass(piece))), _values[piece + 1])
            : Math.Max(_values[piece + 1] - (Width(piece) * ((1 - probability - _above[piece + 1]) / Mass(piece))), _values[piece]);
    }

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new SmoothedEmpiricalDistribution((Array.ConvertAll(_values, value => value + distance), _counts));

    /// <inheritdoc/>
    public override string ToString() => $"smoothed observations on [{Low}, {High}], {_values.Length} different";

    private double Width(int piece) => _values[piece + 1] - _values[piece];

    private double Mass(int piece) => piece < Pieces / 2 ? _below[piece + 1] - _below[piece] : _above[piece] - _above[piece + 1];

    private int PieceOf(double value)
    {
        int found = Array.BinarySearch(_values, value);
        return found < 0 ? ~found - 1 : found;
    }

    /// <summary>The mid-ranks, counted twice to stay integers, and scaled from 0 to 1 from either side.</summary>
    private static (double[] Below, double[] Above) Probabilities(int[] counts)
    {
        long[] ranks = new long[counts.Length];
        for (int index = 1; index < counts.Length; index++)
        {
            ranks[index] = ranks[index - 1] + counts[index - 1] + counts[index];
        }

        double total = ranks[^1];
        return (Array.ConvertAll(ranks, rank => rank / total), Array.ConvertAll(ranks, rank => (ranks[^1] - rank) / total));
    }
}
