namespace Parley.Problems.Beliefs;

/// <summary>
/// The priors that differ from the centre by at most d in the probability of any event: <c>sup |v(A) - centre(A)| &lt;= d</c>.
/// Mass may move to any scenario of the space, also to those that the centre holds impossible.
/// </summary>
/// <param name="Radius">The largest difference d, from 0 (the centre alone) to 1 (every prior).</param>
public sealed record TotalVariationBall(double Radius) : CredalSet
{
    /// <summary>The largest difference d, from 0 (the centre alone) to 1 (every prior).</summary>
    public double Radius { get; } = Allowed.Within(Radius, 0, 1, nameof(Radius), "the largest difference in the probability of an event");

    /// <inheritdoc/>
    public override bool IsSingle => Radius == 0;

    /// <inheritdoc/>
    /// <remarks>Mass d moves from the lowest losses to the first scenario with the highest. Cost: one sort.</remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        centre.CopyTo(worst);
        int highest = ScenarioOrder.Highest(loss);
        double left = Radius;
        foreach (int s in ScenarioOrder.Ascending(loss))
        {
            if (loss[s] == loss[highest] || left <= 0)
            {
                break;
            }

            double moved = Math.Min(left, worst[s]);
            left -= moved;
            worst[s] -= moved;
        }

        worst[highest] += Radius - left;
        return Expectation.Of(worst, loss);
    }

    /// <inheritdoc/>
    /// <remarks>The events in question are where the prior is above the centre, and where it is below.</remarks>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        double above = 0;
        double below = 0;
        for (int s = 0; s < prior.Length; s++)
        {
            above += Math.Max(prior[s] - centre[s], 0);
            below += Math.Max(centre[s] - prior[s], 0);
        }

        return Math.Max(ExcessAsPrior(prior), Math.Max(above, below) - Radius);
    }
}
