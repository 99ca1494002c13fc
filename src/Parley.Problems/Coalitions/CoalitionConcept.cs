namespace Parley.Problems.Coalitions;

/// <summary>A rule for sharing the gains of cooperation.</summary>
public enum CoalitionConcept
{
    /// <summary>Salamanca's neutral procedural solution (Definition 4).</summary>
    NeutralProcedural,

    /// <summary>The recursive conditional random dictatorship (section 5.1), efficient or not.</summary>
    RandomDictatorship,

    /// <summary>Shapley's value of the game with complete information and transferable utility.</summary>
    Shapley,

    /// <summary>Maschler and Owen's consistent value: the neutral procedural solution under complete information (Theorem 4).</summary>
    Consistent,

    /// <summary>Nash's bargaining solution of two players: the consistent value of their game.</summary>
    Nash,
}

/// <summary>The public names of the concepts.</summary>
public static class CoalitionConcepts
{
    private static readonly string[] Listed = ["neutral-procedural", "random-dictatorship", "shapley", "consistent", "nash"];

    /// <summary>The names, in the order of <see cref="CoalitionConcept"/>.</summary>
    public static IReadOnlyList<string> Names => Listed;

    /// <summary>The concept's public name.</summary>
    public static string Name(this CoalitionConcept concept) => Listed[(int)concept];

    /// <summary>True where the concept asks for efficient threats that the warrant equations support.</summary>
    public static bool IsWarranted(this CoalitionConcept concept) =>
        concept is CoalitionConcept.NeutralProcedural or CoalitionConcept.Consistent or CoalitionConcept.Nash;

    /// <summary>Why a concept does not apply to a game, in a sentence that names a remedy; null where it applies.</summary>
    public static string? Objection(this CoalitionConcept concept, CoalitionGame game)
    {
        bool needsCompleteInformation = concept is CoalitionConcept.Shapley or CoalitionConcept.Consistent or CoalitionConcept.Nash;
        return needsCompleteInformation && game.Players.FirstOrDefault(player => player.Types.Count > 1) is { } informed
            ? $"{concept.Name()} is defined without private information, but {informed.Name} has several types; neutral-procedural generalises it"
            : concept.Objection(game.Players.Count);
    }

    /// <summary>Why a concept does not apply to so many players; null where it applies.</summary>
    public static string? Objection(this CoalitionConcept concept, int players) => concept == CoalitionConcept.Nash && players != 2
        ? $"nash is for two players, and the game has {players}; consistent generalises it"
        : null;

    /// <summary>The concept of a public name.</summary>
    /// <returns>False where no concept has that name.</returns>
    public static bool TryParse(string name, out CoalitionConcept concept)
    {
        int index = Array.IndexOf(Listed, name);
        concept = (CoalitionConcept)Math.Max(index, 0);
        return index >= 0;
    }
}
