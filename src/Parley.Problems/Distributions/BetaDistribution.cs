namespace Parley.Problems.Distributions;

/// <summary>
/// The beta distribution, stretched to a support: the density is proportional to t^(a-1) (1-t)^(b-1), where t runs
/// from 0 to 1 along it.
/// </summary>
public sealed class BetaDistribution : Distribution
{
    /// <summary>The least and the greatest value of either parameter.</summary>
    public const double LeastParameter = 0.01, GreatestParameter = 10_000;

    private readonly double[] _knots;
    private readonly double _length;
    private readonly IncompleteBeta _mass;
    private readonly IncompleteBeta _moment;

    /// <summary>The beta distribution on [low, high].</summary>
    /// <param name="a">The power with which the cdf rises from the lower end, from 0.01 to 10,000.</param>
    /// <param name="b">The power with which it reaches the upper end, in the same range.</param>
    /// <param name="low">The lower end of the support.</param>
    /// <param name="high">The upper end of the support.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the support is empty, reversed or not finite.</exception>
    public BetaDistribution(double a, double b, double low, double high)
        : base(low, high)
    {
        _length = Support.Length(low, high);
        A = Support.Parameter("a", a, LeastParameter, GreatestParameter);
        B = Support.Parameter("b", b, LeastParameter, GreatestParameter);
        _mass = new IncompleteBeta(a, b);
        _moment = new IncompleteBeta(a + 1, b);
        _knots = [low, high];
    }

    /// <summary>The power with which the cdf rises from the lower end.</summary>
    public double A { get; }

    /// <summary>The power with which the cdf reaches the upper end.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public override double Mean => Low + (_length * (A / (A + B)));

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _knots;

    /// <inheritdoc/>
    public override bool IsLogConcave => A >= 1 && B >= 1;

    /// <inheritdoc/>
    public override (bool AtLow, bool AtHigh) IsSmooth => (double.IsInteger(A), double.IsInteger(B));

    /// <inheritdoc/>
    public override double Cdf(double value) => _mass.Lower(FromLow(value), FromHigh(value));

    /// <inheritdoc/>
    public override double Survival(double value) => _mass.Upper(FromLow(value), FromHigh(value));

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        double x = FromLow(value);
        double y = FromHigh(value);
        return (Low * _mass.Lower(x, y)) + (_length * (A / (A + B)) * _moment.Lower(x, y));
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece)
    {
        double x = FromLow(value);
        double y = FromHigh(value);
        return x <= 0 ? AtEnd(A, B) : y <= 0 ? AtEnd(B, A) : _mass.Kernel(x, y) / x / y / _length;
    }

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) =>
        Support.Ratio(A - 1, value - Low) - Support.Ratio(B - 1, High - value);

    /// <inheritdoc/>
    public override double Quantile(double probability) => QuantileSearch.Find(this, probability);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new BetaDistribution(A, B, Low + distance, High + distance);

    /// <inheritdoc/>
    public override string ToString() => $"beta({A}, {B}) on [{Low}, {High}]";

    private double FromLow(double value) => (value - Low) / _length;

    private double FromHigh(double value) => (High - value) / _length;

    /// <summary>The density at an end: with power 1 it is the other parameter, as 1 / B(1, b) = b.</summary>
    private double AtEnd(double power, double other) => power < 1 ? double.PositiveInfinity : power > 1 ? 0 : other / _length;
}
