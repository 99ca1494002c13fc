namespace Parley.Problems.Distributions;

/// <summary>Every value of an interval is equally likely.</summary>
public sealed class UniformDistribution : Distribution
{
    private readonly double[] _knots;
    private readonly double _length;

    /// <summary>Uniform on [low, high].</summary>
    /// <exception cref="ArgumentException">The interval is empty, reversed or not finite.</exception>
    public UniformDistribution(double low, double high)
        : base(low, high)
    {
        _length = Support.Length(low, high);
        _knots = [low, high];
    }

    /// <inheritdoc/>
    public override double Mean => Low + (_length / 2);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _knots;

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override double Cdf(double value) => value <= Low ? 0 : value >= High ? 1 : (value - Low) / _length;

    /// <inheritdoc/>
    public override double Survival(double value) => value <= Low ? 1 : value >= High ? 0 : (High - value) / _length;

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        double end = Math.Clamp(value, Low, High);
        return (end - Low) / _length * (Low + ((end - Low) / 2));
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece) => 1 / _length;

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) => 0;

    /// <inheritdoc/>
    public override double Quantile(double probability) => probability >= 1 ? High : Low + (probability * _length);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new UniformDistribution(Low + distance, High + distance);

    /// <inheritdoc/>
    public override string ToString() => $"uniform on [{Low}, {High}]";
}
