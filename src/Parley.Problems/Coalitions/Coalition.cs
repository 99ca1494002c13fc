using System.Numerics;

namespace Parley.Problems.Coalitions;

/// <summary>A set of players, by their position in the game (0 for player 1).</summary>
/// <param name="Bits">Bit i is set where player i belongs.</param>
public readonly record struct Coalition(uint Bits)
{
    /// <summary>The largest number of players that a game may have: their 65535 coalitions are listed one by one.</summary>
    public const int MaximumPlayers = 16;

    /// <summary>The coalition of the first <paramref name="count"/> players.</summary>
    public static Coalition OfFirst(int count) => new((1u << count) - 1);

    /// <summary>The coalition of the players named by position.</summary>
    public static Coalition Of(IEnumerable<int> players) =>
        new(players.Aggregate(0u, (bits, player) => bits | (1u << player)));

    /// <summary>How many players belong.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>True where the player belongs.</summary>
    public bool Contains(int player) => (Bits >> player & 1) != 0;

    /// <summary>True where all players of <paramref name="other"/> belong.</summary>
    public bool Includes(Coalition other) => (other.Bits & ~Bits) == 0;

    /// <summary>This coalition without one player.</summary>
    public Coalition Without(int player) => new(Bits & ~(1u << player));

    /// <summary>This coalition without the players of another.</summary>
    public Coalition Without(Coalition other) => new(Bits & ~other.Bits);

    /// <summary>The players, by increasing position.</summary>
    public int[] Players()
    {
        int[] players = new int[Count];
        uint rest = Bits;
        for (int k = 0; k < players.Length; k++, rest &= rest - 1)
        {
            players[k] = BitOperations.TrailingZeroCount(rest);
        }

        return players;
    }

    /// <summary>
    /// All nonempty coalitions inside this one, smaller before larger, and lexicographic within a size: the order in
    /// which a solution is built and in which results list threats.
    /// </summary>
    public IReadOnlyList<Coalition> Subcoalitions()
    {
        List<Coalition> all = [];
        for (uint bits = Bits; bits != 0; bits = (bits - 1) & Bits)
        {
            all.Add(new Coalition(bits));
        }

        return [.. all.OrderBy(coalition => coalition.Count).ThenByDescending(coalition => Reversed(coalition.Bits))];
    }

    private static uint Reversed(uint bits)
    {
        uint reversed = 0;
        for (int k = 0; k < 32; k++, bits >>= 1)
        {
            reversed = reversed << 1 | (bits & 1);
        }

        return reversed;
    }
}
