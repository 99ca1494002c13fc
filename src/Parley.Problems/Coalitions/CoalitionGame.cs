using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// A cooperative game with private information (Salamanca, section 3.1): players with independent types, and for
/// every coalition the joint decisions that it can take. A coalition's payoffs depend on its own members' types and
/// decision only, and it can do whatever disjoint parts of it can do side by side.
/// </summary>
public sealed class CoalitionGame
{
    private readonly Player[] _players;
    private readonly ILookup<Coalition, DecisionOption> _options;
    private readonly Dictionary<Coalition, Subgame> _subgames = [];

    /// <summary>States a game.</summary>
    /// <param name="title">What a person calls it; may be empty.</param>
    /// <param name="players">The first listed is player 1.</param>
    /// <param name="options">The listed decisions; a player alone without any can do <c>nothing</c>, worth 0.</param>
    /// <exception cref="ArgumentException">No or too many players, a name twice, or payoffs of the wrong shape.</exception>
    public CoalitionGame(string title, IEnumerable<Player> players, IEnumerable<DecisionOption> options)
    {
        Title = title;
        _players = [.. players];
        if (_players.Length is 0 or > Coalition.MaximumPlayers)
        {
            throw new ArgumentException($"a game has 1 to {Coalition.MaximumPlayers} players, not {_players.Length}", nameof(players));
        }

        if (_players.DistinctBy(player => player.Name).Count() != _players.Length)
        {
            throw new ArgumentException("two players have the same name", nameof(players));
        }

        DecisionOption[] listed = [.. options];
        foreach (DecisionOption option in listed)
        {
            CheckShape(option);
        }

        _options = listed.ToLookup(option => option.Coalition);
        for (int player = 0; player < _players.Length; player++)
        {
            var alone = new Coalition(1u << player);
            if (!_options.Contains(alone))
            {
                var nothing = new Rational[_players[player].Types.Count][];
                Array.Fill(nothing, [Rational.Zero]);
                listed = [.. listed, new DecisionOption(alone, "nothing", nothing)];
            }
        }

        _options = listed.ToLookup(option => option.Coalition);
        ActiveCoalitions = [.. _options.Select(options => options.Key).OrderBy(coalition => coalition.Bits)];
        Names = new DecisionNames(this);
    }

    /// <summary>What a person calls the game; may be empty.</summary>
    public string Title { get; }

    /// <summary>The players; the first is player 1.</summary>
    public IReadOnlyList<Player> Players => _players;

    /// <summary>All players together.</summary>
    public Coalition Everyone => Coalition.OfFirst(_players.Length);

    /// <summary>True where no player has more than one type.</summary>
    public bool HasCompleteInformation => _players.All(player => player.Types.Count == 1);

    /// <summary>Every listed decision.</summary>
    public IEnumerable<DecisionOption> Options => _options.SelectMany(options => options);

    /// <summary>The coalitions that have decisions of their own.</summary>
    internal IReadOnlyList<Coalition> ActiveCoalitions { get; }

    /// <summary>The names of joint decisions.</summary>
    internal DecisionNames Names { get; }

    /// <summary>The decisions listed for a coalition itself, without products of its parts.</summary>
    public IEnumerable<DecisionOption> OptionsOf(Coalition coalition) => _options[coalition];

    /// <summary>The best that a player can reach alone, for a type: the individually rational payoff of (3.3).</summary>
    public Rational BestAlone(int player, int type) =>
        _options[new Coalition(1u << player)].Max(option => option.Payoffs[type][0]);

    /// <summary>What the coalition can do on its own; built on first use and kept.</summary>
    public Subgame Restrict(Coalition coalition)
    {
        if (!_subgames.TryGetValue(coalition, out Subgame? subgame))
        {
            subgame = new Subgame(this, coalition);
            _subgames.Add(coalition, subgame);
        }

        return subgame;
    }

    private void CheckShape(DecisionOption option)
    {
        int[] members = option.Coalition.Players();
        if (members.Length == 0 || members[^1] >= _players.Length)
        {
            throw new ArgumentException($"decision '{option.Name}' names no player, or one that does not exist");
        }

        int states = members.Aggregate(1, (count, player) => count * _players[player].Types.Count);
        if (option.Payoffs.Count != states || option.Payoffs.Any(row => row.Count != members.Length))
        {
            throw new ArgumentException($"decision '{option.Name}' needs a payoff for each of {states} states and {members.Length} members");
        }
    }
}
