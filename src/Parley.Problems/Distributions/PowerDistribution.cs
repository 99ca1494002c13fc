namespace Parley.Problems.Distributions;

/// <summary>The distribution whose cdf is a power of the distance from the lower end: ((x - low) / (high - low))^exponent.</summary>
public sealed class PowerDistribution : Distribution
{
    /// <summary>The least and the greatest exponent.</summary>
    public const double LeastExponent = 0.01, GreatestExponent = 10_000;

    private readonly double[] _knots;
    private readonly double _length;

    /// <summary>The power distribution on [low, high].</summary>
    /// <param name="exponent">The exponent of the cdf, from 0.01 to 10,000.</param>
    /// <param name="low">The lower end of the support.</param>
    /// <param name="high">The upper end of the support.</param>
    /// <exception cref="ArgumentException">The exponent is out of range, or the support is empty, reversed or not finite.</exception>
    public PowerDistribution(double exponent, double low, double high)
        : base(low, high)
    {
        _length = Support.Length(low, high);
        Exponent = Support.Parameter("exponent", exponent, LeastExponent, GreatestExponent);
        _knots = [low, high];
    }

    /// <summary>The exponent of the cdf.</summary>
    public double Exponent { get; }

    /// <inheritdoc/>
    public override double Mean => Low + (_length * (Exponent / (Exponent + 1)));

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _knots;

    /// <inheritdoc/>
    public override bool IsLogConcave => Exponent >= 1;

    /// <inheritdoc/>
    public override (bool AtLow, bool AtHigh) IsSmooth => (double.IsInteger(Exponent), true);

    /// <inheritdoc/>
    public override double Cdf(double value) => value <= Low ? 0 : value >= High ? 1 : Power(value, Exponent);

    /// <inheritdoc/>
    public override double Survival(double value) => value <= Low ? 1 : value >= High ? 0 : -Logarithm.ExponentialLessOne(Exponent * LogOfFraction(value));

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        double end = Math.Clamp(value, Low, High);
        double below = Cdf(end);
        return (Low * below) + ((end - Low) * (Exponent / (Exponent + 1)) * below);
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece) => Exponent / _length * Power(value, Exponent - 1);

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) => Support.Ratio(Exponent - 1, value - Low);

    /// <inheritdoc/>
    public override double Quantile(double probability) => probability <= 0 ? Low : probability >= 1 ? High
        : Math.Min(Low + (_length * Math.Pow(probability, 1 / Exponent)), High);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new PowerDistribution(Exponent, Low + distance, High + distance);

    /// <inheritdoc/>
    public override string ToString() => $"power({Exponent}) on [{Low}, {High}]";

    /// <summary>A power of the fraction of the support below a value; near the upper end the distance from there counts.</summary>
    private double Power(double value, double exponent) => value - Low < High - value
        ? Math.Pow((value - Low) / _length, exponent)
        : Math.Exp(exponent * LogOfFraction(value));

    private double LogOfFraction(double value) => value - Low < High - value
        ? Math.Log((value - Low) / _length)
        : Logarithm.OfOnePlus((value - High) / _length);
}
