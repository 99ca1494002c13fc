using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>Reads problems of the kind <c>coalition</c>.</summary>
internal static class CoalitionReader
{
    /// <summary>The kind's name in problem files.</summary>
    public const string Kind = "coalition";

    /// <summary>The problem stated by a document whose kind is <see cref="Kind"/>.</summary>
    /// <exception cref="ProblemFileException">The document states none.</exception>
    public static Problem Read(MapNode root)
    {
        root.RejectUnknown("parley", "kind", "title", "players", "decisions", "worths");
        DocumentNode? decisions = root.Optional("decisions");
        DocumentNode? worths = root.Optional("worths");
        if (decisions is not null && worths is not null)
        {
            throw worths.Error("a game is given by decisions or by worths, not both", "Remove one of the two");
        }

        if (worths is not null)
        {
            return new WorthProblem(root.Source, ReadWorths(root, worths.AsMap()));
        }

        PlayerList players = PlayerList.Read(root.Required("players"), Coalition.MaximumPlayers);
        IEnumerable<DecisionOption> options = new DecisionReader(players).Read((decisions
            ?? throw root.Error("nothing says what coalitions can do", "Add decisions: or, where payoffs can be shared freely, worths:")).AsList());
        return new DecisionProblem(root.Source, new CoalitionGame(ProblemReader.Title(root), players.Players, options));
    }

    private static WorthGame ReadWorths(MapNode root, MapNode worths)
    {
        DocumentNode declared = root.Required("players");
        PlayerList players = PlayerList.Read(declared, WorthGame.MaximumPlayers);
        if (players.Players.FirstOrDefault(player => player.HasTypes) is { } typed)
        {
            throw declared.Error(
                $"{typed.Name} has types, but worths describe a game in which nobody has private information",
                "Remove the types, or state the game by decisions");
        }

        Dictionary<Coalition, Rational> listed = [];
        foreach (MapEntry entry in worths.Entries)
        {
            Coalition coalition = players.CoalitionOf(entry.Key.Split(','), entry.KeyError);
            if (!listed.TryAdd(coalition, entry.Value.AsNumber()))
            {
                throw entry.KeyError("the worth of this coalition is given twice", "Keep one of the two");
            }
        }

        return new WorthGame(ProblemReader.Title(root), players.Players.Select(player => player.Name), listed);
    }
}
