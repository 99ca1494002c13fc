namespace Parley.Problems.Beliefs;

/// <summary>The priors with bounds on the probability of each scenario: <c>low_s &lt;= v_s &lt;= high_s</c>.</summary>
/// <remarks>Source: de Campos, Huete and Moral, Probability intervals, 1994. Equality of two such sets is of the arrays, not of their numbers.</remarks>
/// <param name="Low">The lower bound of each scenario, from 0; their sum is at most 1. Copied.</param>
/// <param name="High">The upper bound of each scenario, from its lower bound to 1; their sum is at least 1. Copied.</param>
public sealed record ProbabilityIntervals(double[] Low, double[] High) : CredalSet
{
    /// <summary>How far beyond 1 rounding may carry the sum of bounds that were exact before they became doubles.</summary>
    private const double SumTolerance = 1e-12;

    /// <summary>The lower bound of each scenario.</summary>
    public double[] Low { get; } = Allowed.Probabilities(Low, nameof(Low));

    /// <summary>The upper bound of each scenario.</summary>
    public double[] High { get; } = AtLeast(Low, High);

    /// <inheritdoc/>
    public override bool HasCentre => false;

    /// <inheritdoc/>
    public override string Objection(int scenarios) =>
        scenarios == Low.Length ? "" : $"there are {scenarios} scenarios and {Low.Length} probability intervals: give one for each scenario";

    /// <inheritdoc/>
    /// <remarks>What the lower bounds leave fills the upper ones, from the highest loss down. Cost: one sort.</remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        Require(loss.Length);
        Low.CopyTo(worst);
        double left = 1 - Expectation.Sum(Low);
        int[] order = ScenarioOrder.Ascending(loss);
        for (int k = order.Length - 1; k >= 0 && left > 0; k--)
        {
            double added = Math.Min(left, High[order[k]] - Low[order[k]]);
            worst[order[k]] += added;
            left -= added;
        }

        return Expectation.Of(worst, loss);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        Require(prior.Length);
        double excess = ExcessAsPrior(prior);
        for (int s = 0; s < prior.Length; s++)
        {
            excess = Math.Max(excess, Math.Max(Low[s] - prior[s], prior[s] - High[s]));
        }

        return excess;
    }

    private static double[] AtLeast(double[] low, double[] high)
    {
        double[] bounds = Allowed.Probabilities(high, nameof(High));
        if (bounds.Length != low.Length)
        {
            throw new ArgumentException($"{low.Length} lower bounds and {bounds.Length} upper ones: give one of each for every scenario", nameof(high));
        }

        for (int s = 0; s < low.Length; s++)
        {
            if (low[s] > bounds[s])
            {
                throw new ArgumentException($"scenario {s + 1} has a lower bound of {low[s]} above its upper one of {bounds[s]}: exchange them", nameof(high));
            }
        }

        (double least, double most) = (Expectation.Sum(low), Expectation.Sum(bounds));
        return least <= 1 + SumTolerance && most >= 1 - SumTolerance
            ? bounds
            : throw new ArgumentException(
                $"no prior satisfies the intervals: their lower bounds sum to {least} (at most 1) and their upper ones to {most} (at least 1); widen them", nameof(high));
    }
}
