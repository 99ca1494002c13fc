using System.Globalization;
using System.Numerics;
using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Short ways to state, solve and read games in tests.</summary>
internal static class Games
{
    public const string Engine = "test";

    /// <summary>A number of any length: solved results may have more digits than a problem file may.</summary>
    public static Rational R(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            ? new Rational(BigInteger.Parse(parts[0], CultureInfo.InvariantCulture), BigInteger.Parse(parts[1], CultureInfo.InvariantCulture))
            : Rational.TryParse(text, out Rational value) ? value : new Rational(BigInteger.Parse(text, CultureInfo.InvariantCulture), BigInteger.One);
    }

    public static Rational[] Rs(string texts) => [.. texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Rational.Parse)];

    /// <summary>The problem of an example file.</summary>
    public static Problem Example(string name) => ProblemReader.Read(ProblemSource.Open(Repository.Example(name)));

    public static Problem Read(string text) => ProblemReader.Read(ProblemSource.FromText(text));

    /// <summary>The game that a text or example states by decisions.</summary>
    public static CoalitionGame Game(this Problem problem) => Assert.IsType<DecisionProblem>(problem).Game;

    public static WorthGame Worths(this Problem problem) => Assert.IsType<WorthProblem>(problem).Game;

    /// <summary>The game that a YAML body (players and decisions) states.</summary>
    public static CoalitionGame GameOf(string body) => Read("parley: 1\nkind: coalition\n" + body).Game();

    public static CoalitionOutcome Solve(CoalitionGame game, CoalitionConcept concept = CoalitionConcept.NeutralProcedural) =>
        concept == CoalitionConcept.RandomDictatorship ? RandomDictatorship.Solve(game) : NeutralProceduralSolution.Solve(game, concept);

    /// <summary>The audited result of a problem, as the command line makes it.</summary>
    public static SolvedResult Result(Problem problem, CoalitionConcept concept = CoalitionConcept.NeutralProcedural) => problem switch
    {
        WorthProblem worths => CoalitionResult.Of(worths, ShapleyValue.Solve(worths.Game, concept), Engine),
        DecisionProblem decisions when concept == CoalitionConcept.Shapley =>
            CoalitionResult.Of(decisions, ShapleyValue.Solve(WorthGame.From(decisions.Game), concept), Engine),
        DecisionProblem decisions => CoalitionResult.Of(decisions, Solve(decisions.Game, concept), Engine),
        _ => throw new ArgumentException("no coalition problem", nameof(problem)),
    };

    /// <summary>What verification says about the text of a result.</summary>
    public static Verification Verify(Problem problem, byte[] result) =>
        Verification.Of(problem, ResultReader.Read(ProblemSource.FromBytes(result, "result.json", maximumBytes: ResultReader.MaximumBytes)));

    /// <summary>All payoffs of a coalition's threat, members and types in order.</summary>
    public static Rational[] ValueOf(this CoalitionOutcome outcome, params string[] names)
    {
        Threat? threat = outcome.Find(outcome.Game.CoalitionOf(names));
        Assert.NotNull(threat);
        return threat.Value.Flat();
    }

    /// <summary>The payoffs of the grand coalition, players and types in order.</summary>
    public static Rational[] Value(this CoalitionOutcome outcome)
    {
        Assert.Null(outcome.Unanswered);
        Assert.Equal(outcome.Game.Everyone, outcome.Threats[^1].Coalition);
        return outcome.Threats[^1].Value.Flat();
    }

    public static Rational[] Flat(this TypeVector vector) =>
        [.. Enumerable.Range(0, vector.MemberCount).SelectMany(member => vector.Of(member).ToArray())];

    public static Coalition CoalitionOf(this CoalitionGame game, params string[] names) =>
        Coalition.Of(names.Select(name => game.Players.ToList().FindIndex(player => player.Name == name)));

    /// <summary>All joint decisions of a coalition, written down.</summary>
    public static IEnumerable<int> Decisions(this Subgame subgame)
    {
        subgame.ListAll();
        return Enumerable.Range(0, subgame.DecisionCount);
    }

    /// <summary>The mechanism that takes one named decision in every state.</summary>
    public static Mechanism Always(Subgame subgame, string decision) =>
        Mechanism(subgame, [.. Enumerable.Repeat($"1 {decision}", subgame.States.Count)]);

    /// <summary>A mechanism from one text for each state: <c>1/4 trade; 3/4 nothing</c>.</summary>
    public static Mechanism Mechanism(Subgame subgame, params string[] lotteries)
    {
        return new Mechanism(subgame, lotteries.Select(lottery => lottery.Split("; ").Select(draw =>
        {
            string[] parts = draw.Split(' ', 2);
            return new Draw(subgame.Find(parts[1]), R(parts[0]));
        })));
    }
}
