using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Beliefs;

/// <summary>Degenerate sizes and parameters, and what is refused.</summary>
public sealed class CredalSetRegressionTests
{
    private static readonly double[] s_centre = [0.5, 0, 0.3, 0.2];
    private static readonly double[] s_loss = [1, 7, 3, 7];

    public static TheoryData<CredalSet> NoDoubt => [new SinglePrior(), new Contamination(0), new EntropyBall(0), new TotalVariationBall(0), new DistortedCapacity(1)];

    [Theory]
    [MemberData(nameof(NoDoubt))]
    public void Without_doubt_a_set_is_its_centre(CredalSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        double[] worst = new double[4];
        Assert.True(set.IsSingle && set.HasCentre);
        Assert.Equal(2.8, set.GreatestExpectation(s_centre, s_loss, worst), 1e-15);
        Assert.Equal(s_centre, worst);
        Assert.True(set.Excess(s_centre, s_centre) <= 1e-16);
        Assert.True(set.Excess(s_centre, [0.5, 0.1, 0.2, 0.2]) > 1e-3);
    }

    public static TheoryData<CredalSet> EveryPrior =>
        [new Contamination(1), new TotalVariationBall(1), new ProbabilityIntervals([0, 0, 0, 0], [1, 1, 1, 1]), new EventBounds([])];

    [Theory]
    [MemberData(nameof(EveryPrior))]
    public void With_every_prior_possible_the_highest_loss_is_certain(CredalSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        double[] worst = new double[4];
        Assert.Equal(7, set.GreatestExpectation(s_centre, s_loss, worst), 1e-15);
        Assert.Equal((0, 0), (worst[0], worst[2]));
        Assert.Equal(1, worst[1] + worst[3], 1e-15);
        Assert.True(set.Excess(s_centre, worst) <= 1e-16);
    }

    public static TheoryData<CredalSet> OneScenario =>
    [
        new SinglePrior(), new Contamination(0.3), new EntropyBall(0.3), new TotalVariationBall(0.3), new DistortedCapacity(3),
        new PriorHull([[1], [1]]), new ProbabilityIntervals([0.2], [1]), new EventBounds([new EventBound([0], 0.5, 1)]),
    ];

    [Theory]
    [MemberData(nameof(OneScenario))]
    public void One_scenario_has_one_prior(CredalSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        double[] worst = new double[1];
        Assert.Equal(-2.5, set.GreatestExpectation([1], [-2.5], worst));
        Assert.Equal([1], worst);
        foreach (MonetaryUtility utility in (MonetaryUtility[])[new Expected(), new Entropic(3), new ExpectedShortfall(0.95)])
        {
            Assert.Equal(2.5, utility.Value([2.5], set, [1], worst, new double[1]), 1e-15);
        }
    }

    /// <summary>A hundred thousand scenarios with equal and unequal losses: priors sum to 1, and the sets contain their worst.</summary>
    [Fact]
    public void Large_spaces_keep_their_digits()
    {
        const int Scenarios = 100_000;
        double[] centre = [.. Enumerable.Repeat(1.0 / Scenarios, Scenarios)];
        double[] loss = [.. Enumerable.Range(0, Scenarios).Select(s => Math.Floor(s * 0.6180339887498949 % 1 * 1000))];
        double[] worst = new double[Scenarios];
        foreach (CredalSet set in (CredalSet[])[new Contamination(0.1), new EntropyBall(0.05), new TotalVariationBall(0.1), new DistortedCapacity(2)])
        {
            set.GreatestExpectation(centre, loss, worst);
            Assert.True(set.Excess(centre, worst) <= 1e-13, $"{set}: {set.Excess(centre, worst)}");
        }
    }

    [Fact]
    public void Arrays_are_copied()
    {
        double[] low = [0.1, 0.2];
        var set = new ProbabilityIntervals(low, [0.5, 0.9]);
        low[0] = 0.4;
        Assert.Equal(0.1, set.Low[0]);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Parameters_outside_their_range_are_refused(double wrong)
    {
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Contamination(wrong)).Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new TotalVariationBall(wrong)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntropyBall(wrong > 0 ? double.PositiveInfinity : wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistortedCapacity(wrong > 0 ? 0.999 : wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBound([0], wrong, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpectedShortfall(wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Entropic(wrong > 0 ? double.PositiveInfinity : wrong));
        Assert.Throws<ArgumentException>(() => new ProbabilityIntervals([wrong], [1]));
        Assert.Throws<ArgumentException>(() => new PriorHull([[wrong, 1 - wrong]]));
    }

    [Fact]
    public void Sets_that_no_prior_satisfies_are_refused()
    {
        Assert.Contains("widen", Assert.Throws<ArgumentException>(() => new ProbabilityIntervals([0.6, 0.5], [0.7, 0.7])).Message, StringComparison.Ordinal);
        Assert.Contains("widen", Assert.Throws<ArgumentException>(() => new ProbabilityIntervals([0.1, 0.1], [0.4, 0.4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ProbabilityIntervals([0.6, 0], [0.5, 1]));
        Assert.Throws<ArgumentException>(() => new PriorHull([]));
        Assert.Throws<ArgumentException>(() => new PriorHull([[0.5, 0.5], [1]]));
        Assert.Contains("sum to", Assert.Throws<ArgumentException>(() => new PriorHull([[0.5, 0.4]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EventBound([1, 2, 1], 0, 1));
        Assert.Throws<ArgumentException>(() => new EventBound([], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBound([0], 0.5, 0.4));
        EventBound[] contradiction = [new EventBound([0, 1], 0, 0.3), new EventBound([1, 2], 0, 0.3), new EventBound([1], 0.4, 1)];
        Assert.Contains("widen", Assert.Throws<ArgumentException>(() => new EventBounds(contradiction)).Message, StringComparison.Ordinal);
    }

    /// <summary>Bounds on events that need a scenario beyond those that they name fit larger spaces only.</summary>
    [Fact]
    public void Sizes_that_do_not_fit_are_objected_to()
    {
        var events = new EventBounds([new EventBound([0, 1], 0.1, 0.6)]);
        Assert.Equal("", events.Objection(3));
        Assert.Contains("widen", events.Objection(2), StringComparison.Ordinal);
        Assert.Contains("from 0 to 0", events.Objection(1), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => events.GreatestExpectation([0.5, 0.5], [1, 2], new double[2]));
        Assert.Throws<ArgumentException>(() => events.Excess([1], [1]));
        Assert.NotEqual("", new PriorHull([[0.5, 0.5]]).Objection(3));
        Assert.Throws<ArgumentException>(() => new ProbabilityIntervals([0, 0], [1, 1]).GreatestExpectation([1], [1], new double[1]));
        Assert.Equal("", new EntropyBall(1).Objection(7));
    }

    /// <summary>Typed bounds such as ten times 0.1 don't sum to 1 exactly in doubles; they are no contradiction.</summary>
    [Fact]
    public void Bounds_that_sum_to_1_but_for_rounding_are_met()
    {
        double[] tenths = [.. Enumerable.Repeat(0.1, 10)];
        double[] worst = new double[10];
        double[] loss = [.. Enumerable.Range(0, 10).Select(s => (double)s)];
        Assert.Equal(4.5, new ProbabilityIntervals(tenths, tenths).GreatestExpectation(tenths, loss, worst), 1e-14);
        EventBound[] events = [.. Enumerable.Range(0, 10).Select(s => new EventBound([s], 0.1, 0.1))];
        Assert.Equal(4.5, new EventBounds(events).GreatestExpectation(tenths, loss, worst), 1e-14);
    }
}
