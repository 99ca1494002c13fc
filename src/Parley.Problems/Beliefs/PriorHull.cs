namespace Parley.Problems.Beliefs;

/// <summary>The mixtures of finitely many priors: their convex hull.</summary>
/// <remarks>Equality of two such sets is of the lists, not of their numbers.</remarks>
/// <param name="Priors">The priors, at least one, each with a probability for each scenario. Copied.</param>
public sealed record PriorHull(IReadOnlyList<double[]> Priors) : CredalSet
{
    /// <summary>How far from 1 rounding may carry the sum of probabilities that were exact before they became doubles.</summary>
    private const double SumTolerance = 1e-12;

    /// <summary>The priors, each with a probability for each scenario.</summary>
    public IReadOnlyList<double[]> Priors { get; } = Copy(Priors);

    /// <inheritdoc/>
    public override bool HasCentre => false;

    /// <inheritdoc/>
    public override string Objection(int scenarios) =>
        scenarios == Priors[0].Length ? "" : $"there are {scenarios} scenarios and priors of {Priors[0].Length} probabilities: give one for each scenario";

    /// <inheritdoc/>
    /// <remarks>The first of the priors with the greatest expectation. Cost: one pass for each prior.</remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        Require(loss.Length);
        double greatest = double.NegativeInfinity;
        foreach (double[] prior in Priors)
        {
            double expectation = Expectation.Of(prior, loss);
            if (expectation > greatest)
            {
                greatest = expectation;
                prior.CopyTo(worst);
            }
        }

        return greatest;
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior) => throw new NotImplementedException();

    private static double[][] Copy(IReadOnlyList<double[]> priors)
    {
        ArgumentNullException.ThrowIfNull(priors);
        if (priors.Count == 0)
        {
            throw new ArgumentException("a set of priors has at least one: give one, or leave the beliefs out", nameof(priors));
        }

        double[][] copies = [.. priors.Select(prior => Allowed.Probabilities(prior, nameof(priors)))];
        for (int k = 0; k < copies.Length; k++)
        {
            double sum = Expectation.Sum(copies[k]);
            if (copies[k].Length != copies[0].Length)
            {
                throw new ArgumentException($"prior {k + 1} has {copies[k].Length} probabilities and the first {copies[0].Length}: give one for each scenario", nameof(priors));
            }

            if (Math.Abs(sum - 1) > SumTolerance)
            {
                throw new ArgumentException($"the probabilities of prior {k + 1} sum to {sum}: make them sum to 1", nameof(priors));
            }
        }

        return copies;
    }
}
