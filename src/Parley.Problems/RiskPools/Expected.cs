using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>The expectation, under the worst prior: no aversion to known risks.</summary>
public sealed record Expected : MonetaryUtility
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        ArgumentNullException.ThrowIfNull(beliefs);
        for (int s = 0; s < position.Length; s++)
        {
            tilt[s] = -position[s];
        }

        double value = -beliefs.GreatestExpectation(centre, tilt, prior);
        prior.CopyTo(tilt);
        return value;
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior)
    {
        double excess = ExcessAsPrior(tilt);
        for (int s = 0; s < tilt.Length; s++)
        {
            excess = Math.Max(excess, Math.Abs(tilt[s] - prior[s]));
        }

        return excess;
    }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior) =>
        IsPlausible(tilt, prior) ? 0 : double.PositiveInfinity;
}
