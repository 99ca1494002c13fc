using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Sampling against closed forms, for uniform types on [0, 1].</summary>
public sealed class MonteCarloPartnershipOracleTests
{
    /// <summary>Exceeded by one of some hundred thousand estimates with 31 degrees of freedom; seeds are fixed.</summary>
    private const double Deviations = 5;

    private static MonteCarloPartnership Sample(PriorityRule rule, int samples = 2_000) =>
        new([.. rule.IronedTypes.Select(_ => new UniformDistribution(0, 1))], rule, samples, seed: 1987);

    /// <summary>Cramton, Gibbons and Klemperer: the budget of the first best is (n-1)/(n+1) - (n-1)/n sum r_i^(n/(n-1)).</summary>
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 0.1)]
    [InlineData(1.0, 0.0)]
    [InlineData(1.0 / 3, 1.0 / 3, 1.0 / 3)]
    [InlineData(0.7, 0.2, 0.1, 0.0)]
    public void First_best_budgets_are_known(params double[] shares)
    {
        double n = shares.Length;
        MonteCarloPartnership sample = Sample(PriorityRule.FirstBest(shares.Length));
        double[] worstOff = [.. shares.Select(share => Math.Pow(share, 1 / (n - 1)))];

        double expected = ((n - 1) / (n + 1)) - ((n - 1) / n * shares.Sum(share => Math.Pow(share, n / (n - 1))));

        Agrees(expected, sample.Budget(shares, worstOff), atMost: 2e-3);
    }

    [Fact]
    public void First_best_allocations_are_known()
    {
        MonteCarloPartnership sample = Sample(PriorityRule.FirstBest(3));
        Agrees(0.49, sample.InterimAllocation(1, 0.7), atMost: 2e-3);
        Agrees(0.25, sample.AllocatedValue(2), atMost: 2e-3);
        Agrees(0, sample.InterimAllocation(0, 0), atMost: 0);
        Agrees(1, sample.InterimAllocation(0, 1), atMost: 0);
    }

    /// <summary>
    /// A broker's best mechanism for two equal owners: both virtual types are ironed to 1/2 on [1/4, 3/4], ties are
    /// broken by a coin, and the broker earns E max psi - 1/2 = 5/48.
    /// </summary>
    [Fact]
    public void Ties_are_broken_by_the_hierarchies()
    {
        static double Ironed(double type) => type < 0.25 ? 2 * type : type > 0.75 ? (2 * type) - 1 : 0.5;
        MonteCarloPartnership sample = Sample(new PriorityRule([Ironed, Ironed], [new Hierarchy([0, 1], 0.5), new Hierarchy([1, 0], 0.5)]));

        Agrees(0.5, sample.InterimAllocation(0, 0.3), atMost: 2e-3);
        Agrees(0.125, sample.InterimAllocation(1, 0.125), atMost: 2e-3);
        Agrees(5.0 / 48, sample.Budget([0.5, 0.5], [0.4, 0.6]), atMost: 2e-3);
    }

    [Fact]
    public void Virtual_types_within_the_tolerance_are_tied()
    {
        var exact = new PriorityRule([_ => 0.5, _ => 0.5 - 1e-14], [new Hierarchy([0, 1], 0.25), new Hierarchy([1, 0], 0.75)]);
        Assert.Equal(0, exact.Allocation(1, [0, 0]));
        Assert.Equal(0.75, (exact with { Tolerance = 1e-12 }).Allocation(1, [0, 0]));
    }

    /// <summary>
    /// Appendix D, w = (1, 0): Q_1 = 1 where theta_2 lies below theta_1 / 2 or, from 1 - r on, (1 + theta_1) / 2; then
    /// U_1 = (1 + 3r - 3r^2)/12, budget included, and U_2 = (1 - 3r + 3r^2)/24. By virtual types: psi_1 = theta and
    /// psi_2 = 2 theta ironed at 1 - r up to 2 theta - 1.
    /// </summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    [InlineData(0.75)]
    [InlineData(1.0)]
    public void Appendix_d_payoffs_are_known(double r)
    {
        double Ironed(double type) => Math.Max(Math.Min(2 * type, 1 - r), (2 * type) - 1);
        MonteCarloPartnership sample = Sample(new PriorityRule([type => type, Ironed], [new Hierarchy([0, 1], 1)]));

        Estimate second = sample.ExpectedPayoff(1, 1 - r, 0.75 - (r / 2));
        Estimate first = sample.ExpectedPayoff(0, r, 1 - r) + sample.Budget([r, 1 - r], [1 - r, 0.75 - (r / 2)]);

        Agrees((1 - (3 * r) + (3 * r * r)) / 24, second, atMost: 2e-3);
        Agrees((1 + (3 * r) - (3 * r * r)) / 12, first, atMost: 2e-3);
    }

    /// <summary>A hundred times the samples, about a tenth of the standard error: the allocation jumps, so stratification gains only a factor.</summary>
    [Fact]
    public void More_samples_give_smaller_standard_errors()
    {
        PriorityRule rule = PriorityRule.FirstBest(2);
        double few = Sample(rule, 100).AllocatedValue(0).StandardError;
        double many = Sample(rule, 10_000).AllocatedValue(0).StandardError;
        Assert.InRange(many, few / 20, few / 5);
    }

    private static void Agrees(double expected, Estimate found, double atMost)
    {
        Assert.True(found.StandardError <= atMost, $"{found.Mean} +- {found.StandardError} is too coarse");
        Assert.True(found.Deviation(expected) < Deviations, $"expected {expected}, found {found.Mean} +- {found.StandardError}");
    }
}
