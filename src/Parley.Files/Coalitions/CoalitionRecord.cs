using Parley.Certificates.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>Reads an outcome back from a recorded result: its mechanisms and certificates, and nothing that follows from them.</summary>
public static class CoalitionRecord
{
    /// <summary>The outcome of a game given by decisions.</summary>
    /// <exception cref="RecordedResultException">The result lacks something, or names what the problem does not have.</exception>
    public static CoalitionOutcome Read(RecordedNode root, DecisionProblem problem)
    {
        CoalitionConcept concept = Concept(root);
        RecordedNode[] threats = [.. root["threats"].Items()];
        RecordedNode[] certificates = [.. root["certificate"]["threats"].Items()];
        if (threats.Length != certificates.Length)
        {
            throw root["certificate"].Error($"{certificates.Length} entries for {threats.Length} threats");
        }

        RejectDisorder(problem.Game, root["threats"], root.Optional("unanswered") is not null);
        return new CoalitionOutcome(
            problem.Game,
            concept,
            [.. threats.Zip(certificates, (threat, certificate) => ReadThreat(problem.Game, threat, certificate))],
            root.Optional("unanswered") is { } unanswered ? ReadUnanswered(problem.Game, unanswered) : null);
    }

    /// <summary>The outcome of a game with transferable utility.</summary>
    /// <exception cref="RecordedResultException">The result lacks something, or names what the problem does not have.</exception>
    public static WorthOutcome Read(RecordedNode root, WorthGame game) =>
        new(game, Concept(root), [.. game.Players.Select(player => root["value"][player].Exact())]);

    /// <summary>The concept that a result names.</summary>
    /// <exception cref="RecordedResultException">It names none.</exception>
    public static CoalitionConcept Concept(RecordedNode root) =>
        (CoalitionConcept)root["concept"].OneOf(CoalitionConcepts.Names, "a concept");

    /// <summary>
    /// Threats stand in the order of <see cref="Coalition.Subcoalitions"/>, since a larger one is checked against the
    /// smaller ones; only a result that says where it stopped may lack some at the end.
    /// </summary>
    private static void RejectDisorder(CoalitionGame game, RecordedNode threats, bool mayStop)
    {
        IReadOnlyList<Coalition> order = game.Everyone.Subcoalitions();
        string Name(int place) => $"{{{string.Join(", ", order[place].Players().Select(player => game.Players[player].Name))}}}";
        int place = 0;
        foreach (RecordedNode coalition in threats.Items().Select(threat => threat["coalition"]))
        {
            if (place == order.Count)
            {
                throw coalition.Error("every coalition has a threat already");
            }

            if (ReadCoalition(game, coalition) != order[place])
            {
                throw coalition.Error($"the threat of {Name(place)} belongs here");
            }

            place++;
        }

        if (place < order.Count && !mayStop)
        {
            throw threats.Error($"the threat of {Name(place)} is missing");
        }
    }

    private static Threat ReadThreat(CoalitionGame game, RecordedNode node, RecordedNode certificate)
    {
        Subgame subgame = game.Restrict(ReadCoalition(game, node["coalition"]));
        EfficiencyEvidence efficiency = node.Optional("dominatedBy") is { } better
            ? new EfficiencyEvidence.Dominated(ReadMechanism(subgame, better["mechanism"]))
            : new EfficiencyEvidence.Supported(ReadVector(subgame, node["weights"]), ReadMultipliers(subgame, node["multipliers"]));
        return new Threat(
            ReadMechanism(subgame, node["mechanism"]),
            efficiency,
            [.. node["dictators"].Entries().Select(entry => ReadDictator(subgame, entry.Key, entry.Value, certificate["dictators"]))])
        {
            Warrants = [.. (node.Optional("certificate")?.Items() ?? []).Select(warrant => new EpsilonWarrant(
                warrant["epsilon"].Exact(), ReadVector(subgame, warrant["weights"]), ReadMultipliers(subgame, warrant["multipliers"])))],
        };
    }

    private static Dictatorship ReadDictator(Subgame subgame, string name, RecordedNode node, RecordedNode certificates)
    {
        int member = Enumerable.Range(0, subgame.MemberCount).FirstOrDefault(k => subgame.States.Member(k).Name == name, -1);
        if (member < 0)
        {
            throw node.Error($"'{name}' is not in this coalition");
        }

        RecordedNode certificate = certificates[name];
        return new Dictatorship(
            member, ReadMechanism(subgame, node["mechanism"]), ReadVector(subgame, certificate["weights"]), ReadMultipliers(subgame, certificate["multipliers"]));
    }

    private static Unanswered ReadUnanswered(CoalitionGame game, RecordedNode node) => new(
        ReadCoalition(game, node["coalition"]), node["reason"].Text(), [.. node["tried"].Items().Select(attempt => attempt.Text())]);

    private static Coalition ReadCoalition(CoalitionGame game, RecordedNode node)
    {
        string[] names = [.. game.Players.Select(player => player.Name)];
        int[] players = [.. node.Items().Select(name => name.OneOf(names, "a player"))];
        return players.Length > 0 ? Coalition.Of(players) : throw node.Error("a coalition has at least one player");
    }

    private static TypeVector ReadVector(Subgame subgame, RecordedNode node) => new(
        Enumerable.Range(0, subgame.MemberCount).Select(member => subgame.States.Member(member)).Select(player => player.HasTypes
            ? player.Types.Select(type => node[player.Name][type.Name].Exact())
            : [node[player.Name].Exact()]));

    private static Multipliers ReadMultipliers(Subgame subgame, RecordedNode node)
    {
        string[] names = [.. Enumerable.Range(0, subgame.MemberCount).Select(member => subgame.States.Member(member).Name)];
        try
        {
            return new Multipliers([.. node.Items().Select(entry =>
            {
                int member = entry["player"].OneOf(names, "a player of this coalition");
                string[] types = [.. subgame.States.Member(member).Types.Select(type => type.Name)];
                return (member, entry["true"].OneOf(types, "a type"), entry["reported"].OneOf(types, "a type"), entry["value"].Exact());
            })]);
        }
        catch (ArgumentException impossible)
        {
            throw node.Error(impossible.Message);
        }
    }

    private static Mechanism ReadMechanism(Subgame subgame, RecordedNode node)
    {
        Draw ReadDraw(RecordedNode draw) => subgame.Find(draw["decision"].Text()) is var decision and >= 0
            ? new Draw(decision, draw["probability"].Exact())
            : throw draw["decision"].Error($"the coalition has no decision '{draw["decision"].Text()}'");
        try
        {
            return new Mechanism(subgame, [.. node.Items().Select(entry => entry["lottery"].Items().Select(ReadDraw).ToArray())]);
        }
        catch (ArgumentException impossible)
        {
            throw node.Error(impossible.Message);
        }
    }
}
