using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// With complete information and two players the neutral procedural value is Nash's bargaining solution (section 5.2),
/// found here on the polygon of payoffs in exact rationals.
/// </summary>
public sealed class NashOracleTests
{
    [Fact]
    public void Two_player_values_are_nash_bargaining_solutions()
    {
        var random = new Random(1950);
        int compared = 0;
        for (int number = 0; number < 300; number++)
        {
            CoalitionGame game = number % 3 == 0 ? Transferable(random) : Polygon(random);
            var outcome = Games.Solve(game);
            if (outcome.Unanswered is null && Nash(game) is { } nash)
            {
                compared++;
                Assert.Equal(nash, outcome.Value());
            }
        }

        Assert.True(compared > 80, $"only {compared} values were compared");
    }

    [Fact]
    public void The_oracle_knows_nashs_own_example_of_splitting_a_sum() => Assert.Equal(
        Games.Rs("13/2 7/2"), Nash(Games.GameOf("""
            players: [a, b]
            decisions:
              - { coalition: a, name: rest, payoffs: { a: 3 } }
              - { coalition: [a, b], name: split, for: { share: [0, 4, 10] }, payoffs: { a: share, b: 10 - share } }
            """)));

    /// <summary>Any two-player game with up to four joint decisions.</summary>
    private static CoalitionGame Polygon(Random random)
    {
        Player[] players = [new("a"), new("b")];
        return new CoalitionGame("", players, Enumerable.Range(0, random.Next(1, 5)).Select(k =>
            RandomGames.Option(players, Coalition.OfFirst(2), $"choice {k}", (_, _) => new Rational(random.Next(-3, 10), random.Next(1, 3)))));
    }

    /// <summary>A joint surplus that is split along a line whose slope is any, with outside options.</summary>
    private static CoalitionGame Transferable(Random random)
    {
        Player[] players = [new("a"), new("b")];
        Rational[] most = [random.Next(5, 12), random.Next(5, 12)];
        return new CoalitionGame("", players,
        [
            RandomGames.Option(players, new Coalition(1), "rest", (_, _) => random.Next(0, 3)),
            RandomGames.Option(players, new Coalition(2), "rest", (_, _) => random.Next(0, 3)),
            RandomGames.Option(players, Coalition.OfFirst(2), "all for a", (_, member) => member == 0 ? most[0] : Rational.Zero),
            RandomGames.Option(players, Coalition.OfFirst(2), "all for b", (_, member) => member == 1 ? most[1] : Rational.Zero),
        ]);
    }

    /// <summary>
    /// The point of the convex hull that maximises the product of gains over what the players have alone; null where
    /// nobody can gain without another losing. The maximum lies on an edge, so all segments between two decisions are
    /// tried: on each the product is a quadratic, largest at an end of its feasible part or where its slope is zero.
    /// </summary>
    private static Rational[]? Nash(CoalitionGame game)
    {
        Subgame subgame = game.Restrict(game.Everyone);
        Rational[] alone = [game.BestAlone(0, 0), game.BestAlone(1, 0)];
        Rational[][] gains = [.. subgame.Decisions().Select(decision =>
            Enumerable.Range(0, 2).Select(member => subgame.Payoff(decision, 0, member) - alone[member]).ToArray())];
        Rational best = Rational.Zero;
        Rational[]? at = null;
        foreach (Rational[] from in gains)
        {
            foreach (Rational[] to in gains)
            {
                Rational[] step = [to[0] - from[0], to[1] - from[1]];
                List<Rational> candidates = [Rational.Zero, Rational.One];
                if (!(step[0] * step[1]).IsZero)
                {
                    candidates.Add(-((from[0] * step[1]) + (from[1] * step[0])) / (2 * step[0] * step[1]));
                }

                foreach (Rational share in candidates.Where(share => share.Sign >= 0 && share <= Rational.One))
                {
                    Rational[] point = [from[0] + (share * step[0]), from[1] + (share * step[1])];
                    if (point[0].Sign > 0 && point[1].Sign > 0 && point[0] * point[1] > best)
                    {
                        best = point[0] * point[1];
                        at = [point[0] + alone[0], point[1] + alone[1]];
                    }
                }
            }
        }

        return at;
    }
}
