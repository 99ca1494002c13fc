using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// A game with complete information and transferable utility: every coalition can share its worth among its members as
/// it likes.
/// </summary>
public sealed class WorthGame
{
    /// <summary>The largest number of players: their coalitions split in 3^16 ways, all of which are compared.</summary>
    public const int MaximumPlayers = 16;

    private readonly string[] _players;
    private readonly Rational[] _worths;

    /// <summary>States a game.</summary>
    /// <param name="title">What a person calls it; may be empty.</param>
    /// <param name="players">The players' names; the first is player 1.</param>
    /// <param name="worths">
    /// The listed worths. A player alone without one is worth 0; a larger coalition without one is worth what the best
    /// split into parts is worth.
    /// </param>
    /// <exception cref="ArgumentException">No or too many players, a name twice, or a coalition of players that do not exist.</exception>
    public WorthGame(string title, IEnumerable<string> players, IReadOnlyDictionary<Coalition, Rational> worths)
    {
        Title = title;
        _players = [.. players];
        if (_players.Length is 0 or > MaximumPlayers || _players.Distinct().Count() != _players.Length)
        {
            throw new ArgumentException($"a game has 1 to {MaximumPlayers} players with different names", nameof(players));
        }

        if (worths.Keys.Any(coalition => coalition.Bits == 0 || !Everyone.Includes(coalition)))
        {
            throw new ArgumentException("a worth belongs to a nonempty coalition of the players", nameof(worths));
        }

        _worths = new Rational[1 << _players.Length];
        for (uint bits = 1; bits < _worths.Length; bits++)
        {
            var coalition = new Coalition(bits);
            _worths[bits] = worths.TryGetValue(coalition, out Rational worth) ? worth
                : coalition.Count == 1 ? Rational.Zero
                : BestSplit(coalition);
        }
    }

    private WorthGame(CoalitionGame game, CancellationToken cancellation)
    {
        Title = game.Title;
        _players = [.. game.Players.Select(player => player.Name)];
        _worths = new Rational[1 << _players.Length];
        for (uint bits = 1; bits < _worths.Length; bits++)
        {
            cancellation.ThrowIfCancellationRequested();
            var coalition = new Coalition(bits);
            Rational? split = coalition.Count == 1 ? null : BestSplit(coalition);
            Rational? own = LargestSum(game, coalition);
            _worths[bits] = split is null || own > split ? own!.Value : split.Value;
        }
    }

    /// <summary>What a person calls the game; may be empty.</summary>
    public string Title { get; }

    /// <summary>The players' names; the first is player 1.</summary>
    public IReadOnlyList<string> Players => _players;

    /// <summary>All players together.</summary>
    public Coalition Everyone => Coalition.OfFirst(_players.Length);

    /// <summary>v(S), and 0 for nobody.</summary>
    public Rational Worth(Coalition coalition) => _worths[coalition.Bits];

    /// <summary>
    /// The game whose worths are the largest sums of payoffs that the coalitions of a decision game can decide on, alone or
    /// split into parts. Costs 3^n.
    /// </summary>
    /// <exception cref="ArgumentException">A player of the game has private information.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static WorthGame From(CoalitionGame game, CancellationToken cancellation = default) => game.HasCompleteInformation
        ? new WorthGame(game, cancellation)
        : throw new ArgumentException("worths exist only where no player has private information", nameof(game));

    private static Rational? LargestSum(CoalitionGame game, Coalition coalition) => game.OptionsOf(coalition)
        .Select(option => (Rational?)option.Payoffs[0].Aggregate(Rational.Zero, (sum, payoff) => sum + payoff))
        .Max();

    /// <summary>The best split in two; worths of smaller coalitions are in place already.</summary>
    private Rational BestSplit(Coalition coalition)
    {
        uint first = coalition.Bits & (uint)-(int)coalition.Bits;
        uint others = coalition.Bits & ~first;
        Rational? best = null;
        for (uint part = (others - 1) & others; ; part = (part - 1) & others)
        {
            Rational sum = _worths[first | part] + _worths[others & ~part];
            best = best is { } known ? Rational.Max(known, sum) : sum;
            if (part == 0)
            {
                return best.Value;
            }
        }
    }
}
