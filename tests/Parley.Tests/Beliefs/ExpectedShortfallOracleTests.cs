using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Beliefs;

/// <summary>Expected shortfall against its definition by sorting, exact linear programs over priors and tilts, and all quantiles.</summary>
public sealed class ExpectedShortfallOracleTests
{
    public static TheoryData<string> Kinds => BeliefCases.PolyhedralKinds;

    [Fact]
    public void Under_one_prior_it_is_the_mean_of_the_lowest_outcomes()
    {
        double[] position = [5, -3, 0, 2, -8, 1, 4, 9, -1, 7];
        double[] centre = [.. Enumerable.Repeat(0.1, 10)];
        double[] prior = new double[10];
        double[] tilt = new double[10];
        for (int tail = 1; tail < 10; tail++)
        {
            double mean = position.Order().Take(tail).Average();
            Assert.Equal(mean, new ExpectedShortfall(1 - (tail / 10.0)).Value(position, new SinglePrior(), centre, prior, tilt), 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_the_program_s_over_priors_and_tilts(string kind)
    {
        var random = new Random(71);
        for (int trial = 0; trial < 150; trial++)
        {
            int scenarios = random.Next(1, 6);
            (CredalSet set, double[] centre) = BeliefCases.Draw(kind, random, scenarios);
            double[] position = BeliefCases.Amounts(random, scenarios);
            var utility = new ExpectedShortfall(random.Next(1, 32) / 32.0);
            double value = utility.Value(position, set, centre, new double[scenarios], new double[scenarios]);
            Assert.Equal(new BeliefProgram(set, centre).LeastShortfall(position, 1 - utility.Level), value, 1e-12);
        }
    }

    /// <summary>The value is the greatest, over quantiles t, of <c>t - sup E_v (t - x) / tail</c>: by golden sections, as that is concave.</summary>
    [Fact]
    public void Over_an_entropy_ball_it_is_the_greatest_over_all_quantiles()
    {
        var random = new Random(72);
        for (int trial = 0; trial < 150; trial++)
        {
            int scenarios = random.Next(1, 7);
            (CredalSet set, double[] centre) = BeliefCases.Draw("entropy", random, scenarios);
            double[] position = BeliefCases.Amounts(random, scenarios);
            var utility = new ExpectedShortfall(random.Next(1, 10) / 10.0);
            double value = utility.Value(position, set, centre, new double[scenarios], new double[scenarios]);
            Assert.Equal(GreatestOverQuantiles(set, centre, position, 1 - utility.Level), value, 1e-11);
        }
    }

    /// <summary>Many scenarios, where worst priors change with the quantile: the bounds meet to rounding.</summary>
    [Theory]
    [InlineData("hull")]
    [InlineData("events")]
    [InlineData("entropy")]
    public void With_many_scenarios_no_quantile_leaves_a_gap(string kind)
    {
        const int Scenarios = 2000;
        var random = new Random(73);
        double[] centre = Normalised(random, Scenarios);
        CredalSet set = kind switch
        {
            "hull" => new PriorHull([.. Enumerable.Range(0, 8).Select(_ => Normalised(random, Scenarios))]),
            "events" => new EventBounds([.. Enumerable.Range(0, 8).Select(j => new EventBound([.. Enumerable.Range(0, Scenarios).Where(s => (s * 7919 / (j + 3) % 5) < 2)], 0.2, 0.45))]),
            _ => new EntropyBall(0.2),
        };
        double[] position = [.. Enumerable.Range(0, Scenarios).Select(_ => -Math.Pow(random.NextDouble(), 3) * 1000)];
        var utility = new ExpectedShortfall(0.9);
        double[] prior = new double[Scenarios];
        double[] tilt = new double[Scenarios];
        double value = utility.Value(position, set, centre, prior, tilt);
        Assert.True(set.Excess(centre, prior) <= 1e-13, $"{set.Excess(centre, prior)}");
        Assert.True(utility.Excess(tilt, prior) <= 1e-13, $"{utility.Excess(tilt, prior)}");
        Assert.Equal(value, tilt.Zip(position, (q, x) => q * x).Sum(), 1e-10);
        Assert.Equal(GreatestOverQuantiles(set, centre, position, 1 - utility.Level), value, 1e-9);
    }

    private static double GreatestOverQuantiles(CredalSet set, double[] centre, double[] position, double tail)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (position.Min(), position.Max());
        double best = double.NegativeInfinity;
        for (int step = 0; step < 75; step++)
        {
            (double left, double right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            (double atLeft, double atRight) = (AtQuantile(left), AtQuantile(right));
            best = Math.Max(best, Math.Max(atLeft, atRight));
            (low, high) = atLeft > atRight ? (low, right) : (left, high);
        }

        return best;

        double AtQuantile(double quantile)
        {
            double[] loss = [.. position.Select(x => Math.Max(quantile - x, 0))];
            return quantile - (set.GreatestExpectation(centre, loss, new double[loss.Length]) / tail);
        }
    }

    private static double[] Normalised(Random random, int scenarios)
    {
        double[] weights = [.. Enumerable.Range(0, scenarios).Select(_ => Math.Pow(random.NextDouble(), 2))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
