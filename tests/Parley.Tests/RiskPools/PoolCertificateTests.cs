using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;
using Parley.Tests.Coalitions;

namespace Parley.Tests.RiskPools;

/// <summary>What <c>verify</c> accepts and refuses of pools: every result as solved, and no result with anything changed.</summary>
public sealed class PoolCertificateTests
{
    private const string Members = """
        scenarios: { probabilities: [1/2, 1/4, 1/8, 1/8] }
        members:
          ana: { position: [0, -10, -10, 4], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10, 1], utility: { entropic: 1/10 }, beliefs: { prior: [0.4, 0.3, 0.2, 0.1] } }
          cem: { position: [1, 0, 0, 0], utility: { entropic: 1/3 } }

        """;

    private const string Doubtful = """
        scenarios: { probabilities: [1/2, 1/4, 1/4] }
        beliefs: { contamination: 1/10 }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10], utility: { entropic: 1/10 }, beliefs: { contamination: 1/5, centre: [0.4, 0.3, 0.3] } }
          cem: { position: [0, 0, 0], utility: { entropic: 1/3 } }

        """;

    private const string Mixed = """
        scenarios: { probabilities: [1/2, 1/4, 1/4] }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 }, beliefs: { totalVariation: 1/10 } }
          ben: { position: [0, 0, -10], utility: { expectedShortfall: 1/10 } }
          cem: { position: [-3, 0, 0], utility: { entropic: 1/3 }, beliefs: { entropy: 0.05 } }

        """;

    private const string Bettors = """
        scenarios: { count: 2 }
        members:
          ana: { position: [0, 0], utility: { expected: true }, beliefs: { prior: [0.6, 0.4] } }
          ben: { position: [0, 0], utility: { expected: true }, beliefs: { prior: [0.4, 0.6] } }

        """;

    private static readonly Dictionary<string, string> s_problems = new()
    {
        ["levels"] = Members,
        ["caps"] = Doubtful,
        ["written down"] = Mixed,
        ["comonotone"] = Mixed + "menu: comonotone\n",
        ["shares"] = Members + "menu: proportional\n",
        ["mixed shares"] = Mixed + "menu: proportional\n",
        ["unrestricted"] = Members + "menu: unrestricted\n",
        ["unbounded"] = Bettors + "menu: unrestricted\n",
        ["list"] = Bettors + """
            menu: { allocations: [{ ana: [1, -1], ben: [-1, 1] }, { ana: [0, 0], ben: [0, 0] }, { ana: [-1, 1], ben: [1, -1] }], weights: [1/3, 1/3, 1/3] }

            """,
    };

    public static TheoryData<string> Names => [.. s_problems.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_is_verified_as_solved(string name)
    {
        (RiskPoolProblem problem, PoolAnswer answer, byte[] bytes) = Solve(name);
        Assert.Empty(answer.Result.Flaws);
        Assert.Equal(name != "unbounded", answer.Result.IsAnswered);
        Assert.Equal(name == "unbounded", answer.Findings!.IsUnbounded);

        Verification verification = Games.Verify(problem, bytes);

        Assert.Empty(verification.Findings);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_is_refused_with_anything_changed(string name)
    {
        (RiskPoolProblem problem, _, byte[] bytes) = Solve(name);
        Tampered[] changes = [.. Tampering.All(bytes, isExact: false)];

        string[] slips = [.. changes.AsParallel().AsOrdered().Where(change => !IsRepeated(change.Where) && !IsSame(bytes, change.Bytes) && IsAccepted(problem, change.Bytes)).Select(change => change.Where)];

        Assert.True(slips.Length == 0, $"{slips.Length} of {changes.Length} changes slipped through:\n{string.Join("\n", slips.Take(50))}");
        Assert.InRange(changes.Length, 100, int.MaxValue);
    }

    [Fact]
    public void Levels_that_are_a_little_off_prove_less()
    {
        RiskPool pool = EntropicPools.Random(8, 5, 8, isDoubtful: false);
        var filling = (WaterFilling)WelfareMaximum.Solve(pool).Evidence!;
        PoolFindings right = PoolFindings.Of(new PoolOutcome(pool, "", filling));
        for (int i = 0; i < filling.Levels.Count; i++)
        {
            double[] levels = [.. filling.Levels];
            levels[i] += 1e-3 * right.Scale;
            PoolFindings off = PoolFindings.Of(new PoolOutcome(pool, "", filling with { Levels = levels }));
            Assert.True(off.Bounds!.Welfare <= right.UpperBound + right.Tolerance);
            Assert.True(off.UpperBound >= right.Bounds!.Welfare - right.Tolerance);
        }
    }

    [Fact]
    public void Caps_that_leave_no_room_for_the_worst_scenario_are_flawed()
    {
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), [-3, 1], [0.5, 0.5], (new Entropic(1), new Contamination(0.1)), (new Entropic(2), new Contamination(0.1)));
        Assert.NotEmpty(PoolFlaws.Of(new PoolOutcome(pool, "", new WaterFilling([0, 0], [1, 1]))));
        Assert.Empty(PoolFlaws.Of(new PoolOutcome(pool, "", new WaterFilling([0, 0], [2, 1]))));
    }

    [Fact]
    public void Evidence_that_does_not_fit_the_pool_is_flawed()
    {
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), [-3, 1], [0.5, 0.5], (new Entropic(1), new SinglePrior()), (new Expected(), new SinglePrior()));
        double none = double.PositiveInfinity;
        PoolEvidence[] flawed =
        [
            new WaterFilling([0, 0], [none, none]), new WaterFilling([0], [none]), new Shares([0.5, 0.5]), new Choice(0),
            new WrittenDown(new Allocation(2, 3), [[1, 0], [1, 0]], [[1, 0], [1, 0]]), new WrittenDown(new Allocation(2, 2), [[1, 0], [1, 0]], [[2, -1], [1, 0]]),
            new UnboundedBets(new Allocation(2, 2)), new MixedShares([0.5, 0.6], [new(0, 0, 1), new(0, 0, 1)]),
        ];
        Assert.All(flawed, evidence => Assert.NotEmpty(PoolFlaws.Of(new PoolOutcome(pool, "", evidence))));
    }

    [Fact]
    public void A_bet_that_pleases_nobody_is_no_proof()
    {
        RiskPool pool = MenuPools.Of(new UnrestrictedMenu(), [0, 0], [0.5, 0.5], (new Expected(), new SinglePrior()), (new Expected(), new SinglePrior()));
        var bet = new Allocation(2, 2);
        (bet[0][0], bet[0][1], bet[1][0], bet[1][1]) = (1, -1, -1, 1);
        Assert.False(PoolFindings.Of(new PoolOutcome(pool, "", new UnboundedBets(bet))).IsUnbounded);
        (bet[0][0], bet[1][0]) = (2, -1);
        Assert.False(PoolFindings.Of(new PoolOutcome(pool, "", new UnboundedBets(bet))).IsUnbounded);
    }

    /// <summary>True where a swap exchanged what is equal but for rounding.</summary>
    private static bool IsSame(byte[] first, byte[] second) => IsSame(JsonNode.Parse(first), JsonNode.Parse(second));

    private static bool IsSame(JsonNode? first, JsonNode? second) => (first, second) switch
    {
        (JsonObject left, JsonObject right) => left.Count == right.Count && left.All(entry => right.TryGetPropertyValue(entry.Key, out JsonNode? other) && IsSame(entry.Value, other)),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number =>
            Math.Abs((double)left - (double)right) <= 1e-9,
        _ => JsonNode.DeepEquals(first, second),
    };

    private static bool IsAccepted(RiskPoolProblem problem, byte[] result)
    {
        try
        {
            return Games.Verify(problem, result).IsTrue;
        }
        catch (ProblemFileException)
        {
            return false; // no result at all
        }
    }

    /// <summary>Named by the solver and repeated by the checker: the version, the method and the reason for no answer.</summary>
    private static bool IsRepeated(string where) => where.StartsWith("engine", StringComparison.Ordinal) || where.StartsWith("method", StringComparison.Ordinal)
        || where.StartsWith("unanswered", StringComparison.Ordinal);

    private static (RiskPoolProblem Problem, PoolAnswer Answer, byte[] Bytes) Solve(string name)
    {
        var problem = (RiskPoolProblem)ProblemReader.Read(ProblemSource.FromText("parley: 1\nkind: risk-pool\naverage: none\n" + s_problems[name]));
        PoolAnswer answer = PoolResult.Of(problem, WelfareMaximum.Solve(problem.Pool), new PoolRequest(), "test");
        return (problem, answer, ResultWriter.ToBytes(answer.Result.Tree));
    }
}
