using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>The certainty equivalent of exponential utility: <c>-(1/g) log E exp(-g position)</c>, under the worst prior.</summary>
/// <param name="RiskAversion">Absolute risk aversion g per unit of money; positive.</param>
public sealed record Entropic(double RiskAversion) : MonetaryUtility
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        ArgumentNullException.ThrowIfNull(beliefs);
        double lowest = double.PositiveInfinity;
        foreach (double money in position)
        {
            lowest = Math.Min(lowest, money);
        }

        // Relative to the worst outcome: no exponential overflows, and the largest term is 1.
        for (int s = 0; s < position.Length; s++)
        {
            tilt[s] = Math.Exp(-RiskAversion * (position[s] - lowest));
        }

        double moment = beliefs.GreatestExpectation(centre, tilt, prior);
        for (int s = 0; s < position.Length; s++)
        {
            tilt[s] *= prior[s] / moment;
        }

        return lowest - (Math.Log(moment) / RiskAversion);
    }
}
