using Parley.Problems.Beliefs;

namespace Parley.Tests.Beliefs;

/// <summary>Polyhedral sets against exact linear programs, on small spaces with ties and zeros.</summary>
public sealed class CredalSetOracleTests
{
    public static TheoryData<string> Kinds => BeliefCases.PolyhedralKinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_greatest_expectation_is_the_program_s_and_its_prior_is_in_the_set(string kind)
    {
        var random = new Random(41);
        for (int trial = 0; trial < 250; trial++)
        {
            int scenarios = random.Next(1, 6);
            (CredalSet set, double[] centre) = BeliefCases.Draw(kind, random, scenarios);
            double[] loss = BeliefCases.Amounts(random, scenarios);
            double[] worst = new double[scenarios];
            double greatest = set.GreatestExpectation(centre, loss, worst);
            Assert.Equal(new BeliefProgram(set, centre).Greatest(loss), greatest, 1e-13 * 20);
            Assert.Equal(greatest, worst.Zip(loss, (p, f) => p * f).Sum(), 1e-13);
            Assert.True(set.Excess(centre, worst) <= 1e-14, $"{set} trial {trial}: {set.Excess(centre, worst)}");
        }
    }

    /// <summary>For a prior outside, a program finds no distance where the excess is 0, and a positive one where it is positive.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_excess_is_positive_outside_and_nowhere_else(string kind)
    {
        var random = new Random(42);
        (int inside, int outside) = (0, 0);
        for (int trial = 0; trial < 250; trial++)
        {
            int scenarios = random.Next(1, 6);
            (CredalSet set, double[] centre) = BeliefCases.Draw(kind, random, scenarios);
            double[] prior = trial % 3 == 0 ? Inside(set, centre, random) : BeliefCases.Prior(random, scenarios);
            double distance = new BeliefProgram(set, centre).Distance(prior);
            double excess = set.Excess(centre, prior);
            Assert.True(distance <= 1e-13 == excess <= 1e-13, $"{set} trial {trial}: distance {distance}, excess {excess}");
            (inside, outside) = distance <= 1e-13 ? (inside + 1, outside) : (inside, outside + 1);
        }

        Assert.True(inside > 20 && outside > 20, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void The_excess_of_a_hull_is_the_distance_to_the_nearest_mixture()
    {
        var random = new Random(43);
        for (int trial = 0; trial < 300; trial++)
        {
            int scenarios = random.Next(1, 6);
            (CredalSet set, double[] centre) = BeliefCases.Draw("hull", random, scenarios);
            double[] prior = BeliefCases.Prior(random, scenarios);
            Assert.Equal(new BeliefProgram(set, centre).Distance(prior), set.Excess(centre, prior), 1e-13);
        }
    }

    [Fact]
    public void The_excess_of_a_distortion_is_that_of_the_worst_of_all_events()
    {
        var random = new Random(44);
        for (int trial = 0; trial < 500; trial++)
        {
            int scenarios = random.Next(1, 9);
            var set = new DistortedCapacity(1 + (random.Next(9) / 4.0));
            double[] centre = BeliefCases.Prior(random, scenarios);
            double[] prior = BeliefCases.Prior(random, scenarios);
            double worst = 0;
            for (int bits = 1; bits < 1 << scenarios; bits++)
            {
                int[] states = [.. Enumerable.Range(0, scenarios).Where(s => (bits >> s & 1) == 1)];
                worst = Math.Max(worst, Math.Pow(states.Sum(s => centre[s]), set.Power) - states.Sum(s => prior[s]));
            }

            Assert.Equal(worst, set.Excess(centre, prior), 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_excess_is_positive_for_what_is_no_prior(string kind)
    {
        var random = new Random(45);
        for (int trial = 0; trial < 50; trial++)
        {
            (CredalSet set, double[] centre) = BeliefCases.Draw(kind, random, 3);
            double[] prior = Inside(set, centre, random);
            Assert.True(set.Excess(centre, [.. prior.Select(p => p * 1.001)]) >= 0.0009);
            Assert.True(set.Excess(centre, [prior[0] - 2, prior[1] + 1, prior[2] + 1]) >= 0.9);
        }
    }

    private static double[] Inside(CredalSet set, double[] centre, Random random)
    {
        double[] mixture = new double[centre.Length];
        double[] worst = new double[centre.Length];
        for (int k = 0; k < 4; k++)
        {
            set.GreatestExpectation(centre, BeliefCases.Amounts(random, centre.Length), worst);
            for (int s = 0; s < mixture.Length; s++)
            {
                mixture[s] += worst[s] / 4;
            }
        }

        return mixture;
    }
}
