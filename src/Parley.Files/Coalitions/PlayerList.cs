using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>The players of a file, with the attributes that expressions can name.</summary>
internal sealed class PlayerList
{
    private readonly List<Player> _players = [];
    private readonly List<IReadOnlyDictionary<string, Rational>[]> _attributes = [];

    private PlayerList()
    {
    }

    /// <summary>The players in the order of the file.</summary>
    public IReadOnlyList<Player> Players => _players;

    /// <summary>The players' names.</summary>
    public IEnumerable<string> Names => _players.Select(player => player.Name);

    /// <summary>What is known of each type of a player: <c>value</c> in <c>buyer.value</c>.</summary>
    public IReadOnlyDictionary<string, Rational>[] AttributesOf(int player) => _attributes[player];

    /// <summary>Reads a map of players, or a list of names of players without types.</summary>
    /// <exception cref="ProblemFileException">It is neither, or a player is not well described.</exception>
    public static PlayerList Read(DocumentNode node, int maximum)
    {
        var players = new PlayerList();
        if (node is ListNode names)
        {
            foreach (DocumentNode name in names)
            {
                players.Add(name.AsName(), name.Error, null);
            }
        }
        else
        {
            foreach (MapEntry entry in node.AsMap().Entries)
            {
                players.Add(entry.KeyAsName(), entry.KeyError, entry.Value.IsNull ? null : entry.Value.AsMap());
            }
        }

        return players._players.Count is > 0 && players._players.Count <= maximum
            ? players
            : throw node.Error($"a game has 1 to {maximum} players, not {players._players.Count}");
    }

    /// <summary>The position of a player, or -1.</summary>
    public int IndexOf(string name) => _players.FindIndex(player => player.Name == name);

    /// <summary>The coalition of the named players.</summary>
    /// <param name="names">The names; spaces around them do not matter.</param>
    /// <param name="error">How to complain about the place where they stand.</param>
    public Coalition CoalitionOf(IReadOnlyList<string> names, Func<string, string?, ProblemFileException> error)
    {
        List<int> members = [];
        foreach (string name in names.Select(name => name.Trim()))
        {
            int player = IndexOf(name);
            if (player < 0 || members.Contains(player))
            {
                throw name.Length == 0 ? error("an empty name stands where a player belongs", "Name at least one player of each coalition")
                    : player < 0 ? error($"'{name}' is not a player", Suggestion.For(name, [.. Names], "The players are"))
                    : error($"'{name}' stands twice in this coalition", "Name each player once");
            }

            members.Add(player);
        }

        return members.Count > 0
            ? Coalition.Of(members)
            : throw error("a coalition needs at least one player", "Name its players: [a, b]");
    }

    private void Add(string name, Func<string, string?, ProblemFileException> error, MapNode? described)
    {
        if (name.Contains(','))
        {
            throw error($"the player name '{name}' contains a comma, which separates names elsewhere", "Choose a name without commas");
        }

        if (IndexOf(name) >= 0)
        {
            throw error($"the player '{name}' is listed twice", "Give each player a different name");
        }

        Dictionary<string, Rational> own = ReadNumbers(described, "types");
        if (described?.Optional("types") is not { } types)
        {
            _players.Add(new Player(name));
            _attributes.Add([own]);
            return;
        }

        ReadTypes(name, types, own);
    }

    private void ReadTypes(string player, DocumentNode node, Dictionary<string, Rational> own)
    {
        List<PlayerType> types = [];
        List<IReadOnlyDictionary<string, Rational>> attributes = [];
        foreach (MapEntry entry in node.AsMap().Entries)
        {
            string type = entry.KeyAsName();
            if (type.Contains(','))
            {
                throw entry.KeyError($"the type name '{type}' contains a comma, which separates names elsewhere", "Choose a name without commas");
            }

            DocumentNode probability = entry.Value is MapNode map ? map.Required("probability") : entry.Value;
            types.Add(new PlayerType(type, ReadProbability(probability)));
            attributes.Add(Merge(own, ReadNumbers(entry.Value as MapNode, "probability")));
        }

        Rational sum = types.Aggregate(Rational.Zero, (total, type) => total + type.Probability);
        if (sum != Rational.One)
        {
            throw node.Error(
                types.Count == 0 ? $"{player} has an empty list of types" : $"the probabilities of {player}'s types sum to {sum.ToShortString()}, not 1",
                types.Count == 0 ? "List at least one type, or remove the key" : "Make them sum to exactly 1; fractions such as 1/3 are exact");
        }

        _players.Add(new Player(player, types));
        _attributes.Add([.. attributes]);
    }

    private static Rational ReadProbability(DocumentNode node)
    {
        Rational probability = node.AsNumber();
        return probability.Sign > 0 && probability <= Rational.One
            ? probability
            : throw node.Error(
                $"the probability {probability.ToShortString()} is not in (0, 1]",
                probability.IsZero ? "Remove a type that cannot occur" : "Give a number above 0 and at most 1");
    }

    private static Dictionary<string, Rational> ReadNumbers(MapNode? map, string except) => map is null
        ? []
        : map.Entries.Where(entry => entry.Key != except).ToDictionary(entry => entry.Key, entry => ReadAttribute(entry, except));

    /// <summary>Any other key names a number; what is no number is more likely a slip in a key.</summary>
    private static Rational ReadAttribute(MapEntry entry, string known) =>
        entry.Value is not ScalarNode || Suggestion.Nearest(entry.Key, [known]) is not null
            ? throw entry.KeyError($"unknown key '{entry.Key}'", $"Did you mean '{known}'? Other keys name numbers, such as value: 90")
            : entry.Value.AsNumber();

    private static Dictionary<string, Rational> Merge(Dictionary<string, Rational> own, Dictionary<string, Rational> ofType)
    {
        var merged = new Dictionary<string, Rational>(own);
        foreach (var (name, value) in ofType)
        {
            merged[name] = value;
        }

        return merged;
    }
}
