using Parley.Problems.Beliefs;

namespace Parley.Tests.Beliefs;

/// <summary>The entropy ball against its dual, its conditions of optimality, and other priors within it.</summary>
public sealed class EntropyBallOracleTests
{
    /// <summary>Donsker and Varadhan: <c>sup E_v f = min over t of t log E exp(f/t) + t r</c>, here by golden sections in log t.</summary>
    [Fact]
    public void The_greatest_expectation_is_the_least_of_the_dual()
    {
        var random = new Random(51);
        for (int trial = 0; trial < 300; trial++)
        {
            int scenarios = random.Next(1, 8);
            double[] centre = BeliefCases.Prior(random, scenarios);
            double[] loss = BeliefCases.Amounts(random, scenarios);
            var ball = new EntropyBall(Math.Pow(10, (random.NextDouble() * 6) - 5));
            double[] worst = new double[scenarios];
            double greatest = ball.GreatestExpectation(centre, loss, worst);
            Assert.Equal(LeastOfDual(centre, loss, ball.Radius), greatest, 1e-8);
            Assert.True(ball.Excess(centre, worst) <= 1e-14, $"trial {trial}: {ball.Excess(centre, worst)}");
            Assert.True(greatest <= Dual(centre, loss, ball.Radius, 1.7) + 1e-13);
        }
    }

    /// <summary>The worst prior is an exponential tilt on the boundary: log(v/centre) is affine and increasing in the loss.</summary>
    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(0.05)]
    [InlineData(1.1)]
    public void The_worst_prior_meets_the_conditions_of_Lagrange(double radius)
    {
        var random = new Random(52);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] centre = [0.2, 0.25, 0.15, 0.3, 0.1];
            double[] loss = [.. centre.Select(_ => random.NextDouble() * 100)];
            double[] worst = new double[5];
            double gain = new EntropyBall(radius).GreatestExpectation(centre, loss, worst) - centre.Zip(loss, (p, f) => p * f).Sum();
            double[] logs = [.. worst.Zip(centre, (v, p) => Math.Log(v / p))];
            int low = Array.IndexOf(loss, loss.Min());
            int high = Array.IndexOf(loss, loss.Max());
            double slope = (logs[high] - logs[low]) / (loss[high] - loss[low]);
            Assert.True(slope > 0);
            for (int s = 0; s < 5; s++)
            {
                Assert.Equal(logs[low] + (slope * (loss[s] - loss[low])), logs[s], 1e-13);
            }

            double entropy = worst.Zip(logs, (v, log) => v * log).Sum();
            Assert.Equal(radius, entropy, 1e-15 + (1e-14 * radius));

            // For small radii sup E_v f - E f = sqrt(2 r Var f) + O(r), to rounding of the expectations.
            double mean = centre.Zip(loss, (p, f) => p * f).Sum();
            double variance = centre.Zip(loss, (p, f) => p * (f - mean) * (f - mean)).Sum();
            double first = Math.Sqrt(2 * radius * variance);
            Assert.True(radius > 1e-5 || Math.Abs(gain - first) <= (100 * radius) + 1e-13, $"{gain} against {first}");
        }
    }

    [Fact]
    public void No_prior_of_a_fine_grid_within_the_ball_is_worse()
    {
        double[] centre = [0.5, 0.3, 0.2];
        double[] loss = [1, -2, 4];
        var ball = new EntropyBall(0.3);
        double greatest = ball.GreatestExpectation(centre, loss, new double[3]);
        double best = double.NegativeInfinity;
        const int Steps = 1000;
        for (int i = 0; i <= Steps; i++)
        {
            for (int j = 0; i + j <= Steps; j++)
            {
                double[] prior = [i / (double)Steps, j / (double)Steps, (Steps - i - j) / (double)Steps];
                double entropy = prior.Select((v, s) => v == 0 ? 0 : v * Math.Log(v / centre[s])).Sum();
                best = entropy <= 0.3 ? Math.Max(best, prior.Zip(loss, (v, f) => v * f).Sum()) : best;
            }
        }

        Assert.InRange(best, greatest - 0.01, greatest);
    }

    [Fact]
    public void A_ball_that_contains_the_centre_given_the_highest_loss_ends_there()
    {
        double[] centre = [0.25, 0.25, 0.5, 0];
        double[] worst = new double[4];
        Assert.Equal(3, new EntropyBall(Math.Log(2)).GreatestExpectation(centre, [3, 3, 1, 9], worst));
        Assert.Equal([0.5, 0.5, 0, 0], worst);
        double nearly = new EntropyBall(Math.Log(2) * (1 - 1e-9)).GreatestExpectation(centre, [3, 3, 1, 9], worst);
        Assert.InRange(nearly, 3 - 1e-8, 3 - 1e-12);
        Assert.Equal(worst[0], worst[1]);
        Assert.Equal(0, worst[3]);
        Assert.Equal(double.PositiveInfinity, new EntropyBall(5).Excess(centre, [0.25, 0.25, 0.25, 0.25]));
    }

    [Theory]
    [InlineData(1e-12, 5)]
    [InlineData(1e-300, 0.1)]
    [InlineData(1e-300, 600)]
    [InlineData(0.999999999, 1e-10)]
    public void Rare_and_nearly_certain_highest_losses_are_reached(double probability, double radius)
    {
        double[] centre = [1 - probability, probability];
        double[] worst = new double[2];
        new EntropyBall(radius).GreatestExpectation(centre, [0, 1], worst);
        double entropy = (worst[1] * (Math.Log(worst[1]) - Math.Log(centre[1]))) + (worst[0] * (Math.Log(worst[0]) - Math.Log(centre[0])));
        Assert.Equal(radius, entropy, 1e-14 + (1e-12 * radius));
        Assert.True(worst[1] > centre[1]);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Units_of_the_loss_do_not_matter(double unit)
    {
        double[] centre = [0.5, 0.3, 0.2];
        (double[] plain, double[] scaled) = (new double[3], new double[3]);
        var ball = new EntropyBall(0.1);
        ball.GreatestExpectation(centre, [1, 2, 4], plain);
        ball.GreatestExpectation(centre, [unit, 2 * unit, 4 * unit], scaled);
        Assert.All(Enumerable.Range(0, 3), s => Assert.Equal(plain[s], scaled[s], 1e-15));
    }

    private static double Dual(double[] centre, double[] loss, double radius, double t)
    {
        double most = loss.Where((_, s) => centre[s] > 0).Max();
        double moment = centre.Zip(loss, (p, f) => p > 0 ? p * Math.Exp((f - most) / t) : 0).Sum();
        return most + (t * Math.Log(moment)) + (t * radius);
    }

    private static double LeastOfDual(double[] centre, double[] loss, double radius)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (-25, 25);
        for (int step = 0; step < 120; step++)
        {
            (double left, double right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            bool lower = Dual(centre, loss, radius, Math.Exp(left)) < Dual(centre, loss, radius, Math.Exp(right));
            (low, high) = lower ? (low, right) : (left, high);
        }

        return Dual(centre, loss, radius, Math.Exp((low + high) / 2));
    }
}
