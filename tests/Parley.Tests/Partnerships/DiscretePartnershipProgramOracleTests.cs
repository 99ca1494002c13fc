using Parley.Grids;
using Parley.Problems.Distributions;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The linear programs on a grid against one another and against what is known for continuous types.</summary>
public sealed class DiscretePartnershipProgramOracleTests
{
    /// <summary>Loertscher and Marx, Figure 2(c): both partners' gains at w = (1, 1), r = (0.9, 0.1), uniform types.</summary>
    private const double FigureTwo = 0.1617562384;

    /// <summary>Random finite types, shares, weights and buy-outs: neighbours or all pairs, profiles or sets, it is the same program.</summary>
    [Fact]
    public void Four_ways_to_state_a_program_agree()
    {
        var random = new Random(2007);
        for (int number = 0; number < 30; number++)
        {
            int count = number % 3 == 2 ? 3 : 2;
            int seed = random.Next();
            GridGoal goal = number % 2 == 0 ? GridGoal.Payoffs : GridGoal.Budget;
            GridPartnership neighbours = Random(new Random(seed), count, everyPair: false);
            GridPartnership pairs = Random(new Random(seed), count, everyPair: true);

            Rational value = DiscretePartnershipProgram.Solve(neighbours, goal).Value;

            Assert.Equal(value, ReducedPartnershipProgram.Solve(neighbours, goal).Value);
            Assert.Equal(value, DiscretePartnershipProgram.Solve(pairs, goal).Value);
            Assert.Equal(value, ReducedPartnershipProgram.Solve(pairs, goal).Value);
        }
    }

    [Fact]
    public void Profiles_and_sets_agree_for_pooled_types()
    {
        foreach (double share in new[] { 0.5, 0.7, 1 })
        {
            GridPartnership partnership = GridPartnership.Pooled(Uniform([1, 0.6], [share, 1 - share]), 8);
            Assert.Equal(DiscretePartnershipProgram.Solve(partnership).Value, ReducedPartnershipProgram.Solve(partnership).Value);
        }
    }

    /// <summary>Buyer 0 or 2, seller 1 or 3, all chances one half: trade at 3/2 happens whenever it should, a gain of 1/4.</summary>
    [Fact]
    public void Four_profiles_can_be_solved_by_hand()
    {
        Rational half = new(1, 2);
        var partnership = new GridPartnership(
            new FiniteTypes([0, 2], [half, half], new GridTerms(0, 1)),
            new FiniteTypes([1, 3], [half, half], new GridTerms(1, 1)));

        GridOutcome outcome = DiscretePartnershipProgram.Solve(partnership);

        Assert.Equal(new Rational(1, 4), partnership.FirstBestGain);
        Assert.Equal(partnership.FirstBestGain, outcome.Value);
        Assert.Equal([0, half], outcome.Allocation[0]);
        Assert.True(outcome.Budget.Sign >= 0);
    }

    /// <summary>Buy-outs of more than the asset can bring leave no mechanism; the largest budget says how much is missing.</summary>
    [Fact]
    public void The_largest_budget_says_whether_a_mechanism_exists()
    {
        // One type each: the better partner's value is 2, and buy-outs of 1 and c are promised.
        GridPartnership Sure(Rational sum) => new(
            new FiniteTypes([2], [1], new GridTerms(new Rational(1, 2), 1, BuyOut: 1)),
            new FiniteTypes([1], [1], new GridTerms(new Rational(1, 2), 1, BuyOut: sum)));

        Assert.Equal(Rational.Zero, DiscretePartnershipProgram.Solve(Sure(1), GridGoal.Budget).Value);
        Assert.Equal(Rational.Zero, DiscretePartnershipProgram.Solve(Sure(1)).Value);
        Assert.Equal(-1, ReducedPartnershipProgram.Solve(Sure(2), GridGoal.Budget).Value);
        Assert.Throws<InvalidOperationException>(() => ReducedPartnershipProgram.Solve(Sure(2)));
        Assert.Throws<InvalidOperationException>(() => DiscretePartnershipProgram.Solve(Sure(2)));
    }

    /// <summary>Pooled types: a lower bound, and four times as close with twice as many cells.</summary>
    [Fact]
    public void Pooled_types_converge_to_figure_2c_with_the_square_of_the_cells() =>
        ConvergesFromBelow(Uniform([1, 1], [0.9, 0.1]), FigureTwo, [10, 20, 40], least: 3.5, most: 5.5);

    /// <summary>Myerson and Satterthwaite: the best gains from trade are 9/64.</summary>
    [Fact]
    public void Pooled_types_converge_to_nine_sixty_fourths() =>
        ConvergesFromBelow(Uniform([1, 1], [1, 0]), 9.0 / 64, [8, 16, 32], least: 3.5, most: 4.5);

    /// <summary>Appendix D, w = (1, 0): the first partner's payoff is (1 + 3r - 3r^2)/12. The kink at 1 - r is an end of a cell.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void Pooled_types_converge_to_appendix_d(double r) =>
        ConvergesFromBelow(Uniform([1, 0], [r, 1 - r]), (1 + (3 * r) - (3 * r * r)) / 12, [20, 40], least: 3, most: 5.5);

    /// <summary>Richardson's extrapolation from two grids is much closer than either.</summary>
    [Fact]
    public void Extrapolation_removes_the_square()
    {
        double[] errors = Errors(Uniform([1, 1], [1, 0]), 9.0 / 64, [16, 32]);
        double extrapolated = ((4 * errors[1]) - errors[0]) / 3;
        Assert.InRange(Math.Abs(extrapolated), 0, Math.Abs(errors[1]) / 20);
    }

    /// <summary>Finite types are easier to keep honest: a rent's step may be the lesser of its two bounds. The error halves.</summary>
    [Fact]
    public void Finite_types_converge_with_the_cells()
    {
        Partnership partnership = Uniform([1, 1], [1, 0]);
        double[] errors = [.. new[] { 10, 20, 40 }.Select(count => ReducedPartnershipProgram.Solve(GridPartnership.Finite(partnership, count)).Value.ToDouble() - (9.0 / 64))];
        Assert.All(errors, error => Assert.True(error > 0, $"{error}"));
        Assert.All(errors.Zip(errors.Skip(1), (first, second) => first / second), ratio => Assert.InRange(ratio, 1.5, 2.3));
    }

    /// <summary>Three equal partners can dissolve efficiently; the loss is that of not telling types of a cell apart.</summary>
    [Fact]
    public void Three_equal_partners_attain_the_first_best_of_the_cells()
    {
        double third = 1.0 / 3;
        GridPartnership partnership = GridPartnership.Pooled(Uniform([1, 1, 1], [third, third, third]), 6);
        Assert.Equal(partnership.FirstBestGain, ReducedPartnershipProgram.Solve(partnership).Value);
        Assert.InRange(partnership.FirstBestGain.ToDouble(), 0.25 - (1.0 / 36), 0.25);
    }

    /// <summary>Values with F = theta^2: equal partners attain the first best, E max theta - E theta = 4/5 - 2/3.</summary>
    [Fact]
    public void Pooled_types_of_another_distribution_converge() =>
        ConvergesFromBelow(Equal(new PowerDistribution(2, 0, 1)), 2.0 / 15, [8, 16, 32], least: 3.5, most: 4.5);

    /// <summary>Atoms are taken as they are: buyer 0 or 2, seller 1 or 3 once more, now with chances 0.3 and 0.7.</summary>
    [Fact]
    public void Atoms_are_finite_types()
    {
        static Distribution Two(double low, double high) => new DiscreteDistribution([new(low, 0.3), new(high, 0.7)]);
        var partnership = new Partnership("",
        [
            new Agent("buyer", 0, 1, Two(0, 2), 0.5),
            new Agent("seller", 1, 1, Two(1, 3), 0.5),
        ]);

        GridPartnership grid = GridPartnership.Finite(partnership, count: 0);

        Assert.Equal(new Rational(21, 100), grid.FirstBestGain);
        Assert.Equal(grid.FirstBestGain, ReducedPartnershipProgram.Solve(grid).Value);
    }

    private static void ConvergesFromBelow(Partnership partnership, double optimum, int[] counts, double least, double most)
    {
        double[] errors = Errors(partnership, optimum, counts);
        Assert.All(errors, error => Assert.True(error < 0, $"{error} is above the optimum"));
        Assert.All(errors.Zip(errors.Skip(1), (first, second) => first / second), ratio => Assert.InRange(ratio, least, most));
    }

    private static double[] Errors(Partnership partnership, double optimum, int[] counts) =>
        [.. counts.Select(count => ReducedPartnershipProgram.Solve(GridPartnership.Pooled(partnership, count)).Value.ToDouble() - optimum)];

    private static Partnership Uniform(double[] weights, double[] shares) => new("", shares.Select((share, i) => new Agent(
        $"{i + 1}", share, weights[i], new UniformDistribution(0, 1), weights[i] == 1 ? 1 / (double)weights.Count(weight => weight == 1) : 0)));

    private static Partnership Equal(Distribution type) => new("",
        [new Agent("1", 0.5, 1, type, 0.5), new Agent("2", 0.5, 1, type, 0.5)]);

    private static GridPartnership Random(Random random, int count, bool everyPair)
    {
        int[] parts = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 4)), 1];
        return new GridPartnership([.. Enumerable.Range(0, count).Select(i =>
        {
            int types = random.Next(1, count == 2 ? 6 : 4);
            int[] steps = [.. Enumerable.Range(0, types).Select(_ => random.Next(1, 5))];
            int[] odds = [.. Enumerable.Range(0, types).Select(_ => random.Next(1, 5))];
            int share = i == 0 ? parts[0] + parts[^1] : parts[i];
            return new FiniteTypes(
                [.. steps.Select((_, k) => (Rational)steps[..(k + 1)].Sum())],
                [.. odds.Select(odd => new Rational(odd, odds.Sum()))],
                new GridTerms(new Rational(share, parts.Sum()), i == 0 ? 1 : new Rational(random.Next(0, 4), 3), random.Next(5) == 0 ? new Rational(random.Next(0, 3), 4) : null),
                everyPair);
        })]);
    }
}
