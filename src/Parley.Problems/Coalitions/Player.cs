using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>What a player may privately know about themself.</summary>
/// <param name="Name">The type's name; empty for the only type of a player without private information.</param>
/// <param name="Probability">How likely the others think it, strictly between 0 and 1 or equal to 1.</param>
public sealed record PlayerType(string Name, Rational Probability);

/// <summary>A player with independent private types.</summary>
public sealed class Player
{
    private readonly PlayerType[] _types;

    /// <summary>A player; without listed types there is nothing that they know alone.</summary>
    /// <exception cref="ArgumentException">The name is empty, a type's name stands twice, a probability is not positive, or they do not sum to 1.</exception>
    public Player(string name, params IEnumerable<PlayerType> types)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        PlayerType[] listed = [.. types];
        HasTypes = listed.Length > 0;
        _types = HasTypes ? listed : [new PlayerType("", Rational.One)];
        if (_types.DistinctBy(type => type.Name).Count() != _types.Length)
        {
            throw new ArgumentException($"two types of {name} have the same name", nameof(types));
        }

        Rational sum = _types.Aggregate(Rational.Zero, (total, type) => total + type.Probability);
        if (sum != Rational.One || _types.Any(type => type.Probability.Sign <= 0))
        {
            throw new ArgumentException($"the probabilities of {name}'s types must be positive and sum to 1, not {sum}", nameof(types));
        }
    }

    /// <summary>The player's name.</summary>
    public string Name { get; }

    /// <summary>True where types were listed, even a single one: results then show a map by type.</summary>
    public bool HasTypes { get; }

    /// <summary>The types, in the order listed; a player without types has one, unnamed and certain.</summary>
    public IReadOnlyList<PlayerType> Types => _types;
}
