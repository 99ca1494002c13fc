using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The mean of independent replications and its standard error.</summary>
internal readonly record struct Estimate(double Mean, double StandardError)
{
    /// <summary>The difference from a value in standard errors; the rounding of a sum without noise does not count.</summary>
    public double Deviation(double value)
    {
        double difference = Math.Abs(Mean - value);
        return difference <= 1e-12 * (1 + Math.Abs(value)) ? 0 : difference / StandardError;
    }

    /// <summary>The sum of independent estimates.</summary>
    public static Estimate operator +(Estimate left, Estimate right) => new(
        left.Mean + right.Mean, Math.Sqrt((left.StandardError * left.StandardError) + (right.StandardError * right.StandardError)));
}

/// <summary>Who gets the asset: the highest ironed virtual type, ties broken by a hierarchy.</summary>
/// <param name="IronedTypes">For each partner, the ironed virtual type psi_i(theta).</param>
/// <param name="Hierarchies">Hierarchies whose probabilities sum to 1.</param>
/// <param name="Tolerance">Up to which difference from the highest virtual type partners are tied.</param>
internal sealed record PriorityRule(IReadOnlyList<Func<double, double>> IronedTypes, IReadOnlyList<Hierarchy> Hierarchies, double Tolerance = 0)
{
    /// <summary>The highest type wins; of equal types the first partner's.</summary>
    public static PriorityRule FirstBest(int count) =>
        new([.. Enumerable.Repeat((double type) => type, count)], [new Hierarchy([.. Enumerable.Range(0, count).Select(k => new Rank(k))], 1)]);

    /// <summary>Q_i: the chance of the asset, with the draw of the hierarchy averaged out.</summary>
    public double Allocation(int partner, ReadOnlySpan<double> types)
    {
        Span<double> virtualTypes = stackalloc double[types.Length];
        double highest = double.NegativeInfinity;
        for (int i = 0; i < types.Length; i++)
        {
            virtualTypes[i] = IronedTypes[i](types[i]);
            highest = Math.Max(highest, virtualTypes[i]);
        }

        double chance = 0;
        foreach (Hierarchy hierarchy in virtualTypes[partner] < highest - Tolerance ? [] : Hierarchies)
        {
            int place = 0;
            while (virtualTypes[hierarchy.Order[place].Agent] < highest - Tolerance)
            {
                place++;
            }

            chance += hierarchy.Order[place].Agent == partner ? hierarchy.Probability : 0;
        }

        return chance;
    }
}

/// <summary>
/// What a rule gives the partners on average, by sampling: no quadrature, no formula for q_i, no density.
/// </summary>
/// <remarks>
/// Values are drawn as quantiles of Latin hypercubes: in each of <see cref="Replications"/> independent replications
/// every partner's quantiles are stratified and shuffled. Standard errors come from the replications' means, so that they
/// are right whatever stratification gains (McKay, Beckman and Conover, 1979). A given seed gives the same numbers again.
/// </remarks>
/// <param name="types">The distributions.</param>
/// <param name="rule">The allocation.</param>
/// <param name="samples">How many profiles a replication draws.</param>
/// <param name="seed">Starts the generator of every estimate; different partners' estimates are independent.</param>
internal sealed class MonteCarloPartnership(IReadOnlyList<Distribution> types, PriorityRule rule, int samples, int seed)
{
    /// <summary>How many independent replications there are.</summary>
    public const int Replications = 32;

    /// <summary>q_i(theta) = E Q_i(theta, the others' types).</summary>
    public Estimate InterimAllocation(int partner, double type) => Average(partner, stream: 0, (profile, _) =>
    {
        profile[partner] = type;
        return rule.Allocation(partner, profile);
    });

    /// <summary>E theta_i Q_i.</summary>
    public Estimate AllocatedValue(int partner) => Average(partner, stream: 1, (profile, _) => profile[partner] * rule.Allocation(partner, profile));

    /// <summary>E u_i where a type omega is worst off and has a payoff of zero above an outside option of some slope.</summary>
    /// <remarks>
    /// u_i(theta) is the integral of q_i - slope from omega to theta. Exchanging integral and mean, E u_i is the integral
    /// over the support of (q_i(y) - slope)(1{y > omega} - F(y)) dy; y is drawn uniformly from the support, which keeps
    /// the variance finite for any density.
    /// </remarks>
    public Estimate ExpectedPayoff(int partner, double slope, double worstOff) =>
        Average(partner, stream: 2, (profile, quantile) => PayoffSample(partner, slope, worstOff, profile, quantile));

    /// <summary>E m_i = E theta_i (Q_i - slope) - E u_i, where omega has no payoff above its outside option, from common samples.</summary>
    public Estimate ExpectedPayment(int partner, double slope, double worstOff) => Average(partner, stream: 3, (profile, quantile) =>
        (profile[partner] * (rule.Allocation(partner, profile) - slope)) - PayoffSample(partner, slope, worstOff, profile, quantile));

    /// <summary>The expected sum of payments.</summary>
    public Estimate Budget(IReadOnlyList<double> slopes, IReadOnlyList<double> worstOff) =>
        types.Select((_, partner) => ExpectedPayment(partner, slopes[partner], worstOff[partner])).Aggregate((left, right) => left + right);

    private double PayoffSample(int partner, double slope, double worstOff, double[] profile, double quantile)
    {
        Distribution own = types[partner];
        double type = own.Low + (quantile * (own.High - own.Low));
        profile[partner] = type;
        double lever = (type > worstOff ? 1 : 0) - own.Cdf(type);
        return (own.High - own.Low) * lever * (rule.Allocation(partner, profile) - slope);
    }

    /// <summary>The mean over all samples of a function of the profile, which it may overwrite, and of the partner's own quantile.</summary>
    private Estimate Average(int partner, int stream, Func<double[], double, double> sample)
    {
        var random = new Random(HashOf(seed, partner, stream));
        var means = new double[Replications];
        var profile = new double[types.Count];
        for (int replication = 0; replication < Replications; replication++)
        {
            double[][] quantiles = [.. types.Select(_ => Strata(random))];
            for (int k = 0; k < samples; k++)
            {
                for (int i = 0; i < types.Count; i++)
                {
                    profile[i] = types[i].Quantile(quantiles[i][k]);
                }

                means[replication] += sample(profile, quantiles[partner][k]);
            }

            means[replication] /= samples;
        }

        double mean = means.Average();
        double variance = means.Sum(one => (one - mean) * (one - mean)) / (Replications - 1);
        return new Estimate(mean, Math.Sqrt(variance / Replications));
    }

    private double[] Strata(Random random)
    {
        double[] quantiles = [.. Enumerable.Range(0, samples).Select(k => (k + random.NextDouble()) / samples)];
        random.Shuffle(quantiles);
        return quantiles;
    }

    /// <summary>Seeds apart from one another, the same on every machine.</summary>
    private static int HashOf(int seed, int partner, int stream) => unchecked((((seed * 397) + partner) * 397) + stream);
}
