using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Shapley's value by its definitions: all orders of arrival, and the weighted marginal contributions.</summary>
public sealed class ShapleyOracleTests
{
    [Fact]
    public void Value_is_the_mean_marginal_contribution_over_all_orders() =>
        ForRandomGames(mostPlayers: 6, game => Assert.Equal(ByOrders(game), ShapleyValue.Solve(game).Value));

    [Fact]
    public void Value_is_the_weighted_sum_of_marginal_contributions() =>
        ForRandomGames(mostPlayers: 9, game => Assert.Equal(ByMargins(game), ShapleyValue.Solve(game).Value));

    [Fact]
    public void The_audits_recursion_gives_every_coalition_its_own_value() => ForRandomGames(mostPlayers: 5, game =>
    {
        Rational[][] recursion = WorthAudit.Recursion(game);
        foreach (Coalition coalition in game.Everyone.Subcoalitions())
        {
            int[] members = coalition.Players();
            var restricted = new WorthGame("", members.Select(player => game.Players[player]), coalition.Subcoalitions().ToDictionary(
                part => Coalition.Of(part.Players().Select(player => Array.IndexOf(members, player))), game.Worth));
            Assert.Equal(ByOrders(restricted), recursion[coalition.Bits]);
        }
    });

    [Fact]
    public void The_audit_refuses_every_other_vector() => ForRandomGames(mostPlayers: 5, game =>
    {
        WorthOutcome solved = ShapleyValue.Solve(game);
        Assert.DoesNotContain(WorthAudit.Run(solved), promise => promise.IsBroken);
        Rational[] moved = [.. solved.Value];
        (moved[0], moved[^1]) = (moved[0] + new Rational(1, 1_000_000_007), moved[^1] - new Rational(1, 1_000_000_007));

        Assert.Contains(WorthAudit.Run(solved with { Value = moved }), promise => promise is { Name: "random-dictatorship", IsBroken: true });
        moved[0] += 1;
        Assert.Contains(WorthAudit.Run(solved with { Value = moved }), promise => promise is { Name: "efficient", IsBroken: true });
    });

    [Fact]
    public void Superadditivity_is_reported_as_all_pairs_of_disjoint_coalitions_say() => ForRandomGames(mostPlayers: 6, game =>
    {
        IReadOnlyList<Coalition> all = game.Everyone.Subcoalitions();
        Rational tightest = (from first in all
                             from second in all
                             where (first.Bits & second.Bits) == 0
                             select game.Worth(new Coalition(first.Bits | second.Bits)) - game.Worth(first) - game.Worth(second)).DefaultIfEmpty().Min();

        var promise = Assert.Single(WorthAudit.Run(ShapleyValue.Solve(game)), promise => promise.Name == "superadditive");
        Assert.Equal((tightest, tightest.Sign >= 0, false), (promise.Slack, promise.Holds, promise.Claimed));
    });

    [Fact]
    public void Unlisted_worths_are_the_best_partition() => ForRandomGames(mostPlayers: 5, full =>
    {
        var random = new Random((int)full.Worth(full.Everyone).Numerator);
        Dictionary<Coalition, Rational> listed = full.Everyone.Subcoalitions().Where(_ => random.Next(3) == 0).ToDictionary(coalition => coalition, full.Worth);
        var sparse = new WorthGame("", full.Players, listed);

        Assert.All(full.Everyone.Subcoalitions(), coalition => Assert.Equal(BestPartition(coalition.Players(), listed), sparse.Worth(coalition)));
    });

    [Fact]
    public void Sixteen_players_are_solved_exactly()
    {
        // A symmetric part and a unanimity part, whose values add.
        var game = new WorthGame("", Enumerable.Range(1, 16).Select(k => $"p{k}"), Coalition.OfFirst(16).Subcoalitions().ToDictionary(
            coalition => coalition, coalition => (Rational)(coalition.Count * coalition.Count + (coalition.Contains(3) && coalition.Contains(7) ? 1 : 0))));

        Assert.Equal(
            Enumerable.Range(0, 16).Select(player => player is 3 or 7 ? new Rational(33, 2) : 16), ShapleyValue.Solve(game).Value);
    }

    /// <summary>The largest sum over all partitions; a partition may use listed coalitions, and players alone at 0 if unlisted.</summary>
    private static Rational BestPartition(int[] members, Dictionary<Coalition, Rational> listed)
    {
        if (listed.TryGetValue(Coalition.Of(members), out Rational worth))
        {
            return worth;
        }

        if (members.Length == 1)
        {
            return Rational.Zero;
        }

        return Enumerable.Range(1, (1 << (members.Length - 1)) - 1).Max(choice =>
            BestPartition([.. members.Where((_, k) => k == 0 || (choice >> (k - 1) & 1) == 0)], listed)
            + BestPartition([.. members.Where((_, k) => k > 0 && (choice >> (k - 1) & 1) != 0)], listed));
    }

    private static Rational[] ByOrders(WorthGame game)
    {
        int count = game.Players.Count;
        var sums = new Rational[count];
        int orders = 0;
        foreach (int[] order in Orders([.. Enumerable.Range(0, count)]))
        {
            orders++;
            uint before = 0;
            foreach (int player in order)
            {
                sums[player] += game.Worth(new Coalition(before | (1u << player))) - (before == 0 ? Rational.Zero : game.Worth(new Coalition(before)));
                before |= 1u << player;
            }
        }

        return [.. sums.Select(sum => sum / orders)];
    }

    private static IEnumerable<int[]> Orders(int[] players) => players.Length == 0
        ? [[]]
        : players.SelectMany(first => Orders([.. players.Where(player => player != first)]).Select(rest => (int[])[first, .. rest]));

    private static Rational[] ByMargins(WorthGame game)
    {
        int count = game.Players.Count;
        Rational[] factorial = [.. Enumerable.Range(0, count + 1).Select(k => Enumerable.Range(1, k).Aggregate(Rational.One, (product, factor) => product * factor))];
        return [.. Enumerable.Range(0, count).Select(player => game.Everyone.Subcoalitions()
            .Where(coalition => coalition.Contains(player))
            .Aggregate(Rational.Zero, (sum, coalition) => sum
                + (factorial[coalition.Count - 1] * factorial[count - coalition.Count] / factorial[count]
                    * (game.Worth(coalition) - (coalition.Count == 1 ? Rational.Zero : game.Worth(coalition.Without(player)))))))];
    }

    private static void ForRandomGames(int mostPlayers, Action<WorthGame> check)
    {
        var random = new Random(mostPlayers);
        for (int number = 0; number < 12; number++)
        {
            int players = 1 + (number % mostPlayers);
            check(new WorthGame("", Enumerable.Range(1, players).Select(k => $"p{k}"), Coalition.OfFirst(players).Subcoalitions().ToDictionary(
                coalition => coalition, _ => new Rational(random.Next(-20, 100), random.Next(1, 7)))));
        }
    }
}
