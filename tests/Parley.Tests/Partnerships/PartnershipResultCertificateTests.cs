using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;
using Parley.Tests.Coalitions;

namespace Parley.Tests.Partnerships;

/// <summary>What <c>verify</c> accepts and refuses of partnerships: every result as solved, and no result with anything changed.</summary>
public sealed partial class PartnershipResultCertificateTests
{
    /// <summary>With a fixed buy-out a share means nothing, and so do best shares; without, they are there.</summary>
    [Theory]
    [InlineData("buy-out", "notApplicable")]
    [InlineData("regular", "bestShares")]
    public void Best_shares_are_named_where_they_mean_something(string name, string key)
    {
        JsonNode dissolution = JsonNode.Parse(Solve(name).Bytes)!["dissolution"]!;
        Assert.NotNull(dissolution[key]);
        Assert.Equal(key == "bestShares", dissolution["bestShares"] is not null);
    }

    private const string Engine = "test";

    /// <summary>Problems by name: what stands below the head, and how many frontier points are asked for.</summary>
    private static readonly Dictionary<string, (string Body, int Frontier)> s_problems = new()
    {
        ["regular"] = ("""
            title: Nine tenths
            agents:
              ana: { share: 9/10, type: { uniform: [0, 1] } }
              ben: { share: 1/10, weight: 9/10, type: { beta: { a: 2, b: 3 } } }
            """, 0),
        ["kink"] = ("""
            agents:
              seller: { share: 1, type: { discrete: { 0: 2/3, 3: 1/3 } } }
              buyer: { share: 0, type: { discrete: { 1: 1/3, 4: 2/3 } } }
            reports: { seller: 0, buyer: 1 }
            """, 0),
        ["tie"] = ("""
            agents:
              ana: { share: 7/10, type: { discrete: { 0: 1/3, 1: 1/3, 2: 1/3 } } }
              ben: { share: 3/10, weight: 0, type: { discrete: { 0: 1/3, 1: 1/3, 2: 1/3 } } }
            reports: { ana: 0, ben: 0 }
            """, 0),
        ["parts"] = ("""
            agents:
              ana: { share: 4/17, weight: 1/3, type: { discrete: { 0: 3/11, 1: 3/11, 2: 2/11, 4: 3/11 } } }
              ben: { share: 6/17, weight: 2/3, type: { discrete: { 0: 2/7, 1: 1/7, 2: 1/7, 3: 3/7 } } }
              cem: { share: 7/17, type: { discrete: { 0: 3/4, 4: 1/4 } } }
            reports: { ana: 0, ben: 0, cem: 0 }
            """, 0),
        ["buy-out"] = ("""
            agents:
              ana: { share: 1/2, type: { uniform: [1, 2] } }
              ben: { share: 1/2, type: { uniform: [1, 2] } }
            outside: { ben: 1/2 }
            """, 0),
        ["three"] = ("""
            agents:
              ana: { share: 1/3, type: { power: { exponent: 2 } } }
              ben: { share: 1/3, type: { normal: { mean: 0, sd: 1, support: [0, 2] } } }
              cem: { share: 1/3, weight: 3/4, type: { uniform: [0, 1] } }
            surplusShares: { ana: 1 }
            reports: { ana: 0.5, ben: 1/3, cem: 0.9 }
            """, 0),
        ["frontier"] = ("""
            agents:
              ana: { share: 1/2, type: { uniform: [0, 1] } }
              ben: { share: 1/2, type: { uniform: [0, 2] } }
            """, 3),
        ["far from zero"] = ("""
            agents:
              ana: { share: 7/10, type: { uniform: [1000000, 1000001] } }
              ben: { share: 3/10, weight: 1/2, type: { beta: { a: 2, b: 3, support: [1000000.5, 1000002] } } }
            reports: { ana: 1000000.75, ben: 1000001.25 }
            """, 0),
        ["dear outside"] = ("""
            agents:
              ana: { share: 1/2, type: { uniform: [0, 1] } }
              ben: { share: 1/2, type: { uniform: [0, 1] } }
            outside: { ana: 2, ben: 2 }
            """, 0),
    };

    public static TheoryData<string> Names => [.. s_problems.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_is_verified_as_solved(string name)
    {
        Case solved = Solve(name);
        Assert.Equal(name != "dear outside", solved.Answer.Result.IsAnswered);
        Assert.Empty(solved.Answer.Result.Flaws);
        Assert.DoesNotContain(solved.Answer.Result.Promises, promise => promise.IsBroken);

        Verification verification = Games.Verify(solved.Problem, solved.Bytes);

        Assert.Empty(verification.Findings);
        Assert.Equal(solved.Answer.Result.Promises, verification.Promises);
    }

    [Theory]
    [InlineData("regular", 0)]
    [InlineData("kink", 350)]
    [InlineData("tie", 250)]
    [InlineData("parts", 250)]
    [InlineData("buy-out", 200)]
    [InlineData("three", 150)]
    [InlineData("frontier", 200)]
    [InlineData("far from zero", 200)]
    [InlineData("dear outside", 0)]
    public void Every_problem_is_refused_with_anything_changed(string name, int draws)
    {
        Case solved = Solve(name);
        Tampered[] changes = [.. draws == 0 ? Tampering.All(solved.Bytes, isExact: false) : Tampering.Some(solved.Bytes, new Random(5), draws, isExact: false)];

        string[] slips = [.. changes.AsParallel().AsOrdered().Select(tampered => Slip(solved, tampered)).OfType<string>()];

        Assert.True(slips.Length == 0, $"{slips.Length} of {changes.Length} changes slipped through:\n{string.Join("\n", slips.Take(100))}");
        Assert.True(changes.Length > 100, $"only {changes.Length} changes were tried");
    }

    /// <summary>Bids, taxes, the bids in use and k follow from the mechanism, whose evidence stands elsewhere.</summary>
    [Theory]
    [InlineData("regular")]
    [InlineData("far from zero")]
    public void A_double_auction_is_refused_with_any_number_changed(string name)
    {
        Case solved = Solve(Read(s_problems[name].Body), hasAuction: true);
        Assert.Empty(Games.Verify(solved.Problem, solved.Bytes).Findings);
        Tampered[] changes = [.. Tampering.All(solved.Bytes, isExact: false).Where(tampered => AuctionNumber().IsMatch(tampered.Where))
            .DistinctBy(tampered => tampered.Where[..tampered.Where.IndexOf(':', StringComparison.Ordinal)])];

        string[] slips = [.. changes.AsParallel().AsOrdered().Select(tampered => Slip(solved, tampered)).OfType<string>()];

        Assert.True(slips.Length == 0, $"{slips.Length} of {changes.Length} changes slipped through:\n{string.Join("\n", slips)}");
        Assert.InRange(changes.Length, 17, 40);
        Assert.All(["k:", "bid:", "tax:", "type:", "accepted.0.0:", "accepted.0.1:"], key => Assert.Contains(changes, tampered => tampered.Where.Contains(key, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1.3)]
    [InlineData(4)]
    public void A_consistent_rule_that_is_not_optimal_breaks_the_promise(double multiplier)
    {
        Case solved = Solve("regular");
        Partnership partnership = solved.Problem.Partnership;
        SaddlePoint point = SaddlePoint.At(partnership, SolverGrids.Of(partnership), multiplier, default);
        var rule = new AllocationRule(1, multiplier, point.Ironing, point.Ties);
        foreach (DualPoint bound in new[] { solved.Outcome.Bound!, new DualPoint(multiplier, point.Ironing) })
        {
            AssertNotCertified(solved, solved.Outcome with { Rules = [rule], Bound = bound }, "optimal");
        }
    }

    [Fact]
    public void A_rule_that_runs_a_deficit_breaks_its_promises()
    {
        Case solved = Solve("regular");
        Partnership partnership = solved.Problem.Partnership;
        SaddlePoint point = SaddlePoint.At(partnership, SolverGrids.Of(partnership), 1, default);
        Assert.True(point.Budget < -1e-3);
        PartnershipOutcome forged = solved.Outcome with { Rules = [new AllocationRule(1, 1, point.Ironing, point.Ties)] };
        AssertNotCertified(solved, forged with { Bound = new DualPoint(1, point.Ironing) }, "budget-balanced");
        AssertNotCertified(solved, forged, "individually-rational");
        Assert.Equal(0, PartnershipFindings.Of(forged with { Bound = null }).LowerBound);
    }

    /// <summary>Where parts must be told apart, the same orders of whole partners are a mechanism, but not the best.</summary>
    [Fact]
    public void Orders_of_parts_made_whole_break_the_promise()
    {
        Case solved = Solve("parts");
        static Hierarchy Whole(Hierarchy hierarchy) => hierarchy with { Order = [.. hierarchy.Order.Where(rank => rank.Part == TypePart.Pool)] };
        AllocationRule[] rules = [.. solved.Outcome.Rules.Select(rule => rule with { Ties = [.. rule.Ties.Select(ties => ties with { Hierarchies = [.. ties.Hierarchies.Select(Whole)] })] })];
        Assert.Contains(solved.Outcome.Rules, rule => rule.Ties.Any(ties => ties.Hierarchies.Any(hierarchy => hierarchy.SplitsPartners)));
        AssertNotCertified(solved, solved.Outcome with { Rules = rules }, "optimal");
    }

    [Fact]
    public void A_bound_that_does_not_reach_down_to_the_rule_certifies_nothing()
    {
        Case solved = Solve("regular");
        DualPoint bound = solved.Outcome.Bound!;
        AssertNotCertified(solved, solved.Outcome with { Bound = bound with { Ironing = [.. bound.Ironing.Select(z => z / 2)] } }, "optimal");
        AssertNotCertified(solved, solved.Outcome with { Bound = bound with { Multiplier = 1.01 * bound.Multiplier } }, "optimal");
    }

    [Fact]
    public void A_rule_that_is_not_efficient_is_refused_as_the_efficient_one()
    {
        Case solved = Solve("kink");
        PartnershipAnswer forged = PartnershipResult.Of(solved.Problem, solved.Outcome with { Efficient = solved.Outcome.Efficient! with { Multiplier = 2 } }, solved.Request, Engine);
        Assert.Equal("efficient: the rule does not give the asset to the highest value", Assert.Single(forged.Result.Flaws));
    }

    [Fact]
    public void An_efficient_rule_is_refused_where_other_ways_to_break_ties_leave_a_larger_budget()
    {
        Case solved = Solve("tie");
        double most = PartnershipFindings.Of(solved.Outcome).EfficientBudget;
        int refused = 0;
        foreach (double[] ironing in from first in new[] { 0.0, 1, 2 } from second in new[] { 0.0, 1, 2 } select new[] { first, second })
        {
            PartnershipFindings forged = PartnershipFindings.Of(solved.Outcome with { Efficient = solved.Outcome.Efficient! with { Ironing = ironing, Ties = [] } });
            Assert.True(forged.EfficientBudget <= most + 1e-7);
            Assert.True(forged.EfficientFlaw.Length > 0 || forged.EfficientBudget >= most - 2e-3, $"{string.Join(' ', ironing)}: {forged.EfficientBudget} of {most}");
            refused += forged.EfficientFlaw.Length > 0 ? 1 : 0;
        }

        Assert.InRange(refused, 1, 8);
    }

    [Fact]
    public void Random_partnerships_with_atoms_are_verified_as_solved()
    {
        var random = new Random(11);
        int answered = 0;
        for (int number = 0; number < 40; number++)
        {
            int count = 2 + (number % 3);
            int[] parts = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 4))];
            parts[0] += 1;
            string Type() => string.Join(", ", Enumerable.Range(0, 5).OrderBy(_ => random.Next()).Take(3).Select(value => $"{value}: 1/3"));
            PartnershipProblem problem = Read("agents:\n" + string.Concat(parts.Select((part, i) =>
                $"  a{i}: {{ share: {part}/{parts.Sum()}, weight: {(i == 0 ? 3 : random.Next(0, 4))}/3, type: {{ discrete: {{ {Type()} }} }} }}\n")));
            Case solved = Solve(problem);
            answered += solved.Answer.Result.IsAnswered ? 1 : 0;

            Assert.Empty(solved.Answer.Result.Flaws);
            Assert.Empty(Games.Verify(problem, solved.Bytes).Findings);
        }

        Assert.InRange(answered, 30, 40);
    }

    /// <summary>What nobody would write: changed places of the result, their new values, and what is said about it.</summary>
    [Theory]
    [InlineData("certificate.bound.multiplier", "0.5", "bound: the multiplier is not a number from 1")]
    [InlineData("certificate.bound.multiplier", "-1", "bound: the multiplier is not a number from 1")]
    [InlineData("certificate.bound.multiplier", "1e300", "bound: the multiplier is not a number from 1")]
    [InlineData("certificate.bound.multiplier", "1e8", "multiplier: ")]
    [InlineData("certificate.bound.multiplier", "\"1\"", "expected a number")]
    [InlineData("certificate.bound.ironing.ana", "1e300", "")]
    [InlineData("certificate.bound.ironing.ana", "-1e300", "")]
    [InlineData("certificate.bound.ironing", "{}", "the key 'ana' is missing")]
    [InlineData("certificate.bound.ironing", "[0, 0]", "expected a map")]
    [InlineData("certificate.rules.0.multiplier", "0.5", "rules[0]: the multiplier is not a number from 1")]
    [InlineData("certificate.rules.0.multiplier", "1e9", "")]
    [InlineData("certificate.rules.0.ironing.ben", "1e300", "")]
    [InlineData("certificate.rules.0.ironing.ben", "-1e300", "")]
    [InlineData("certificate.rules.0.probability", "0.5", "rules: their probabilities do not sum to 1")]
    [InlineData("certificate.rules.0.probability", "0", "rules[0]: the probability is not in (0, 1]")]
    [InlineData("certificate.rules.0.probability", "-1", "rules[0]: the probability is not in (0, 1]")]
    [InlineData("certificate.rules", "[]", "")]
    [InlineData("certificate.rules", "{}", "expected a list")]
    [InlineData("certificate.rules.0.ties", "[{\"level\": 1e300, \"hierarchies\": [{\"order\": [\"ana\", \"ben\"], \"probability\": 1}]}]", "tieBreaking")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"ana\"], \"probability\": 1}]}]", "rules[0]: an order does not name every partner once")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\"], \"probability\": 1}]}]", "rules[0]: an order does not name every partner once")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"zoe\"], \"probability\": 1}]}]", "'zoe' is not an agent")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"ben\"], \"probability\": 0.5}]}]", "rules[0]: the probabilities of orders are negative or do not sum to 1")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"ben\"], \"probability\": 2}, {\"order\": [\"ben\", \"ana\"], \"probability\": -1}]}]", "rules[0]: the probabilities of orders are negative or do not sum to 1")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": []}]", "rules[0]: the probabilities of orders are negative or do not sum to 1")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"ana (buyer)\", \"ben\"], \"probability\": 1}]}]", "rules[0]: an order puts a partner's buyers behind the partner")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana (seller)\", \"ana\", \"ben\"], \"probability\": 1}]}]", "rules[0]: an order puts a partner's buyers behind the partner, or the partner behind its sellers")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana (seller)\", \"ben\"], \"probability\": 1}]}]", "rules[0]: an order does not name every partner once")]
    [InlineData("certificate.rules.0.ties", "[{\"hierarchies\": [{\"order\": [\"ana\", \"ana (seller)\", \"ana (seller)\", \"ben\"], \"probability\": 1}]}]", "rules[0]: an order does not name every partner once")]
    [InlineData("certificate.efficient.probability", "0.5", "efficient: the probability is not 1")]
    [InlineData("certificate.efficient.multiplier", "1.5", "efficient: the multiplier is not 1")]
    [InlineData("agents.ana.interim.0.type", "-1", "-1 lies outside the support [0, 1]")]
    [InlineData("agents.ana.interim.0.type", "1e300", "lies outside the support [0, 1]")]
    [InlineData("agents.ana.interim", "{}", "expected a list")]
    [InlineData("agents", "{}", "the key 'ana' is missing")]
    [InlineData("unanswered", "{\"reason\": \"tired\"}", "")]
    [InlineData("unanswered", "3", "expected a map")]
    [InlineData("seed", "1.5", "1.5 is no seed")]
    [InlineData("seed", "1e300", "1E+300 is no seed")]
    [InlineData("certificate.frontier", "{\"weights\": [], \"shares\": []}", "frontier")]
    [InlineData("certificate.frontier", "{\"weights\": [{\"rules\": []}], \"shares\": []}", "a frontier has at least two points")]
    [InlineData("certificate.frontier", "7", "expected a map")]
    public void Extremes_are_refused_with_a_sentence(string path, string value, string message) => AssertRefused(Solve("regular"), message, (path, value));

    [Fact]
    public void Very_many_orders_rules_and_types_are_refused_without_much_work()
    {
        Case solved = Solve("regular");
        string Ties(int count) => $"[{{\"hierarchies\": [{string.Join(", ", Enumerable.Repeat($"{{\"order\": [\"ana\", \"ben\"], \"probability\": {(1.0 / count).ToString("R", CultureInfo.InvariantCulture)}}}", count))}]}}]";
        string rule = JsonNode.Parse(solved.Bytes)!["certificate"]!["rules"]![0]!.ToJsonString();
        string rules = $"[{string.Join(", ", Enumerable.Repeat(rule.Replace("\"probability\":1", "\"probability\":0.0001", StringComparison.Ordinal), 10_000))}]";
        string types = $"[{string.Join(", ", Enumerable.Repeat("{\"type\": 0.5}", 100_001))}]";

        AssertRefused(solved, "tieBreaking", ("certificate.rules.0.ties", Ties(1000)));
        AssertRefused(solved, "a lottery has more than 10000 orders", ("certificate.rules.0.ties", Ties(10_001)));
        AssertRefused(solved, "rules: there are 10000, and at most 2 are drawn between", ("certificate.rules", rules));
        AssertRefused(solved, "more than 100000 types are listed", ("agents.ana.interim", types));
    }

    [Fact]
    public void A_result_is_refused_for_another_problem()
    {
        Case solved = Solve("regular");
        Assert.Contains("made from another file", Assert.Single(Games.Verify(Read(s_problems["regular"].Body + "\n# a comment\n"), solved.Bytes).Findings));
    }

    /// <summary>A problem, what solves it and the written result.</summary>
    private sealed record Case(PartnershipProblem Problem, PartnershipOutcome Outcome, Frontier? Frontier, PartnershipRequest Request, PartnershipAnswer Answer)
    {
        public byte[] Bytes { get; } = ResultWriter.ToBytes(Answer.Result.Tree);

        /// <summary>The result at other types and with another seed.</summary>
        public ResultMap At(PartnershipRequest request, string engine) => PartnershipResult.Of(Problem, Outcome, request, engine, Frontier).Result.Tree;
    }

    private static PartnershipProblem Read(string body) =>
        Assert.IsType<PartnershipProblem>(ProblemReader.Read(ProblemSource.FromText("parley: 1\nkind: partnership\n" + body)));

    private static Case Solve(string name) => Solve(Read(s_problems[name].Body), s_problems[name].Frontier);

    private static Case Solve(PartnershipProblem problem, int points = 0, bool hasAuction = false)
    {
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(problem.Partnership);
        Frontier? frontier = points > 0 ? FrontierSearch.Solve(problem.Partnership, points) : null;
        var request = new PartnershipRequest(PartnershipRequest.Equidistant(problem.Partnership, 2), Seed: 1, hasAuction, FrontierPoints: points);
        return new Case(problem, outcome, frontier, request, PartnershipResult.Of(problem, outcome, request, Engine, frontier));
    }

    private static void AssertNotCertified(Case solved, PartnershipOutcome forged, string broken)
    {
        PartnershipAnswer answer = PartnershipResult.Of(solved.Problem, forged, solved.Request, Engine);
        Assert.Empty(answer.Result.Flaws);
        Assert.True(answer.Result.IsBroken);
        Assert.Contains(answer.Result.Promises, promise => promise.Name == broken && promise.IsBroken);

        JsonNode result = JsonNode.Parse(solved.Bytes)!;
        result["certificate"] = JsonNode.Parse(ResultWriter.ToBytes(answer.Result.Tree))!["certificate"]!.DeepClone();
        Assert.NotEmpty(Games.Verify(solved.Problem, Encoding.UTF8.GetBytes(result.ToJsonString())).Findings);
    }

    private static void AssertRefused(Case solved, string message, params (string Path, string Value)[] changes)
    {
        JsonNode result = JsonNode.Parse(solved.Bytes)!;
        foreach (var (path, value) in changes)
        {
            string[] steps = path.Split('.');
            JsonNode at = steps[..^1].Aggregate(result, (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
            at[steps[^1]] = JsonNode.Parse(value);
        }

        Verification verification = Games.Verify(solved.Problem, Encoding.UTF8.GetBytes(result.ToJsonString()));

        Assert.NotEmpty(verification.Findings);
        Assert.Contains(message, string.Join('\n', verification.Findings));
    }

    /// <summary>What is wrong with how a change is received; null where it is refused, or rightly accepted.</summary>
    private static string? Slip(Case solved, Tampered tampered)
    {
        try
        {
            return Games.Verify(solved.Problem, tampered.Bytes).IsTrue && !MayDiffer(solved, tampered) ? $"accepted: {tampered.Where}" : null;
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
    /// What a solver says it tried cannot be recomputed. Other multipliers, ironing parameters and orders may prove the same
    /// numbers, and then all that the result states is still true. Engine, seed and listed types are questions: another
    /// question must have the true answer to it.
    /// </summary>
    private static bool MayDiffer(Case solved, Tampered tampered)
    {
        if (tampered.Where.StartsWith("unanswered.reason:", StringComparison.Ordinal) || Evidence().IsMatch(tampered.Where))
        {
            return true;
        }

        if (!Question().IsMatch(tampered.Where))
        {
            return false;
        }

        JsonNode result = tampered.Make();
        IReadOnlyList<double>[] types = [.. solved.Problem.Partnership.Agents.Select(agent => (IReadOnlyList<double>)[.. result["agents"]?[agent.Name]!["interim"]!.AsArray().Select(entry => (double)entry!["type"]!) ?? []])];
        var request = new PartnershipRequest(types, (int)((double?)result["seed"] ?? 0));
        RecordedResult recorded = ResultReader.Read(ProblemSource.FromBytes(tampered.Bytes, "result.json"));
        return ResultComparison.Differences(recorded.Root, solved.At(request, (string)result["engine"]!)).Count == 0;
    }

    [GeneratedRegex(@"^certificate\.(frontier\.(weights|shares)\.\d+\.)?(bound|rules\.\d+|efficient)\.((multiplier|ironing)\b.*became|ties\b)")]
    private static partial Regex Evidence();

    [GeneratedRegex(@"^doubleAuction\..*\d became ")]
    private static partial Regex AuctionNumber();

    [GeneratedRegex(@"^(engine:|seed:|agents\.[^.]+\.interim)")]
    private static partial Regex Question();
}
