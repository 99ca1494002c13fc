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
    /// <remarks>
    /// The hull's inequalities are <c>E_v f &lt;= max over the priors of E f</c>, for every loss f whose absolute values sum to 1. The largest
    /// violation is the distance to the nearest mixture: the largest difference of a probability. It comes from the weights of a
    /// mixture, so that it is never too small by rounding. Cost: a linear program with a row for each prior and two columns for each scenario.
    /// </remarks>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        Require(prior.Length);
        double excess = ExcessAsPrior(prior);
        if (!double.IsFinite(excess))
        {
            return excess;
        }

        double[] mixture = Mixture(NearestWeights(prior), prior.Length);
        for (int s = 0; s < prior.Length; s++)
        {
            excess = Math.Max(excess, Math.Abs(prior[s] - mixture[s]));
        }

        return excess;
    }

    private double[] Mixture(double[] weights, int scenarios)
    {
        double[] mixture = new double[scenarios];
        for (int k = 0; k < weights.Length; k++)
        {
            for (int s = 0; s < scenarios; s++)
            {
                mixture[s] += weights[k] * Priors[k][s];
            }
        }

        return mixture;
    }

    /// <summary>
    /// The weights of the mixture nearest to a prior: the multipliers of the program that maximises <c>w (v - p_0) - e</c> subject to <c>w (p_k
    /// - p_0) &lt;= e</c> for the other priors, <c>sum |w| &lt;= 1</c> and <c>e &gt;= 0</c>. The columns are w's positive and negative parts, e, and what the rows leave.
    /// </summary>
    private double[] NearestWeights(ReadOnlySpan<double> prior)
    {
        (int rows, int scenarios) = (Priors.Count, prior.Length);
        int columns = (2 * scenarios) + 1 + rows;
        double[] matrix = new double[columns * rows];
        double[] objective = new double[columns];
        double[] first = Priors[0];
        double unit = 1 / Math.Max(Priors.Max(listed => listed.Max()), double.Epsilon);
        for (int s = 0; s < scenarios; s++)
        {
            Span<double> plus = matrix.AsSpan(s * rows, rows);
            Span<double> minus = matrix.AsSpan((scenarios + s) * rows, rows);
            for (int k = 1; k < rows; k++)
            {
                plus[k] = unit * (Priors[k][s] - first[s]);
                minus[k] = -plus[k];
            }

            plus[0] = minus[0] = 1;
            objective[s] = unit * (prior[s] - first[s]);
            objective[scenarios + s] = -objective[s];
        }

        matrix.AsSpan(((2 * scenarios) * rows) + 1, rows - 1).Fill(-1);
        objective[2 * scenarios] = -1;
        for (int k = 0; k < rows; k++)
        {
            matrix[(((2 * scenarios) + 1 + k) * rows) + k] = 1;
        }

        double[] upper = [.. Enumerable.Repeat(double.PositiveInfinity, columns)];
        var program = new ColumnProgram(matrix, upper, [1, .. new double[rows - 1]]);
        if (program.IsFeasible())
        {
            program.Maximise(objective);
        }

        return Normalised(program.Multipliers);
    }

    /// <summary>The weights of the priors after the first are those of their rows; the first has the rest.</summary>
    private static double[] Normalised(double[] multipliers)
    {
        double[] weights = [.. multipliers.Select(multiplier => Math.Max(multiplier, 0))];
        weights[0] = 0;
        double others = weights.Sum();
        weights[0] = Math.Max(1 - others, 0);
        return others > 1 ? [.. weights.Select(weight => weight / others)] : weights;
    }

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
