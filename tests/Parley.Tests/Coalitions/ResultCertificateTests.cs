using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Problems.Coalitions;

namespace Parley.Tests.Coalitions;

/// <summary>What <c>verify</c> accepts and refuses: every result as solved, and no result with anything changed.</summary>
public sealed partial class ResultCertificateTests
{
    public static TheoryData<string, string> ExamplesAndConcepts() => new(
        from example in Repository.ExampleNames
        from concept in CoalitionConcepts.Names
        where Applies(ConceptOf(concept), Games.Example(example))
        select (example, concept));

    [Theory]
    [MemberData(nameof(ExamplesAndConcepts))]
    public void Every_example_is_verified_as_solved(string example, string concept)
    {
        Problem problem = Games.Example(example);
        SolvedResult solved = Games.Result(problem, ConceptOf(concept));

        Assert.True(solved.IsAnswered);
        Assert.Empty(solved.Flaws);
        Verification verification = Games.Verify(problem, ResultWriter.ToBytes(solved.Tree));
        Assert.Empty(verification.Findings);
        Assert.Equal(solved.Promises.Count, verification.Promises.Count);
        Assert.DoesNotContain(verification.Promises, promise => promise.IsBroken);
    }

    [Theory]
    [MemberData(nameof(ExamplesAndConcepts))]
    public void Every_example_is_refused_with_anything_changed(string example, string concept)
    {
        Problem problem = Games.Example(example);
        byte[] result = ResultWriter.ToBytes(Games.Result(problem, ConceptOf(concept)).Tree);

        // The default concept walks every change; the others repeat most of its tree and draw some.
        Tampered[] changes = [.. concept == "neutral-procedural" ? Tampering.All(result) : Tampering.Some(result, new Random(5), 400)];
        string[] slips = [.. changes.Select(tampered => Slip(problem, tampered)).OfType<string>()];

        Assert.True(slips.Length == 0, $"{slips.Length} of {changes.Length} changes slipped through:\n{string.Join("\n", slips.Take(100))}");
        Assert.True(changes.Length > (concept == "neutral-procedural" ? 800 : 300), $"only {changes.Length} changes were tried");
    }

    [Fact]
    public void Random_games_are_verified_as_solved_and_refused_with_something_changed()
    {
        var random = new Random(20);
        int answered = 0;
        foreach (CoalitionGame game in RandomGames.Many(50, seed: 7))
        {
            Problem problem = Games.Read(RandomGames.ToYaml(game));
            SolvedResult solved = Games.Result(problem);
            answered += solved.IsAnswered ? 1 : 0;
            byte[] result = ResultWriter.ToBytes(solved.Tree);
            Assert.Empty(Games.Verify(problem, result).Findings);
            Assert.Empty(NaiveAudit.Flaws(problem.Game(), JsonNode.Parse(result)!));

            string[] slips = [.. Tampering.Some(result, random, 25).Select(tampered => Slip(problem, tampered)).OfType<string>()];
            Assert.True(slips.Length == 0, $"{RandomGames.ToYaml(game)}\n{string.Join("\n", slips)}");
        }

        Assert.InRange(answered, 20, 50);
    }

    [Fact]
    public void A_random_dictatorship_that_is_dominated_is_verified_with_its_better_mechanism()
    {
        int dominated = 0;
        var random = new Random(3);
        for (int number = 0; number < 40; number++)
        {
            CoalitionGame game = RandomGames.Arbitrary(random, 2 + (number % 2), 1 + (number % 3));
            Problem problem = Games.Read(RandomGames.ToYaml(game));
            SolvedResult solved = Games.Result(problem, CoalitionConcept.RandomDictatorship);
            byte[] result = ResultWriter.ToBytes(solved.Tree);

            Assert.Empty(Games.Verify(problem, result).Findings);
            Assert.Empty(NaiveAudit.Flaws(problem.Game(), JsonNode.Parse(result)!));
            dominated += solved.Promises.Any(promise => promise is { Name: "efficient", Holds: false, Claimed: false }) ? 1 : 0;
        }

        Assert.InRange(dominated, 3, 40);
    }

    [Fact]
    public void A_result_is_refused_for_another_problem()
    {
        Problem broker = Games.Example("broker");
        byte[] result = ResultWriter.ToBytes(Games.Result(broker).Tree);

        string text = File.ReadAllText(Repository.Example("broker"));
        Verification verification = Games.Verify(Games.Read(text + "# a comment\n"), result);

        Assert.Contains("made from another file", Assert.Single(verification.Findings));
        Assert.True(Games.Verify(Games.Read(text), result).IsTrue);
    }

    [Fact]
    public void Another_valid_weighting_of_a_player_alone_may_replace_the_recorded_one()
    {
        Problem problem = Games.Example("used-good");
        JsonNode result = JsonNode.Parse(ResultWriter.ToBytes(Games.Result(problem).Tree))!;
        foreach (string type in new[] { "high", "low" })
        {
            result["threats"]![0]!["weights"]!["seller"]![type] = 0.5;
            result["exact"]!["threats"]![0]!["weights"]!["seller"]![type] = "1/2";
        }

        Assert.Empty(NaiveAudit.Flaws(problem.Game(), result));
        Assert.Equal("", string.Join('\n', Games.Verify(problem, System.Text.Encoding.UTF8.GetBytes(result.ToJsonString())).Findings));
    }

    [Fact]
    public void A_consistent_forgery_of_the_whole_outcome_is_refused()
    {
        // The seller's demand instead of the average, copied with its payoffs into the value of the last threat.
        Problem problem = Games.Example("broker");
        JsonNode result = JsonNode.Parse(ResultWriter.ToBytes(Games.Result(problem).Tree))!;
        foreach (JsonNode tree in new[] { result, result["exact"]! })
        {
            JsonNode last = tree["threats"]!.AsArray()[^1]!;
            JsonNode demand = last["dictators"]!["seller"]!;
            last["mechanism"] = demand["mechanism"]!.DeepClone();
            last["value"] = demand["payoffs"]!.DeepClone();
            tree["value"] = demand["payoffs"]!.DeepClone();
        }

        Verification verification = Games.Verify(problem, System.Text.Encoding.UTF8.GetBytes(result.ToJsonString()));

        Assert.Contains(verification.Promises, promise => promise is { Name: "warranted-claims", Holds: false });
        Assert.NotEmpty(verification.Findings);
    }

    [Fact]
    public void The_second_audit_finds_forgeries_too()
    {
        CoalitionGame game = Games.Example("broker").Game();
        byte[] result = ResultWriter.ToBytes(Games.Result(Games.Example("broker")).Tree);
        Assert.Empty(NaiveAudit.Flaws(game, JsonNode.Parse(result)!));

        JsonNode forged = JsonNode.Parse(result)!;
        forged["exact"]!["threats"]!.AsArray()[^1]!["weights"]!["seller"] = "1/2";
        Assert.NotEmpty(NaiveAudit.Flaws(game, forged));
    }

    /// <summary>What is wrong with how a change is received; null where it is refused, or rightly accepted.</summary>
    private static string? Slip(Problem problem, Tampered tampered)
    {
        try
        {
            return Games.Verify(problem, tampered.Bytes).IsTrue && !MayDiffer(problem, tampered) ? $"accepted: {tampered.Where}" : null;
        }
        catch (ProblemFileException)
        {
            return null;
        }
        catch (Exception crash)
        {
            return $"crashed: {tampered.Where}: {crash.GetType().Name}: {crash.Message}";
        }
    }

    /// <summary>
    /// The engine's version and what a solver says it tried cannot be recomputed. Evidence may be replaced by other
    /// evidence that a second audit, which knows nothing of the first, accepts as well. Games with transferable utility
    /// have the same solution by every concept, so there another concept is no lie.
    /// </summary>
    private static bool MayDiffer(Problem problem, Tampered tampered)
    {
        if (tampered.Where.StartsWith("engine:", StringComparison.Ordinal) || tampered.Where.StartsWith("unanswered.", StringComparison.Ordinal))
        {
            return true;
        }

        JsonNode result = tampered.Make();
        return problem switch
        {
            DecisionProblem decisions when Evidence().IsMatch(tampered.Where) => NaiveAudit.Flaws(decisions.Game, result).Count == 0,
            WorthProblem when tampered.Where.StartsWith("concept:", StringComparison.Ordinal) => JsonNode.DeepEquals(
                result, JsonNode.Parse(ResultWriter.ToBytes(Games.Result(problem, ConceptOf((string)result["concept"]!)).Tree))),
            _ => false,
        };
    }

    [GeneratedRegex(@"^(threats\.\d+\.(weights|certificate|multipliers|mechanism|dominatedBy\.mechanism|dictators\.[^.]+\.mechanism)|certificate\.threats\.\d+\.dictators\.[^.]+\.(weights|multipliers))")]
    private static partial Regex Evidence();

    private static bool Applies(CoalitionConcept concept, Problem problem) => problem is DecisionProblem { Game: var game }
        ? concept.Objection(game) is null
        : concept.Objection(problem.Worths().Players.Count) is null;

    private static CoalitionConcept ConceptOf(string name) =>
        CoalitionConcepts.TryParse(name, out CoalitionConcept concept) ? concept : throw new ArgumentException(name, nameof(name));
}
