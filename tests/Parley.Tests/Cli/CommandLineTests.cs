using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Parley.Tests.Cli;

/// <summary>The command line as scripts and people meet it: a process with arguments, pipes and an exit code.</summary>
public sealed class CommandLineTests(ParleyProcess parley) : IClassFixture<ParleyProcess>
{
    private static string Broker => Repository.Example("broker");

    [Fact]
    public void Solve_prints_plain_text_in_a_pipe()
    {
        Run run = parley.Run("solve", Broker);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.StartsWith("Bilateral trade with a broker\n", run.Output);
    }

    /// <summary>
    /// Verified output: to accept a change that is meant, run with PARLEY_ACCEPT=1 and read the difference.
    /// </summary>
    [Fact]
    public void Solve_prints_the_broker_as_in_the_verified_text()
    {
        string path = Path.Combine(Repository.Root, "tests", "Parley.Tests", "Cli", "solve-broker.txt");
        string output = parley.Run("solve", Broker).Output;
        if (Environment.GetEnvironmentVariable("PARLEY_ACCEPT") == "1")
        {
            File.WriteAllText(path, output);
        }

        Assert.Equal(File.ReadAllText(path), output);
    }

    [Fact]
    public void Solve_json_prints_the_result_and_nothing_else()
    {
        Run run = parley.Run("solve", Broker, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonNode result = JsonNode.Parse(run.Output)!;
        Assert.Equal("38", (string)result["exact"]!["value"]!["seller"]!);
        Assert.Equal(38, (double)result["value"]!["seller"]!);
        Assert.Equal("exact", (string)result["guarantee"]!["overall"]!);
    }

    [Fact]
    public void Solve_out_writes_the_same_bytes_as_json_prints_and_still_shows_the_report()
    {
        string path = Path.Combine(parley.Folder, "out.json");
        Run shown = parley.Run("solve", Broker, "--out", path);
        Run silent = parley.Run("solve", Broker, "--json");

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("Who gets what", shown.Output);
        Assert.Equal(silent.Output, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("neutral-procedural", 0)]
    [InlineData("random-dictatorship", 0)]
    [InlineData("shapley", 0)]
    public void Solve_takes_each_concept(string concept, int exitCode)
    {
        Run run = parley.Run("solve", Repository.Example("two-person-trade"), "--concept", concept, "--json");

        Assert.Equal(exitCode, run.ExitCode);
        JsonNode result = JsonNode.Parse(run.Output)!;
        Assert.Equal((concept, "5"), ((string)result["concept"]!, (string)result["exact"]!["value"]!["buyer"]!));
    }

    [Fact]
    public void A_dash_is_standard_input()
    {
        string text = File.ReadAllText(Broker);
        Run solved = parley.RunWith(text, "solve", "-", "--json");

        Assert.Equal((0, ""), (solved.ExitCode, solved.Error));
        Assert.Equal(parley.Run("solve", Broker, "--json").Output, solved.Output);
        string result = parley.Write("piped.json", solved.Output);
        Assert.Equal(0, parley.RunWith(text, "verify", "-", result).ExitCode);
        Assert.Equal(0, parley.RunWith(solved.Output, "verify", Broker, "-").ExitCode);
    }

    [Fact]
    public void A_table_of_many_types_is_not_cut_in_a_pipe()
    {
        string types = string.Join(", ", Enumerable.Range(10, 40).Select(type => $"rather-long-type-{type}: 1/40"));
        string problem = $"parley: 1\nkind: coalition\nplayers: {{ a: {{ types: {{ {types} }} }}, b: {{}} }}\ndecisions: [{{ coalition: [a, b], name: x, payoffs: {{ a: 1, b: 2 }} }}]\n";

        Run run = parley.RunWith(problem, "solve", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("a rather-long-type-49", run.Output);
        Assert.DoesNotContain("…", run.Output);
    }

    [Fact]
    public void Verify_accepts_what_solve_wrote_and_refuses_a_change()
    {
        string json = parley.Run("solve", Broker, "--json").Output;
        Run accepted = parley.Run("verify", Broker, parley.Write("true.json", json));
        Run refused = parley.Run("verify", Broker, parley.Write("false.json", json.Replace("\"38\"", "\"39\"", StringComparison.Ordinal)));

        Assert.Equal((0, ""), (accepted.ExitCode, accepted.Error));
        Assert.StartsWith("true: ", accepted.Output);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Error));
        Assert.StartsWith("false: ", refused.Output);
        Assert.Contains("value.seller", refused.Output);
    }

    [Fact]
    public void Verify_refuses_another_problem_and_what_is_no_result()
    {
        string json = parley.Run("solve", Broker, "--json").Output;
        Run other = parley.Run("verify", Repository.Example("used-good"), parley.Write("other.json", json));
        Run none = parley.Run("verify", Broker, Broker);
        Run missing = parley.Run("verify", Broker, "missing.json");

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("made from another file", other.Output);
        AssertRefused(none, "broker.yaml:1:1: ");
        AssertRefused(missing, "missing.json: there is no such file");
    }

    [Theory]
    [InlineData("Required argument 'FILE'", "solve")]
    [InlineData("Required command", "")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("--frob", "solve", "examples/broker.yaml", "--frob")]
    [InlineData("abc", "solve", "examples/broker.yaml", "--time-limit", "abc")]
    [InlineData("--time-limit 0: give a number of seconds above 0 and at most a week", "solve", "examples/broker.yaml", "--time-limit", "0")]
    [InlineData("--time-limit -1", "solve", "examples/broker.yaml", "--time-limit", "-1")]
    [InlineData("--time-limit NaN", "solve", "examples/broker.yaml", "--time-limit", "NaN")]
    [InlineData("--time-limit 1,5: give a number of seconds", "solve", "examples/broker.yaml", "--time-limit", "1,5")]
    [InlineData("--out: an empty name is no file", "solve", "examples/broker.yaml", "--out", " ")]
    [InlineData("--time-limit 1000000", "solve", "examples/broker.yaml", "--time-limit", "1000000")]
    [InlineData("--concept shaply: unknown. Did you mean 'shapley'?", "solve", "examples/broker.yaml", "--concept", "shaply")]
    [InlineData("--concept foo: unknown. The concepts of coalition problems are neutral-procedural, random-dictatorship, shapley", "solve", "examples/broker.yaml", "--concept", "foo")]
    [InlineData("buyer has several types", "solve", "examples/broker.yaml", "--concept", "shapley")]
    [InlineData("nowhere.yaml: there is no such file", "solve", "nowhere.yaml")]
    [InlineData("examples: this is a folder, not a file", "solve", "examples")]
    [InlineData("no example is named 'brokr'. Did you mean 'broker'?", "examples", "brokr")]
    [InlineData("Required argument 'RESULT'", "verify", "examples/broker.yaml")]
    public void Bad_arguments_end_with_2_and_nothing_on_standard_output(string error, params string[] arguments) =>
        AssertRefused(parley.Run([.. arguments.Where(argument => argument.Length > 0)]), error);

    [Fact]
    public void A_bad_file_is_shown_with_file_line_column_and_mend()
    {
        string text = File.ReadAllText(Broker).Replace("probability: 4/5", "probability: 3/5", StringComparison.Ordinal);
        Run run = parley.RunWith(text, "solve", "-");

        AssertRefused(run, "standard input:7:20: players.buyer.types: the probabilities of buyer's types sum to 0.8, not 1.");
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(lines[1].IndexOf("{ weak", StringComparison.Ordinal), lines[2].IndexOf('^'));
    }

    [Fact]
    public void A_file_that_cannot_be_written_ends_with_2_and_nothing_on_standard_output()
    {
        AssertRefused(parley.Run("solve", Broker, "--out", Path.Combine(parley.Folder, "no", "such", "folder.json")), "there is no folder");
        AssertRefused(parley.Run("solve", Broker, "--out", parley.Folder), "denied");
        AssertRefused(parley.Run("solve", Broker, "--json", "--out", parley.Folder), "denied");
    }

    [Fact]
    public void Examples_lists_every_example_and_prints_one_as_it_is()
    {
        Run list = parley.Run("examples");

        Assert.Equal((0, ""), (list.ExitCode, list.Error));
        string[] lines = list.Output.TrimEnd().Split('\n');
        Assert.Equal(Repository.ExampleNames, lines.Select(line => line.Split(' ')[0]));
        Assert.All(lines, line => Assert.True(line.Split(' ', 2)[1].Trim().Length > 5, line));
        Run one = parley.Run("examples", "broker");
        Assert.Equal((0, File.ReadAllText(Broker)), (one.ExitCode, one.Output));
    }

    [Fact]
    public void A_time_limit_ends_a_long_search_with_3_and_bounds()
    {
        string problem = parley.Write("large.yaml", LargeGame(11));
        string path = Path.Combine(parley.Folder, "stopped.json");

        Run run = parley.Run("solve", problem, "--time-limit", "0.2", "--out", path);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("No certified answer", run.Output);
        Assert.Contains("the work was stopped", run.Output);
        JsonNode result = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal("not-established", (string)result["guarantee"]!["overall"]!);
        Assert.Equal(11, result["bounds"]!.AsObject().Count);
        Assert.Null(result["value"]);
        Assert.Equal(0, parley.Run("verify", problem, path).ExitCode);
    }

    [Fact]
    public void A_time_limit_that_stops_everything_still_gives_bounds()
    {
        Run run = parley.Run("solve", Broker, "--time-limit", "0.000001", "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Equal(["0", "90"], JsonNode.Parse(run.Output)!["exact"]!["bounds"]!["buyer"]!["weak"]!.AsArray().Select(bound => (string)bound!));
        Run shapley = parley.Run("solve", Repository.Example("gloves"), "--time-limit", "0.000001");
        Assert.Equal((3, ""), (shapley.ExitCode, shapley.Output));
        Assert.StartsWith("parley: no answer: ", shapley.Error);
        Assert.DoesNotContain("   at ", shapley.Error);
    }

    [Fact]
    public async Task An_interruption_ends_with_130_and_what_is_known()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using Process process = parley.Start("solve", parley.Write("interrupted.yaml", LargeGame(11)));
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(700);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        bool ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended)
        {
            process.Kill();
        }

        Assert.True(ended);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("No certified answer", await output);
    }

    [Fact]
    public void Verify_works_without_the_engines_and_solve_says_what_is_missing()
    {
        using var bare = new ParleyProcess();
        Dictionary<string, string> results = new[] { "broker", "gloves" }.ToDictionary(
            name => name, name => bare.Write($"{name}.json", bare.Run("solve", Repository.Example(name), "--json").Output));
        bare.Delete("Parley.Engines.dll");

        foreach (var (name, result) in results)
        {
            Run verified = bare.Run("verify", Repository.Example(name), result);
            Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        }

        string forged = File.ReadAllText(results["broker"]).Replace("\"38\"", "\"39\"", StringComparison.Ordinal);
        Assert.Equal(1, bare.Run("verify", Broker, bare.Write("forged.json", forged)).ExitCode);
        Run solve = bare.Run("solve", Broker);
        Assert.NotEqual(0, solve.ExitCode);
        Assert.Equal("", solve.Output);
        Assert.Contains("Parley.Engines", solve.Error);
        Assert.DoesNotContain("   at ", solve.Error);
    }

    private static void AssertRefused(Run run, string error)
    {
        Assert.Contains(error, run.Error);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("   at ", run.Error);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    /// <summary>Everybody can trade with everybody: hundreds of coalitions with thousands of products.</summary>
    private static string LargeGame(int players)
    {
        string[] names = [.. Enumerable.Range(1, players).Select(k => $"p{k}")];
        IEnumerable<string> decisions =
            from first in Enumerable.Range(0, players)
            from second in Enumerable.Range(first + 1, players - first - 1)
            from winner in new[] { first, second }
            select $"  - {{ coalition: [{names[first]}, {names[second]}], name: for {names[winner]}, payoffs: {{ {names[winner]}: {first + second + 1} }} }}\n";
        return $"parley: 1\nkind: coalition\nplayers: [{string.Join(", ", names)}]\ndecisions:\n{string.Concat(decisions)}";
    }
}
