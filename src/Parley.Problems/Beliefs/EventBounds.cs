namespace Parley.Problems.Beliefs;

/// <summary>The priors with bounds on the probabilities of some events.</summary>
/// <remarks>Equality of two such sets is of the lists, not of their numbers.</remarks>
/// <param name="Events">The events and their bounds; none: every prior. Copied.</param>
public sealed record EventBounds(IReadOnlyList<EventBound> Events) : CredalSet
{
    /// <summary>The events and their bounds.</summary>
    public IReadOnlyList<EventBound> Events { get; } = [.. Events];

    /// <inheritdoc/>
    public override bool HasCentre => false;

    /// <inheritdoc/>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        Require(prior.Length);
        double excess = ExcessAsPrior(prior);
        foreach (EventBound bound in Events)
        {
            double mass = 0;
            foreach (int s in bound.States)
            {
                mass += prior[s];
            }

            excess = Math.Max(excess, Math.Max(bound.Low - mass, mass - bound.High));
        }

        return excess;
    }
}
