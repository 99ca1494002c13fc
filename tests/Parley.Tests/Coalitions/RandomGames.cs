using System.Text;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Seeded games of several shapes, and their text as a problem file.</summary>
internal static class RandomGames
{
    /// <summary>Games of 2 to 4 players with 1 to 3 types: some with arbitrary payoffs, some in which a surplus is shared.</summary>
    public static IEnumerable<CoalitionGame> Many(int count, int seed = 1, int mostPlayers = 4)
    {
        var random = new Random(seed);
        for (int number = 0; number < count; number++)
        {
            int players = random.Next(2, mostPlayers + 1);
            yield return number % 3 == 0 ? Arbitrary(random, Math.Min(players, 3), 3) : Shared(random, players, players < 4 ? 3 : 2, number % 3 == 1);
        }
    }

    /// <summary>Every coalition has up to three decisions with small payoffs of any sign.</summary>
    public static CoalitionGame Arbitrary(Random random, int playerCount, int mostTypes)
    {
        Player[] players = Players(random, playerCount, mostTypes);
        List<DecisionOption> options = [];
        foreach (Coalition coalition in Coalition.OfFirst(playerCount).Subcoalitions())
        {
            int count = coalition.Count == 1 ? random.Next(2) : random.Next(1, 4);
            for (int k = 0; k < count; k++)
            {
                options.Add(Option(players, coalition, $"choice {k + 1}", (_, _) => new Rational(random.Next(-4, 13), random.Next(1, 3))));
            }
        }

        return new CoalitionGame("random", players, options);
    }

    /// <summary>
    /// Every coalition makes a surplus that one of its members receives: common knowledge, or dependent on the first
    /// informed member's type, which the others can then use only through incentives.
    /// </summary>
    public static CoalitionGame Shared(Random random, int playerCount, int mostTypes, bool isKnown)
    {
        Player[] players = Players(random, playerCount, mostTypes);
        List<DecisionOption> options = [];
        Rational least = Rational.Zero;
        foreach (Coalition coalition in Coalition.OfFirst(playerCount).Subcoalitions().Where(coalition => coalition.Count > 1))
        {
            least += random.Next(1, 8);
            int[] members = coalition.Players();
            Rational[] byType = [.. Enumerable.Range(0, 3).Select(_ => least + (isKnown ? 0 : random.Next(0, 6)))];
            for (int winner = 0; winner < members.Length; winner++)
            {
                int to = winner;
                options.Add(Option(players, coalition, $"all for {players[members[winner]].Name}", (state, member) =>
                    member == to ? byType[state.Max()] : Rational.Zero));
            }
        }

        return new CoalitionGame("shared", players, options);
    }

    /// <summary>A decision whose payoffs are given for the members' types and each member.</summary>
    public static DecisionOption Option(IReadOnlyList<Player> players, Coalition coalition, string name, Func<int[], int, Rational> payoff)
    {
        int[] members = coalition.Players();
        return new DecisionOption(coalition, name, [.. Naive.Profiles([.. members.Select(member => players[member].Types.Count)])
            .Select(profile => (IReadOnlyList<Rational>)[.. members.Select((_, k) => payoff(profile, k))])]);
    }

    private static Player[] Players(Random random, int count, int mostTypes) => [.. Enumerable.Range(0, count).Select(k =>
    {
        int types = random.Next(1, mostTypes + 1);
        if (types == 1)
        {
            return new Player(((char)('a' + k)).ToString());
        }

        int[] weights = [.. Enumerable.Range(0, types).Select(_ => random.Next(1, 5))];
        return new Player(((char)('a' + k)).ToString(), weights.Select((weight, t) => new PlayerType($"t{t + 1}", new Rational(weight, weights.Sum()))));
    })];

    /// <summary>The game as a problem file, every payoff in a table.</summary>
    public static string ToYaml(CoalitionGame game)
    {
        var text = new StringBuilder("parley: 1\nkind: coalition\n");
        text.Append($"title: {game.Title}\nplayers:\n");
        foreach (Player player in game.Players)
        {
            text.Append(player.HasTypes
                ? $"  {player.Name}: {{ types: {{ {string.Join(", ", player.Types.Select(type => $"{type.Name}: {type.Probability}"))} }} }}\n"
                : $"  {player.Name}: {{}}\n");
        }

        text.Append("decisions:\n");
        foreach (DecisionOption option in game.Everyone.Subcoalitions().SelectMany(game.OptionsOf))
        {
            int[] members = option.Coalition.Players();
            Player[] players = [.. members.Select(member => game.Players[member])];
            string[] profiles = [.. Naive.Profiles([.. players.Select(player => player.Types.Count)]).Select(profile =>
                string.Join(", ", profile.Select((type, k) => (players[k], type)).Where(pair => pair.Item1.HasTypes).Select(pair => pair.Item1.Types[pair.type].Name)))];
            string payoffs = string.Join(", ", players.Select((player, k) => profiles is [""]
                ? $"{player.Name}: {option.Payoffs[0][k]}"
                : $"{player.Name}: {{ {string.Join(", ", profiles.Select((profile, state) => $"\"{profile}\": {option.Payoffs[state][k]}"))} }}"));
            text.Append($"  - {{ coalition: [{string.Join(", ", players.Select(player => player.Name))}], name: {option.Name}, payoffs: {{ {payoffs} }} }}\n");
        }

        return text.ToString();
    }
}
