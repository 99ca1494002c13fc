using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Shapley's axioms (1953) on random worths of 1 to 8 players.</summary>
public sealed class ShapleyPropertyTests
{
    [Fact]
    public void Value_is_efficient() => ForRandomWorths((worths, count) =>
        Assert.Equal(worths[^1], Solve(worths, count).Aggregate(Rational.Zero, (sum, share) => sum + share)));

    [Fact]
    public void Value_treats_symmetric_players_alike() => ForRandomWorths((worths, count) =>
    {
        // The first two become interchangeable: coalitions with only one of them are worth the same.
        for (int bits = 1; count > 1 && bits < worths.Length; bits++)
        {
            if ((bits & 3) == 2)
            {
                worths[bits] = worths[bits ^ 3];
            }
        }

        Rational[] value = Solve(worths, count);
        Assert.True(count == 1 || value[0] == value[1]);
    });

    [Fact]
    public void Value_of_a_null_player_is_zero_and_nobody_elses_changes() => ForRandomWorths((worths, count) =>
    {
        Rational[] larger = [.. worths, .. worths];

        Rational[] value = Solve(larger, count + 1);
        Assert.Equal([.. Solve(worths, count), Rational.Zero], value);
    });

    [Fact]
    public void Value_is_additive() => ForRandomWorths((worths, count) =>
    {
        Rational[] other = Random(new Random(count), count);

        Rational[] sum = Solve([.. worths.Zip(other, (x, y) => x + (3 * y))], count);
        Assert.Equal(Solve(worths, count).Zip(Solve(other, count), (x, y) => x + (3 * y)), sum);
    });

    [Fact]
    public void Value_is_anonymous() => ForRandomWorths((worths, count) =>
    {
        // Player k becomes player k + 1, the last the first.
        int Moved(int bits) => ((bits << 1) | (bits >> (count - 1))) & ((1 << count) - 1);
        var moved = new Rational[worths.Length];
        for (int bits = 0; bits < worths.Length; bits++)
        {
            moved[Moved(bits)] = worths[bits];
        }

        Rational[] value = Solve(worths, count);
        Assert.Equal([value[^1], .. value[..^1]], Solve(moved, count));
    });

    [Fact]
    public void Value_is_the_random_dictatorship_of_the_game_by_decisions()
    {
        int compared = 0;
        var random = new Random(11);
        for (int number = 0; number < 15; number++)
        {
            CoalitionGame game = RandomGames.Shared(random, 2 + (number % 3), 1, isKnown: true);
            Rational[] shapley = [.. ShapleyValue.Solve(WorthGame.From(game)).Value];

            Assert.Equal(shapley, Games.Solve(game).Value());
            Assert.Equal(shapley, Games.Solve(game, CoalitionConcept.RandomDictatorship).Value());
            compared++;
        }

        Assert.Equal(15, compared);
    }

    private static Rational[] Solve(Rational[] worths, int count) => [.. ShapleyValue.Solve(new WorthGame(
        "", Enumerable.Range(1, count).Select(k => $"p{k}"), Coalition.OfFirst(count).Subcoalitions().ToDictionary(coalition => coalition, coalition => worths[coalition.Bits]))).Value];

    private static Rational[] Random(Random random, int count) =>
        [Rational.Zero, .. Enumerable.Range(1, (1 << count) - 1).Select(_ => new Rational(random.Next(-50, 100), random.Next(1, 9)))];

    private static void ForRandomWorths(Action<Rational[], int> check)
    {
        var random = new Random(42);
        for (int number = 0; number < 24; number++)
        {
            int count = 1 + (number % 8);
            check(Random(random, count), count);
        }
    }
}
