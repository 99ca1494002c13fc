using Parley.Certificates.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Files.Coalitions;

/// <summary>
/// Audits an outcome of a coalition problem and writes it as a result. Everything that the result says beyond the
/// mechanisms and their certificates is recomputed here, so that a recorded result can be compared with it.
/// </summary>
public static class CoalitionResult
{
    /// <summary>The public names of <see cref="ThreatLabel"/>.</summary>
    internal static readonly string[] Labels = ["random-dictatorship", "interior", "limit"];

    /// <summary>The audited result of a game given by decisions.</summary>
    public static SolvedResult Of(DecisionProblem problem, CoalitionOutcome outcome, string engine)
    {
        IReadOnlyList<string> flaws = EvidenceFlaws.Of(outcome);
        if (flaws.Count > 0)
        {
            return new SolvedResult(new ResultMap(), [], flaws, IsAnswered: false);
        }

        IReadOnlyList<Promise> promises = CoalitionAudit.Run(outcome);
        ResultMap tree = CommonKeys.Head(problem, outcome.Game.Title, engine);
        tree.Add("concept", outcome.Concept.Name());
        if (outcome.Unanswered is { } unanswered)
        {
            tree.Add("bounds", Bounds(outcome));
            tree.Add("unanswered", Unanswered(outcome.Game, unanswered));
        }
        else
        {
            tree.Add("value", ByPlayer(outcome.Threats[^1].Mechanism.Subgame, outcome.Threats[^1].Value));
        }

        if (outcome.Unanswered is null)
        {
            tree.Add("terms", ThreatWriter.Terms(outcome.Threats[^1].Mechanism));
            tree.Add("leaves", Leaves(outcome));
        }

        var writer = new ThreatWriter(outcome);
        tree.Add("threats", new ResultList(outcome.Threats.Select(threat => (ResultNode)writer.Write(threat))));
        tree.Add("guarantee", Guarantee(outcome));
        tree.Add("uniqueness", "not-established");
        tree.Add("promises", CommonKeys.Promises(promises));
        tree.Add(ResultKeys.Certificate, new ResultMap { ["threats"] = new ResultList(outcome.Threats.Select(threat => (ResultNode)ThreatWriter.Certificate(threat))) });
        return new SolvedResult(tree, promises, flaws, outcome.Unanswered is null);
    }

    /// <summary>The audited result of a game given by worths.</summary>
    public static SolvedResult Of(CoalitionProblem problem, WorthOutcome outcome, string engine)
    {
        IReadOnlyList<Promise> promises = WorthAudit.Run(outcome);
        ResultMap tree = CommonKeys.Head(problem, outcome.Game.Title, engine);
        tree.Add("concept", outcome.Concept.Name());
        tree.Add("value", ResultMap.Of(outcome.Game.Players.Select((player, i) => (player, (ResultNode)outcome.Value[i]))));
        tree.Add("threats", WorthThreats.Write(outcome.Game));
        tree.Add("guarantee", CommonKeys.Guarantee("exact", ["value", "threats"]));
        tree.Add("promises", CommonKeys.Promises(promises));
        tree.Add(ResultKeys.Certificate, new ResultMap());
        return new SolvedResult(tree, promises, [], IsAnswered: true);
    }

    /// <summary>
    /// Exact where every threat is. Otherwise the mechanisms and their payoffs are still exact, but that they are the
    /// solution's holds within the smallest epsilon of Definition 4 that was checked.
    /// </summary>
    private static ResultMap Guarantee(CoalitionOutcome outcome)
    {
        string found = outcome.IsExact ? "exact" : "within";
        ResultMap guarantee = outcome.Unanswered is null
            ? CommonKeys.Guarantee(found, ["value", "threats"])
            : new ResultMap { ["overall"] = "not-established", ["keys"] = new ResultMap { ["bounds"] = found, ["threats"] = found } };
        if (!outcome.IsExact)
        {
            guarantee.Add("tolerance", outcome.Tolerance);
            guarantee.Add("meaning", "no type's warranted claim exceeds what it gets by more than the tolerance times the range of its player's payoffs (Definition 4); no bound on the distance to the exact value");
        }

        return guarantee;
    }

    /// <summary>A vector shaped as <c>value</c>: a number, or a map by type, for each member.</summary>
    internal static ResultMap ByPlayer(Subgame subgame, TypeVector vector) =>
        ByPlayer(subgame, (member, type) => vector[member, type]);

    /// <summary>The same for any entries.</summary>
    internal static ResultMap ByPlayer(Subgame subgame, Func<int, int, ResultNode> entry) => ResultMap.Of(
        Enumerable.Range(0, subgame.MemberCount).Select(member => (
            subgame.States.Member(member).Name,
            ByType(subgame.States.Member(member), type => entry(member, type)))));

    private static ResultNode ByType(Player player, Func<int, ResultNode> entry) => player.HasTypes
        ? ResultMap.Of(player.Types.Select((type, index) => (type.Name, entry(index))))
        : entry(0);

    /// <summary>The names of a coalition's members.</summary>
    internal static ResultList Names(CoalitionGame game, Coalition coalition) =>
        new(coalition.Players().Select(player => (ResultNode)game.Players[player].Name));

    private static ResultList Leaves(CoalitionOutcome outcome) => new(Secession.Of(outcome).Select(leaving => (ResultNode)new ResultMap
    {
        ["coalition"] = Names(outcome.Game, leaving.Threat.Coalition),
        ["gains"] = ByPlayer(leaving.Threat.Mechanism.Subgame, leaving.Gains),
    }));

    private static ResultMap Bounds(CoalitionOutcome outcome)
    {
        IReadOnlyList<IReadOnlyList<PayoffBounds>> bounds = ProvedBounds.Of(outcome.Game, outcome.Threats);
        return ResultMap.Of(outcome.Game.Players.Select((player, i) => (
            player.Name, ByType(player, type => new ResultList { bounds[i][type].Lower, bounds[i][type].Upper }))));
    }

    private static ResultMap Unanswered(CoalitionGame game, Unanswered unanswered) => new()
    {
        ["coalition"] = Names(game, unanswered.Coalition),
        ["reason"] = unanswered.Reason,
        ["tried"] = new ResultList(unanswered.Tried.Select(attempt => (ResultNode)attempt)),
    };
}
