namespace Parley.Problems.Beliefs;

/// <summary>
/// The core of a distorted probability: the priors with <c>v(A) &gt;= centre(A)^k</c> for every event A. The capacity is convex, so the
/// greatest expectation is the Choquet integral with its conjugate.
/// </summary>
/// <remarks>Source: Schmeidler, Subjective probability and expected utility without additivity, 1989; Shapley, Cores of convex games, 1971.</remarks>
/// <param name="Power">The exponent k, at least 1 (the centre alone).</param>
public sealed record DistortedCapacity(double Power) : CredalSet
{
    /// <summary>The exponent k, at least 1 (the centre alone).</summary>
    public double Power { get; } = Allowed.AtLeast(Power, 1, nameof(Power), "the exponent of the centre's probabilities");

    /// <inheritdoc/>
    public override bool IsSingle => Power == 1;

    /// <inheritdoc/>
    /// <remarks>
    /// Among equal losses mass is in proportion to the centre's, so that the worst prior depends on the losses and not on their
    /// order. Cost: one sort.
    /// </remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        if (IsSingle)
        {
            centre.CopyTo(worst);
            return Expectation.Of(worst, loss);
        }

        int[] order = ScenarioOrder.Ascending(loss);
        double total = Expectation.Sum(centre);
        double sum = 0;
        double rest = 0;
        double capacity = 0;
        for (int first = 0, next; first < order.Length; first = next)
        {
            double before = sum + rest;
            for (next = first; next < order.Length && loss[order[next]] == loss[order[first]]; next++)
            {
                Expectation.Add(centre[order[next]], ref sum, ref rest);
            }

            double mass = sum + rest - before;
            double reached = next == order.Length ? 1 : Math.Pow((sum + rest) / total, Power);
            double density = mass > 0 ? (reached - capacity) / mass : 0;
            for (int k = first; k < next; k++)
            {
                worst[order[k]] = density * centre[order[k]];
            }

            capacity = mass > 0 ? reached : capacity;
        }

        return Expectation.Of(worst, loss);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Exact, though there is one inequality for each event. The violation <c>centre(A)^k - v(A)</c> is a convex function of the two
    /// numbers centre(A) and v(A), so it is largest at a corner of the convex hull of all such pairs: a zonotope, whose corners are
    /// the events that collect all scenarios with a likelihood ratio v/centre up to some number. Cost: one sort.
    /// </remarks>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        double excess = ExcessAsPrior(prior);
        double[] ratios = new double[prior.Length];
        for (int s = 0; s < ratios.Length; s++)
        {
            ratios[s] = centre[s] > 0 ? prior[s] / centre[s] : double.PositiveInfinity;
        }

        double total = Expectation.Sum(centre);
        (double likelihood, double likelihoodRest, double mass, double massRest) = (0, 0, 0, 0);
        foreach (int s in ScenarioOrder.Ascending(ratios))
        {
            Expectation.Add(prior[s], ref likelihood, ref likelihoodRest);
            Expectation.Add(centre[s], ref mass, ref massRest);
            double capacity = Math.Pow(Math.Min((mass + massRest) / total, 1), Power);
            excess = Math.Max(excess, capacity - (likelihood + likelihoodRest));
        }

        return excess;
    }
}
