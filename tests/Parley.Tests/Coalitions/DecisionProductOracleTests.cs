using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>What a coalition can do by splitting into parts, against a naive construction.</summary>
public sealed class DecisionProductOracleTests
{
    /// <summary>
    /// The counts of engines/coalition.md belong to the model in which every coalition can give all that it makes to any
    /// one of its members. A product then says for everybody who receives what they make, and receivers keep their own:
    /// the idempotent maps of n players to themselves, of which there are 1, 3, 10, 41, 196, 1057 (OEIS A000248).
    /// </summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 10)]
    [InlineData(4, 41)]
    [InlineData(5, 196)]
    [InlineData(6, 1057)]
    public void Products_of_one_winner_per_part_are_the_idempotent_maps(int count, int expected)
    {
        Player[] players = [.. Enumerable.Range(0, count).Select(k => new Player($"p{k}"))];
        Rational Worth(Coalition coalition) => coalition.Count == 1 ? Rational.Zero : (10 * coalition.Count) + coalition.Players().Sum();
        var game = new CoalitionGame("", players, Coalition.OfFirst(count).Subcoalitions().Where(coalition => coalition.Count > 1).SelectMany(
            coalition => coalition.Players().Select((winner, place) => RandomGames.Option(
                players, coalition, $"all for p{winner}", (_, member) => member == place ? Worth(coalition) : Rational.Zero))));

        Subgame subgame = game.Restrict(game.Everyone);

        Assert.Equal(expected, subgame.DecisionCount);
        IEnumerable<int[]> idempotent = Naive.Profiles([.. Enumerable.Repeat(count, count)]).Where(map => map.All(winner => map[winner] == winner));
        string[] payoffs = [.. idempotent.Select(map => Text(Enumerable.Range(0, count).Select(player => map[player] == player
            ? Worth(Coalition.Of(Enumerable.Range(0, count).Where(other => map[other] == player)))
            : Rational.Zero))).Order(StringComparer.Ordinal)];
        Assert.Equal(payoffs, Enumerable.Range(0, subgame.DecisionCount)
            .Select(decision => Text(Enumerable.Range(0, count).Select(member => subgame.Payoff(decision, 0, member))))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Products_have_the_payoffs_and_names_of_their_parts()
    {
        foreach (CoalitionGame game in RandomGames.Many(30, seed: 5))
        {
            foreach (Coalition coalition in game.Everyone.Subcoalitions())
            {
                Subgame subgame = game.Restrict(coalition);
                string[] expected = [.. Partitions([.. coalition.Players()]).SelectMany(partition => Choices(game, partition))
                    .Select(choice => Described(subgame, choice)).Order(StringComparer.Ordinal)];
                string[] actual = [.. Enumerable.Range(0, subgame.DecisionCount).Select(decision => Described(subgame, decision)).Order(StringComparer.Ordinal)];

                Assert.Equal(expected, actual);
            }
        }
    }

    [Fact]
    public void Decisions_that_would_share_a_name_are_told_apart()
    {
        CoalitionGame game = Games.GameOf("""
            players: [a, b, c, d]
            decisions:
              - { coalition: [a, b], name: trade, payoffs: { a: 1 } }
              - { coalition: [c, d], name: trade, payoffs: { c: 2 } }
              - { coalition: [a, c], name: trade, payoffs: { a: 3 } }
              - { coalition: [b, d], name: trade, payoffs: { b: 4 } }
            """);
        Subgame subgame = game.Restrict(game.Everyone);
        string[] names = [.. Enumerable.Range(0, subgame.DecisionCount).Select(subgame.DecisionName)];

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Contains("trade & trade (a, b; c, d)", names);
        Assert.Contains("trade & trade (a, c; b, d)", names);
    }

    [Fact]
    public void Decisions_are_told_apart_even_where_names_hold_the_joining_sign()
    {
        CoalitionGame game = Games.GameOf("""
            players: [a, b]
            decisions:
              - { coalition: a, name: x, payoffs: { a: 1 } }
              - { coalition: a, name: x & y, payoffs: { a: 2 } }
              - { coalition: b, name: z, payoffs: { b: 3 } }
              - { coalition: b, name: y & z, payoffs: { b: 4 } }
            """);
        Subgame subgame = game.Restrict(game.Everyone);

        string[] names = [.. Enumerable.Range(0, subgame.DecisionCount).Select(subgame.DecisionName)];

        Assert.Equal(4, names.Distinct().Count());
    }

    [Fact]
    public void Too_many_products_are_refused_by_name()
    {
        Player[] players = [new("a"), new("b")];
        CoalitionGame With(int choices) => new("", players, [
            .. Enumerable.Range(0, choices).Select(k => RandomGames.Option(players, new Coalition(1), $"a{k}", (_, _) => k)),
            .. Enumerable.Range(0, 500).Select(k => RandomGames.Option(players, new Coalition(2), $"b{k}", (_, _) => k)),
        ]);
        CoalitionGame most = With(Subgame.MaximumDecisions / 500);
        CoalitionGame more = With((Subgame.MaximumDecisions / 500) + 1);

        Assert.Equal(Subgame.MaximumDecisions, most.Restrict(most.Everyone).DecisionCount);
        Assert.Equal(more.Everyone, Assert.Throws<TooManyDecisionsException>(() => more.Restrict(more.Everyone)).Coalition);
    }

    [Fact]
    public void Coalitions_come_smaller_first_and_then_in_the_players_order()
    {
        foreach (int count in new[] { 1, 2, 3, 5, 8 })
        {
            string[] expected = [.. Enumerable.Range(1, (1 << count) - 1)
                .Select(bits => Enumerable.Range(0, count).Where(player => (bits >> player & 1) != 0).ToArray())
                .OrderBy(members => members.Length)
                .ThenBy(members => string.Join(",", members), StringComparer.Ordinal)
                .Select(members => string.Join(",", members))];

            Assert.Equal(expected, Coalition.OfFirst(count).Subcoalitions().Select(coalition => string.Join(",", coalition.Players())));
        }
    }

    private static IEnumerable<int[][]> Partitions(int[] members)
    {
        if (members.Length == 0)
        {
            yield return [];
            yield break;
        }

        foreach (int[][] rest in Partitions(members[1..]))
        {
            yield return [[members[0]], .. rest];
            for (int k = 0; k < rest.Length; k++)
            {
                yield return [.. rest[..k], [members[0], .. rest[k]], .. rest[(k + 1)..]];
            }
        }
    }

    private static IEnumerable<DecisionOption[]> Choices(CoalitionGame game, int[][] partition)
    {
        IEnumerable<DecisionOption[]> choices = [[]];
        foreach (int[] block in partition.OrderBy(block => block.Min()))
        {
            choices = [.. choices.SelectMany(choice => game.OptionsOf(Coalition.Of(block)).Select(option => (DecisionOption[])[.. choice, option]))];
        }

        return choices;
    }

    private static string Described(Subgame subgame, DecisionOption[] choice) =>
        string.Join(" & ", choice.Select(option => option.Name)) + ": " + Text(
            from profile in Naive.Profiles(subgame)
            from member in Enumerable.Range(0, subgame.MemberCount)
            let option = choice.Single(option => option.Coalition.Contains(subgame.Players[member]))
            let block = option.Coalition.Players()
            let there = Naive.Profiles([.. block.Select(player => subgame.Game.Players[player].Types.Count)]).ToList()
                .FindIndex(types => types.SequenceEqual(block.Select(player => profile[subgame.Players.ToList().IndexOf(player)])))
            select option.Payoffs[there][Array.IndexOf(block, subgame.Players[member])]);

    private static string Described(Subgame subgame, int decision)
    {
        string name = subgame.DecisionName(decision);
        int apart = name.IndexOf(" (", StringComparison.Ordinal);
        return (apart < 0 ? name : name[..apart]) + ": " + Text(
            from profile in Naive.Profiles(subgame)
            from member in Enumerable.Range(0, subgame.MemberCount)
            select subgame.Payoff(decision, Naive.StateOf(subgame, profile), member));
    }

    private static string Text(IEnumerable<Rational> payoffs) => string.Join(' ', payoffs);
}
