namespace Parley.Problems.Distributions;

/// <summary>The normal distribution, given that its value lies in a support.</summary>
/// <remarks>
/// All masses are divided by the normal density at the support's point nearest to the peak, so that a support far out
/// in a tail loses no digits.
/// </remarks>
public sealed class TruncatedNormalDistribution : Distribution
{
    /// <summary>
    /// The most standard deviations between the support and the peak: beyond, the normal distribution holds less than
    /// 1e-300 of its mass in the support, and a slip is more likely than a question.
    /// </summary>
    public const double GreatestDistance = 37;

    /// <summary>What moving a distribution along the line may do to its distance from the peak.</summary>
    private const double Rounding = 1e-9;

    private readonly double[] _knots;
    private readonly double _mean;
    private readonly double _sd;
    private readonly double _nearest;
    private readonly double _total;

    /// <summary>The normal distribution truncated to [low, high].</summary>
    /// <param name="mean">The mean before truncation: where the density peaks.</param>
    /// <param name="sd">The standard deviation before truncation, positive.</param>
    /// <param name="low">The lower end of the support, at most 37 standard deviations above the mean.</param>
    /// <param name="high">The upper end of the support, at most 37 standard deviations below the mean.</param>
    /// <exception cref="ArgumentException">
    /// The standard deviation is not positive, a number is not finite, or the support is empty, reversed or too far out.
    /// </exception>
    public TruncatedNormalDistribution(double mean, double sd, double low, double high)
        : base(low, high)
    {
        Support.Length(low, high);
        _mean = Support.Parameter("mean", mean, -Support.LongestLength, Support.LongestLength);
        _sd = Support.Parameter("sd", sd, Support.ShortestLength, Support.LongestLength);
        _nearest = Math.Clamp(mean, low, high);
        double distance = Math.Abs(_nearest - mean) / sd;
        if (distance > GreatestDistance * (1 + Rounding))
        {
            throw new ArgumentException(
                $"the support [{low}, {high}] lies {distance:0.#} standard deviations from the mean {mean} and holds almost none of the normal distribution; give one at most {GreatestDistance} away");
        }

        _total = Scaled(low, high);
        _knots = [low, high];
        Mean = Math.Clamp(PartialMean(high), low, high);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _knots;

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override double Cdf(double value) => value <= Low ? 0 : value >= High ? 1 : Math.Min(Scaled(Low, value) / _total, 1);

    /// <inheritdoc/>
    public override double Survival(double value) => value <= Low ? 1 : value >= High ? 0 : Math.Min(Scaled(value, High) / _total, 1);

    /// <inheritdoc/>
    public override double PartialMean(double value)
    {
        double end = Math.Clamp(value, Low, High);
        if (Low >= _mean)
        {
            return (Low * Cdf(end)) + (_sd * NormalTail.Moment((Low - _mean) / _sd, (end - Low) / _sd) / _total);
        }

        double below = (_mean - Low) / _sd;
        return end <= _mean
            ? (end * Cdf(end)) - (_sd * Fall(end) * NormalTail.Moment((_mean - end) / _sd, (end - Low) / _sd) / _total)
            : (_mean * Cdf(end)) + (_sd * (NormalTail.Moment(0, (end - _mean) / _sd) - NormalTail.Moment(0, below)) / _total);
    }

    /// <inheritdoc/>
    public override double Density(double value, int piece) => Fall(value) / _total / _sd;

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) => (_mean - value) / _sd / _sd;

    /// <inheritdoc/>
    public override double Quantile(double probability) => QuantileSearch.Find(this, probability);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new TruncatedNormalDistribution(_mean + distance, _sd, Low + distance, High + distance);

    /// <inheritdoc/>
    public override string ToString() => $"normal({_mean}, {_sd}) truncated to [{Low}, {High}]";

    /// <summary>The mass of a part of the support, divided by the density at the nearest point, in standard deviations.</summary>
    private double Scaled(double left, double right) =>
        left >= _mean ? Fall(left) * NormalTail.Mass((left - _mean) / _sd, (right - left) / _sd)
        : right <= _mean ? Fall(right) * NormalTail.Mass((_mean - right) / _sd, (right - left) / _sd)
        : NormalTail.Mass(0, (_mean - left) / _sd) + NormalTail.Mass(0, (right - _mean) / _sd);

    /// <summary>The normal density at a value of the support divided by that at the nearest point.</summary>
    private double Fall(double value) => _nearest == _mean
        ? NormalTail.Fall((value - _mean) / _sd)
        : Math.Exp(-((value - _nearest) / _sd * (((value - _mean) + (_nearest - _mean)) / _sd)) / 2);
}
