namespace Parley.Problems.Beliefs;

/// <summary>The centre and nothing else: no ambiguity.</summary>
public sealed record SinglePrior : CredalSet
{
    /// <inheritdoc/>
    public override bool IsSingle => true;

    /// <inheritdoc/>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        centre.CopyTo(worst);
        return Expectation.Of(centre, loss);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        double excess = ExcessAsPrior(prior);
        for (int s = 0; s < prior.Length; s++)
        {
            excess = Math.Max(excess, Math.Abs(prior[s] - centre[s]));
        }

        return excess;
    }
}
