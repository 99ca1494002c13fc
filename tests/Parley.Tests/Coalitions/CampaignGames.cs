using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Campaign;

/// <summary>The shapes of game that the campaign draws from, in turn.</summary>
internal enum GameFamily
{
    /// <summary>A payoff depends on the decision and the player's own type.</summary>
    PrivateValues,

    /// <summary>A payoff depends on everybody's type, without any pattern.</summary>
    Interdependent,

    /// <summary>A buyer and a seller trade at one of several prices; others can stand in for one of them or vouch.</summary>
    Trade,

    /// <summary>A project that costs the same for everyone, is valued by type, and is paid by one or by all.</summary>
    PublicProject,

    /// <summary>Nobody has private information; payoffs cannot be transferred.</summary>
    CompleteInformation,
}

/// <summary>Random games of 2 to 4 players with 1 to 3 types each; a seed is a game, the same on every machine.</summary>
internal static class CampaignGames
{
    /// <summary>Types are drawn anew where the players together have more states than this.</summary>
    private const int MostStates = 18;

    /// <summary>The family that a seed belongs to: consecutive seeds go through them in turn.</summary>
    public static GameFamily FamilyOf(int seed) => (GameFamily)(seed % Enum.GetValues<GameFamily>().Length);

    /// <summary>The game of a seed, which is at least 0.</summary>
    public static CoalitionGame Of(int seed)
    {
        var random = new Random(unchecked(seed * 0x5DEECE6D));
        GameFamily family = FamilyOf(seed);
        Player[] players = Players(random, family == GameFamily.CompleteInformation ? 1 : 3);
        IEnumerable<DecisionOption> options = family switch
        {
            GameFamily.PrivateValues => PrivateValues(random, players),
            GameFamily.Trade => Trade(random, players),
            GameFamily.PublicProject => PublicProject(random, players),
            _ => Interdependent(random, players),
        };
        return new CoalitionGame($"{family} {seed}", players, options);
    }

    private static Player[] Players(Random random, int mostTypes)
    {
        int count = random.Next(2, 5);
        int[] types;
        do
        {
            types = [.. Enumerable.Range(0, count).Select(_ => random.Next(1, mostTypes + 1))];
        }
        while (types.Aggregate((product, number) => product * number) > MostStates);

        return [.. types.Select((number, player) => new Player($"p{player + 1}", TypesOf(random, number)))];
    }

    private static PlayerType[] TypesOf(Random random, int count)
    {
        int[] weights = [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 5))];
        return count == 1 ? [] : [.. weights.Select((weight, type) => new PlayerType($"t{type + 1}", new Rational(weight, weights.Sum())))];
    }

    private static IEnumerable<DecisionOption> Interdependent(Random random, Player[] players) =>
        from coalition in Larger(players)
        from decision in Enumerable.Range(1, DecisionCount(random, coalition, players.Length))
        select Option(players, coalition, $"d{decision}", (_, _) => random.Next(-3, 11));

    private static IEnumerable<DecisionOption> PrivateValues(Random random, Player[] players)
    {
        foreach (Coalition coalition in Larger(players))
        {
            int count = DecisionCount(random, coalition, players.Length);
            for (int decision = 1; decision <= count; decision++)
            {
                int[][] byType = Table(random, players, -3, 11);
                yield return Option(players, coalition, $"d{decision}", (types, player) => byType[player][types[player]]);
            }
        }
    }

    /// <summary>The first player buys, the second sells; a third can also buy, a fourth can also sell. With all present nobody has to wait for the price.</summary>
    private static IEnumerable<DecisionOption> Trade(Random random, Player[] players)
    {
        int[][] values = Table(random, players, 0, 10);
        int[] prices = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(0, 16)).Distinct().Order()];
        foreach (Coalition coalition in Larger(players))
        {
            var pairs = from buyer in coalition.Players().Where(player => player is 0 or 2)
                        from seller in coalition.Players().Where(player => player is 1 or 3)
                        where coalition.Count == 2
                        select (Buyer: buyer, Seller: seller);
            foreach (var (buyer, seller) in pairs)
            {
                foreach (int price in prices)
                {
                    yield return Option(players, coalition, $"trade at {price}", (types, player) =>
                        player == buyer ? 6 + values[buyer][types[buyer]] - price : price - values[seller][types[seller]]);
                }
            }

            if (coalition.Count == 3)
            {
                int winner = coalition.Players()[random.Next(3)];
                yield return Option(players, coalition, "vouched", (types, player) =>
                    player == winner ? 6 + values[coalition.Players()[0]][types[coalition.Players()[0]]] : 0);
            }
        }
    }

    /// <summary>Larger coalitions carry the project out more cheaply; one member pays for it, or all share the cost.</summary>
    private static IEnumerable<DecisionOption> PublicProject(Random random, Player[] players)
    {
        int[][] values = Table(random, players, 2, 12);
        int cost = random.Next(6, 16);
        foreach (Coalition coalition in Larger(players))
        {
            Rational due = cost - coalition.Count + 2;
            yield return Option(players, coalition, "shared", (types, player) => values[player][types[player]] - (due / coalition.Count));
            foreach (int payer in coalition.Players())
            {
                yield return Option(players, coalition, $"paid by {players[payer].Name}", (types, player) =>
                    values[player][types[player]] - (player == payer ? due : 0));
            }
        }
    }

    private static IEnumerable<Coalition> Larger(Player[] players) =>
        Coalition.OfFirst(players.Length).Subcoalitions().Where(coalition => coalition.Count > 1);

    /// <summary>One to three; sometimes none, where a larger coalition remains.</summary>
    private static int DecisionCount(Random random, Coalition coalition, int players) =>
        coalition.Count < players && random.Next(4) == 0 ? 0 : random.Next(1, 4);

    /// <summary>A number for every type of every player.</summary>
    private static int[][] Table(Random random, Player[] players, int least, int below) =>
        [.. players.Select(player => player.Types.Select(_ => random.Next(least, below)).ToArray())];

    /// <summary>A decision whose payoffs are given for the types of all players (by position in the game) and a player.</summary>
    private static DecisionOption Option(Player[] players, Coalition coalition, string name, Func<int[], int, Rational> payoff)
    {
        int[] members = coalition.Players();
        var states = new StateSpace(members.Select(member => players[member]));
        return new DecisionOption(coalition, name, [.. Enumerable.Range(0, states.Count).Select(state =>
        {
            int[] types = new int[players.Length];
            for (int k = 0; k < members.Length; k++)
            {
                types[members[k]] = states.TypeOf(state, k);
            }

            return (IReadOnlyList<Rational>)[.. members.Select(member => payoff(types, member))];
        })]);
    }
}
