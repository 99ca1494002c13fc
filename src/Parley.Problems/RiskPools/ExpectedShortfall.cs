using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>
/// The mean of the worst 1 - a of a position, under the worst prior: the least expectation under tilts <c>q &lt;= v/(1-a)</c> of a prior v
/// that is held possible.
/// </summary>
/// <remarks>Source: Rockafellar and Uryasev, Optimization of conditional value-at-risk, 2000.</remarks>
/// <param name="Level">The level a, above 0 and below 1.</param>
public sealed record ExpectedShortfall(double Level) : MonetaryUtility
{
    /// <summary>The level a, above 0 and below 1.</summary>
    public double Level { get; } = Level is > 0 and < 1
        ? Level
        : throw new ArgumentOutOfRangeException(nameof(Level), Level, "the level of an expected shortfall is above 0 and below 1: 0.9 is the mean of the worst tenth");

    /// <inheritdoc/>
    /// <remarks>
    /// Cost: one sort, and the greatest expectations of two losses for contamination, total variation, intervals and distortions; a few more
    /// for a hull or bounds on events, about thirty for an entropy ball (<see cref="ShortfallSearch"/>).
    /// </remarks>
    public override double Value(ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        ArgumentNullException.ThrowIfNull(beliefs);
        return new ShortfallSearch(position, 1 - Level).Run(beliefs, centre, prior, tilt);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior)
    {
        double excess = ExcessAsPrior(tilt);
        for (int s = 0; s < tilt.Length; s++)
        {
            excess = Math.Max(excess, tilt[s] - (prior[s] / (1 - Level)));
        }

        return excess;
    }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior) =>
        IsPlausible(tilt, prior) ? 0 : double.PositiveInfinity;
}
