using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Beliefs;

/// <summary>Certainty equivalents far apart, near 0, and where the lowest outcome is impossible.</summary>
public sealed class EntropicOracleTests
{
    [Theory]
    [InlineData(1e-14)]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    public void For_little_risk_aversion_it_keeps_the_digits_of_the_cumulants(double riskAversion)
    {
        double[] centre = [0.25, 0.5, 0.25];
        double value = new Entropic(riskAversion).Value([1, 2, 5], new SinglePrior(), centre, new double[3], new double[3]);
        double third = (0.25 * -3.375) + (0.5 * -0.125) + (0.25 * 15.625);
        double fourth = (0.25 * 5.0625) + (0.5 * 0.0625) + (0.25 * 39.0625) - (3 * 2.25 * 2.25);
        double series = 2.5 - (riskAversion * 2.25 / 2) + (Math.Pow(riskAversion, 2) * third / 6) - (Math.Pow(riskAversion, 3) * fourth / 24);
        Assert.Equal(series, value, 2e-15);
    }

    /// <summary>An outcome that no prior holds possible doesn't count, however low: without it the value is the same.</summary>
    [Theory]
    [InlineData(-1e3)]
    [InlineData(-1e12)]
    [InlineData(-1e300)]
    public void Impossible_outcomes_do_not_count(double impossible)
    {
        double[] centre = [0, 0.25, 0, 0.75];
        foreach (CredalSet set in (CredalSet[])[new SinglePrior(), new EntropyBall(0.1), new DistortedCapacity(2), new PriorHull([centre, [0, 0.5, 0, 0.5]])])
        {
            (double[] prior, double[] tilt) = (new double[4], new double[4]);
            double with = new Entropic(2).Value([impossible, 1, impossible / 3, 4], set, centre, prior, tilt);
            CredalSet without = set is PriorHull ? new PriorHull([[0.25, 0.75], [0.5, 0.5]]) : set;
            double expected = new Entropic(2).Value([1, 4], without, [0.25, 0.75], new double[2], new double[2]);
            Assert.Equal(expected, with, 1e-14);
            Assert.Equal((0, 0), (tilt[0], tilt[2]));
            Assert.Equal(1, tilt.Sum(), 1e-15);
        }
    }

    /// <summary>Where a loss is possible it dominates, with its probability: -(1/g) log p above it.</summary>
    [Fact]
    public void Possible_losses_far_apart_dominate()
    {
        (double[] prior, double[] tilt) = (new double[2], new double[2]);
        double value = new Entropic(1).Value([-1e9, 0], new Contamination(1.0 / 1024), [0, 1], prior, tilt);
        Assert.Equal(-1e9 + (10 * Math.Log(2)), value, 1e-6);
        Assert.Equal([1, 0], tilt);
        double rare = new Entropic(1).Value([-600, 0], new SinglePrior(), [1e-280, 1], prior, tilt);
        Assert.Equal(-Math.Log(1 + Math.Exp(600 + Math.Log(1e-280))), rare, 1e-15);
    }

    /// <summary>Donsker and Varadhan: the least over tilts of E_q x + KL(q, v)/g; no tilt and no prior of the set is better.</summary>
    [Fact]
    public void Its_penalty_is_the_relative_entropy()
    {
        var utility = new Entropic(0.5);
        double[] centre = [0.5, 0.25, 0.25];
        double[] position = [0, -4, -1];
        double value = utility.Value(position, new SinglePrior(), centre, new double[3], new double[3]);
        Assert.Equal(-2 * Math.Log((0.5 * 1) + (0.25 * Math.Exp(2)) + (0.25 * Math.Exp(0.5))), value, 1e-15);
        var random = new Random(81);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] tilt = BeliefCases.Prior(random, 3);
            double penalty = tilt.Select((q, s) => q == 0 ? 0 : q * Math.Log(q / centre[s])).Sum() / 0.5;
            Assert.Equal(penalty, utility.Penalty(tilt, centre), 1e-14);
            Assert.True(value <= tilt.Zip(position, (q, x) => q * x).Sum() + penalty + 1e-14);
        }
    }

    [Fact]
    public void Penalties_are_infinite_where_a_tilt_is_not_plausible()
    {
        double[] prior = [0.5, 0.5, 0];
        Assert.Equal(double.PositiveInfinity, new Entropic(1).Penalty([0.5, 0.4, 0.1], prior));
        Assert.Equal(double.PositiveInfinity, new Entropic(1).Penalty([0.5, 0.4, 0], prior));
        Assert.Equal(0, new Entropic(1).Penalty(prior, prior));
        Assert.Equal(0, new Expected().Penalty(prior, prior));
        Assert.Equal(double.PositiveInfinity, new Expected().Penalty([0.5 + 1e-9, 0.5 - 1e-9, 0], prior));
        Assert.Equal(0, new ExpectedShortfall(0.5).Penalty([1, 0, 0], prior));
        Assert.Equal(double.PositiveInfinity, new ExpectedShortfall(0.4).Penalty([1, 0, 0], prior));
        Assert.Equal(1 - (0.5 / 0.6), new ExpectedShortfall(0.4).Excess([1, 0, 0], prior), 1e-15);
        Assert.Equal(double.PositiveInfinity, new ExpectedShortfall(0.5).Penalty([double.NaN, 0.5, 0.5], prior));
    }
}
