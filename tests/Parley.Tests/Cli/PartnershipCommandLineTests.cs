using System.Text.Json.Nodes;
using Parley.Files;

namespace Parley.Tests.Cli;

/// <summary>Partnerships on the command line: options, exit codes, and what goes to which pipe.</summary>
public sealed class PartnershipCommandLineTests(ParleyProcess parley) : IClassFixture<ParleyProcess>
{
    private const string Two = """
        parley: 1
        kind: partnership
        title: Two halves
        agents:
          ana: { share: 1/2, type: { uniform: [0, 1] } }
          ben: { share: 1/2, weight: 1/2, type: { uniform: [0, 2] } }
        reports: { ana: 0.25, ben: 0.75 }
        """;

    private const string Three = """
        parley: 1
        kind: partnership
        agents:
          ana: { share: 1/3, type: { uniform: [0, 1] } }
          ben: { share: 1/3, type: { uniform: [0, 1] } }
          cem: { share: 1/3, type: { discrete: { 0: 1/2, 1: 1/2 } } }
        """;

    [Fact]
    public void Solve_prints_a_report_or_json_and_verify_accepts_it_and_refuses_a_change()
    {
        string problem = parley.Write("two.yaml", Two);
        string path = Path.Combine(parley.Folder, "two.json");
        Run shown = parley.Run("solve", problem, "--out", path);
        Run json = parley.RunWith(Two, "solve", "-", "--json");

        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.StartsWith("Two halves\n", shown.Output);
        Assert.DoesNotContain('\u001b', shown.Output);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        Assert.Equal(File.ReadAllText(path), json.Output);
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal(["parley", "kind", "title", "problem", "engine", "seed"], result.AsObject().Select(entry => entry.Key).Take(6));
        Assert.Equal("within", (string)result["guarantee"]!["overall"]!);
        Assert.All(result["agents"]!.AsObject(), agent => Assert.Equal(11, agent.Value!["interim"]!.AsArray().Count));

        Run verified = parley.RunWith(Two, "verify", "-", path);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.StartsWith("true: ", verified.Output);
        result["budget"] = 0.5;
        Run refused = parley.Run("verify", problem, parley.Write("forged.json", result.ToJsonString()));
        Assert.Equal((1, ""), (refused.ExitCode, refused.Error));
        Assert.StartsWith("false: ", refused.Output);
        Assert.Contains("budget", refused.Output);
    }

    [Fact]
    public void Points_and_at_choose_the_types_that_are_listed()
    {
        double[] Types(string agent, params string[] options)
        {
            Run run = parley.RunWith(Two, ["solve", "-", "--json", .. options]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return [.. JsonNode.Parse(run.Output)!["agents"]![agent]!["interim"]!.AsArray().Select(entry => (double)entry!["type"]!)];
        }

        Assert.Equal([0, 1, 2], Types("ben", "--points", "3"));
        Assert.Equal([0.3, 0.5, 0.7], Types("ana", "--at", "ana=0.7,0.3", "--at", "ana=1/2", "--at", "ben=2"));
        Assert.Equal([0, 0.25, 1], Types("ana", "--points", "2", "--at", "ana=1/4"));
    }

    [Theory]
    [InlineData("two", "--points 1: give a whole number from 2 to 10000", "--points", "1")]
    [InlineData("two", "--points few: give a whole number from 2 to 10000", "--points", "few")]
    [InlineData("two", "--points 10001: give a whole number from 2 to 10000", "--points", "10001")]
    [InlineData("two", "--at ana: write an agent and values, such as --at ana=0.3,0.7", "--at", "ana")]
    [InlineData("two", "--at bem=1: no agent is named 'bem'. Did you mean 'ben'?", "--at", "bem=1")]
    [InlineData("two", "--at ana=2: ana's values lie between 0 and 1", "--at", "ben=1", "--at", "ana=2")]
    [InlineData("two", "--at ana=x: 'x' is not a number; write numbers such as 0.3 or 1/3", "--at", "ana=x")]
    [InlineData("two", "--frontier 1: give a whole number from 2 to 10000", "--frontier", "1")]
    [InlineData("two", "--frontier wide: give a whole number from 2 to 10000", "--frontier", "wide")]
    [InlineData("two", "--concept is for coalitions; a partnership has one rule", "--concept", "shapley")]
    [InlineData("three", "--frontier: this works for two agents, and the problem has 3", "--frontier", "5")]
    [InlineData("three", "--double-auction: this works for two agents, and the problem has 3", "--double-auction")]
    [InlineData("three", "--at cem=0.5: cem's values lie at the listed ones only", "--at", "cem=0.5")]
    [InlineData("broker", "--points is for partnerships; the problem's kind is coalition", "--points", "3")]
    [InlineData("broker", "--frontier is for partnerships; the problem's kind is coalition", "--frontier", "3")]
    public void Bad_options_end_with_2_and_nothing_on_standard_output(string problem, string error, params string[] options)
    {
        string text = problem switch { "two" => Two, "three" => Three, _ => File.ReadAllText(Repository.Example(problem)) };
        Run run = parley.RunWith(text, ["solve", "-", .. options]);

        Assert.Contains(error, run.Error);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public void A_bad_file_is_shown_with_file_line_column_and_mend()
    {
        Run run = parley.RunWith(Two.Replace("share: 1/2, weight", "share: 2/5, weight", StringComparison.Ordinal), "solve", "-");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("standard input:6:17: agents.ben.share: the shares sum to 0.9, not 1. Make them sum to exactly 1", run.Error);
    }

    [Fact]
    public void A_frontier_is_solved_and_verified()
    {
        string problem = parley.Write("frontier.yaml", Two);
        Run run = parley.Run("solve", problem, "--frontier", "3", "--json");

        Assert.Equal(0, run.ExitCode);
        JsonNode frontier = JsonNode.Parse(run.Output)!["frontier"]!;
        Assert.Equal((3, 3), (frontier["weights"]!.AsArray().Count, frontier["shares"]!.AsArray().Count));
        Assert.Equal(0, parley.Run("verify", problem, parley.Write("frontier.json", run.Output)).ExitCode);
    }

    [Theory]
    [InlineData("0.000001")]
    [InlineData("0.05", "--frontier", "40")]
    [InlineData("0.5", "--frontier", "400")]
    public void A_time_limit_gives_bounds_with_3_or_everything_with_0(string seconds, params string[] options)
    {
        string problem = parley.Write("limited.yaml", Two);
        Run run = parley.Run(["solve", problem, "--json", "--time-limit", seconds, .. options]);

        Assert.Contains(run.ExitCode, new[] { 0, 3 });
        Assert.DoesNotContain("   at ", run.Error);
        JsonNode result = JsonNode.Parse(run.Output)!;
        bool isComplete = result["objective"] is not null && (options.Length == 0 || result["frontier"] is not null);
        Assert.Equal(isComplete, run.ExitCode == 0);
        Assert.Equal(result["objective"] is null, (string?)result["unanswered"]?["reason"] is not null);
        Assert.Equal(0, parley.Run("verify", problem, parley.Write("limited.json", run.Output)).ExitCode);
    }

    [Fact]
    public void Outside_options_that_nobody_can_pay_end_with_3_and_the_shortfall()
    {
        string problem = parley.Write("dear.yaml", Two + "\noutside: { ana: 3, ben: 3 }\n");
        Run run = parley.Run("solve", problem, "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.True((double)JsonNode.Parse(run.Output)!["unanswered"]!["shortfall"]! > 3);
        Assert.Equal(0, parley.Run("verify", problem, parley.Write("dear.json", run.Output)).ExitCode);
    }

    [Fact]
    public void The_schema_is_printed_by_its_name()
    {
        Run run = parley.Run("schema", "partnership");
        Assert.Equal((0, ProblemSchema.Of("partnership"), ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Verify_works_without_the_engines()
    {
        using var bare = new ParleyProcess();
        string problem = bare.Write("bare.yaml", Two);
        string json = bare.Run("solve", problem, "--frontier", "2", "--json").Output;
        bare.Delete("Parley.Engines.dll");

        Run verified = bare.Run("verify", problem, bare.Write("bare.json", json));
        Run solved = bare.Run("solve", problem);

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.NotEqual(0, solved.ExitCode);
        Assert.Equal("", solved.Output);
        Assert.Contains("Parley.Engines", solved.Error);
        Assert.DoesNotContain("   at ", solved.Error);
    }
}
