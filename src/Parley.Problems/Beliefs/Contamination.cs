namespace Parley.Problems.Beliefs;

/// <summary>
/// Contaminated beliefs: <c>(1 - e) centre + e (any prior)</c>. The contamination may be any prior on the space, so that scenarios
/// that the centre holds impossible become possible.
/// </summary>
/// <remarks>Source: Huber, Robust Statistics, section 1.4 (gross-error neighbourhoods).</remarks>
/// <param name="Weight">The share e of doubt, from 0 (the centre alone) to 1 (every prior).</param>
public sealed record Contamination(double Weight) : CredalSet
{
    /// <summary>The share e of doubt, from 0 (the centre alone) to 1 (every prior).</summary>
    public double Weight { get; } = Allowed.Within(Weight, 0, 1, nameof(Weight), "the share of doubt");

    /// <inheritdoc/>
    public override bool IsSingle => Weight == 0;

    /// <inheritdoc/>
    /// <remarks>The doubt goes to the first scenario with the highest loss. Cost: one pass.</remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        for (int s = 0; s < centre.Length; s++)
        {
            worst[s] = (1 - Weight) * centre[s];
        }

        worst[ScenarioOrder.Highest(loss)] += Weight;
        return Expectation.Of(worst, loss);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        double excess = ExcessAsPrior(prior);
        for (int s = 0; s < prior.Length; s++)
        {
            excess = Math.Max(excess, ((1 - Weight) * centre[s]) - prior[s]);
        }

        return excess;
    }
}
