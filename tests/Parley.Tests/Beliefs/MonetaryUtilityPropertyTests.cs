using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Beliefs;

/// <summary>The laws of monetary utilities, for every utility under every kind of beliefs.</summary>
public sealed class MonetaryUtilityPropertyTests
{
    private static readonly Func<Random, MonetaryUtility>[] s_utilities =
    [
        _ => new Expected(),
        random => new Entropic(Math.Pow(10, (random.NextDouble() * 4) - 3)),
        random => new ExpectedShortfall(random.Next(1, 20) / 20.0),
    ];

    public static TheoryData<string> Kinds => BeliefCases.AllKinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_prior_is_held_possible_the_tilt_is_plausible_and_both_attain_the_value(string kind) => ForAll(kind, question =>
    {
        double value = question.Value(question.Position, out double[] prior, out double[] tilt);
        Assert.True(question.Set.Excess(question.Centre, prior) <= 2e-14, $"{question}: {question.Set.Excess(question.Centre, prior)}");
        Assert.True(question.Utility.Excess(tilt, prior) <= 2e-14, $"{question}: {question.Utility.Excess(tilt, prior)}");
        double attained = Dot(tilt, question.Position) + question.Utility.Penalty(tilt, prior);
        Assert.True(Math.Abs(value - attained) <= 1e-12, $"{question}: {value} against {attained}");
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_other_position_lies_above_the_tangent(string kind) => ForAll(kind, question =>
    {
        double value = question.Value(question.Position, out _, out double[] tilt);
        for (int trial = 0; trial < 5; trial++)
        {
            double[] other = question.Near();
            double tangent = value + Dot(tilt, other) - Dot(tilt, question.Position);
            Assert.True(question.Value(other) <= tangent + 1e-12, $"{question}: {question.Value(other)} above {tangent}");
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_value_is_concave(string kind) => ForAll(kind, question =>
    {
        double[] other = question.Near();
        double[] middle = [.. question.Position.Zip(other, (x, y) => (0.25 * x) + (0.75 * y))];
        Assert.True(question.Value(middle) >= (0.25 * question.Value(question.Position)) + (0.75 * question.Value(other)) - 1e-12, question.ToString());
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_value_is_monotone_and_lies_between_the_outcomes(string kind) => ForAll(kind, question =>
    {
        double value = question.Value(question.Position);
        double[] more = [.. question.Position.Select(x => x + question.Random.NextDouble())];
        Assert.True(question.Value(more) >= value - 1e-12, question.ToString());
        Assert.InRange(value, question.Position.Min() - 1e-12, question.Position.Max() + 1e-12);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Certain_money_raises_the_value_by_itself(string kind) => ForAll(kind, question =>
    {
        double value = question.Value(question.Position);
        Assert.Equal(value + 3.5, question.Value([.. question.Position.Select(x => x + 3.5)]), 1e-12);
    });

    /// <summary>More doubt lowers every value; the centre alone is the least doubt.</summary>
    [Theory]
    [InlineData("contamination")]
    [InlineData("total variation")]
    [InlineData("distortion")]
    [InlineData("entropy")]
    public void Doubt_around_a_centre_never_raises_the_value(string kind) => ForAll(kind, question =>
    {
        double certain = (question with { Set = new SinglePrior() }).Value(question.Position);
        Assert.True(question.Value(question.Position) <= certain + 1e-12, question.ToString());
    });

    private static void ForAll(string kind, Action<Question> law)
    {
        var random = new Random(61);
        foreach (Func<Random, MonetaryUtility> utility in s_utilities)
        {
            for (int trial = 0; trial < 150; trial++)
            {
                int scenarios = random.Next(1, 7);
                (CredalSet set, double[] centre) = BeliefCases.Draw(kind, random, scenarios);
                law(new Question(utility(random), set, centre, BeliefCases.Amounts(random, scenarios), random));
            }
        }
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private sealed record Question(MonetaryUtility Utility, CredalSet Set, double[] Centre, double[] Position, Random Random)
    {
        public double Value(double[] position) => Value(position, out _, out _);

        public double Value(double[] position, out double[] prior, out double[] tilt)
        {
            (prior, tilt) = (new double[position.Length], new double[position.Length]);
            return Utility.Value(position, Set, Centre, prior, tilt);
        }

        public double[] Near()
        {
            double distance = Random.Next(2) == 0 ? 0.1 : 10;
            return [.. Position.Select(x => x + (distance * (Random.NextDouble() - 0.5)))];
        }

        public override string ToString() =>
            $"{Utility} over {Set} around [{string.Join(", ", Centre)}] at [{string.Join(", ", Position)}]";
    }
}
