using System.Text.Json.Nodes;

namespace Parley.Tests.Cli;

/// <summary>Risk pools on the command line: options, exit codes, files, and what goes to which pipe.</summary>
public sealed class PoolCommandLineTests(ParleyProcess parley) : IClassFixture<ParleyProcess>
{
    private const string Farmers = """
        parley: 1
        kind: risk-pool
        title: Three farmers
        scenarios: { probabilities: [1/2, 1/4, 1/4] }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10], utility: { entropic: 1/10 }, beliefs: { prior: [0.4, 0.3, 0.3] } }
          cem: { position: [0, 0, 0], utility: { entropic: 1/3 } }
        average: none
        """;

    private const string Bettors = """
        parley: 1
        kind: risk-pool
        scenarios: { count: 2 }
        members:
          ana: { position: [0, 0], utility: { expected: true }, beliefs: { prior: [0.6, 0.4] } }
          ben: { position: [0, 0], utility: { expected: true }, beliefs: { prior: [0.4, 0.6] } }
        menu: unrestricted
        average: none
        """;

    [Fact]
    public void Solve_prints_a_report_or_json_and_verify_accepts_it_and_refuses_a_change()
    {
        string problem = parley.Write("farmers.yaml", Farmers);
        string path = Path.Combine(parley.Folder, "farmers.json");
        Run shown = parley.Run("solve", problem, "--out", path);
        Run json = parley.RunWith(Farmers, "solve", "-", "--json");

        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        Assert.StartsWith("Three farmers\nrisk pool", shown.Output);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal("within", (string)result["guarantee"]!["overall"]!);
        Assert.InRange((double)result["relativeGap"]!, 0, 1e-10);
        Assert.True((bool)result["members"]!["cem"]!["staysOut"]!);
        Assert.Equal(-(double)result["members"]!["cem"]!["utility"]!, (double)result["members"]!["cem"]!["shortfall"]!, 1e-9);
        Assert.Equal(3, result["allocation"]!["ana"]!.AsArray().Count);

        Run verified = parley.Run("verify", problem, path);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        result["welfare"] = -1;
        Run refused = parley.Run("verify", problem, parley.Write("forged.json", result.ToJsonString()));
        Assert.Equal((1, ""), (refused.ExitCode, refused.Error));
        Assert.Contains("welfare", refused.Output);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("npy")]
    public void The_allocation_goes_to_a_file_that_can_be_read_as_positions(string extension)
    {
        string problem = parley.Write("farmers.yaml", Farmers);
        string file = Path.Combine(parley.Folder, "allocation." + extension);
        string path = Path.Combine(parley.Folder, "with-file.json");
        Run solved = parley.Run("solve", problem, "--allocation", file, "--out", path);
        Assert.Equal((0, ""), (solved.ExitCode, solved.Error));
        Assert.Equal(file, (string)JsonNode.Parse(File.ReadAllText(path))!["allocation"]!["file"]!);
        Assert.Equal(0, parley.Run("verify", problem, path).ExitCode);

        string again = parley.Write("again.yaml", $$"""
            parley: 1
            kind: risk-pool
            scenarios: { probabilities: [1/2, 1/4, 1/4] }
            members:
              ana: { utility: { entropic: 1/5 } }
              ben: { utility: { entropic: 1/10 }, beliefs: { prior: [0.4, 0.3, 0.3] } }
              cem: { utility: { entropic: 1/3 } }
            positions: { file: allocation.{{extension}} }
            average: none
            """);
        JsonNode result = JsonNode.Parse(parley.Run("solve", again, "--json").Output)!;
        JsonNode first = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal((double)first["welfare"]!, (double)result["welfare"]!, 1e-9);
        Assert.Equal((double)first["welfare"]!, result["members"]!.AsObject().Sum(member => (double)member.Value!["standAlone"]!), 1e-9);
    }

    [Fact]
    public void Bets_without_limit_are_no_solution_and_say_so()
    {
        Run solved = parley.RunWith(Bettors, "solve", "-", "--json");
        Assert.Equal((3, ""), (solved.ExitCode, solved.Error));
        JsonNode result = JsonNode.Parse(solved.Output)!;
        Assert.True((bool)result["unbounded"]!);
        Assert.Contains("no upper bound", (string)result["unanswered"]!["reason"]!);
        Assert.Equal("not-established", (string)result["guarantee"]!["overall"]!);
    }

    [Theory]
    [InlineData("--concept", "nash", "--concept is for coalitions")]
    [InlineData("--points", "5", "--points is for partnerships")]
    [InlineData("--allocation", "parts.txt", ".npy or .csv")]
    public void Options_that_do_not_fit_are_refused(string option, string value, string message)
    {
        Run refused = parley.RunWith(Farmers, "solve", "-", option, value);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(message, refused.Error);
    }

    [Fact]
    public void Allocations_are_for_pools()
    {
        Run refused = parley.Run("solve", Path.Combine(Repository.Root, "examples", "broker.yaml"), "--allocation", "parts.csv");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("--allocation is for risk pools", refused.Error);
    }
}
