using System.Text.Json.Nodes;

namespace Parley.Tests.Cli;

/// <summary><c>parley settle</c>: who pays whom, in scenarios of the list and after losses that no scenario foresaw.</summary>
public sealed class SettleCommandLineTests(ParleyProcess parley) : IClassFixture<ParleyProcess>
{
    private const string Farmers = """
        parley: 1
        kind: risk-pool
        title: Three farmers
        scenarios: { probabilities: [1/2, 1/4, 1/4], from: 1990 }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10], utility: { entropic: 1/10 }, beliefs: { prior: [0.4, 0.3, 0.3] } }
          cem: { position: [0, 0, 0], utility: { entropic: 1/3 } }
        average: none

        """;

    [Theory]
    [InlineData("")]
    [InlineData("contract: { split: none }")]
    [InlineData("contract: { split: repaired, unit: 0.25 }")]
    [InlineData("contract: { mostPaid: { ana: 0, cem: 1.3 } }")]
    public void A_scenario_is_settled_to_the_cent(string contract)
    {
        (string problem, string result) = Solved(Farmers + contract);
        JsonNode whole = JsonNode.Parse(File.ReadAllText(result))!;
        double unit = (double)whole["contract"]!["unit"]!;
        for (int scenario = 0; scenario < 3; scenario++)
        {
            Run run = parley.Run("settle", problem, result, "--scenario", $"{1990 + scenario}", "--json");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            JsonNode settlement = JsonNode.Parse(run.Output)!;
            Assert.Equal(1990 + scenario, (int)settlement["settles"]!["scenario"]!);
            double[] receives = [.. settlement["members"]!.AsObject().Select(member => (double)member.Value!["receives"]!)];
            Assert.Equal(0, receives.Sum(amount => Math.Round(amount / unit)));
            foreach (var (name, member) in settlement["members"]!.AsObject())
            {
                double due = (double)member!["part"]! + (double)member["transfer"]! - (double)member["position"]!;
                Assert.Equal(due, (double)member["receives"]!, unit);
                Assert.Equal((double)whole["contract"]!["transfers"]![name]!, (double)member["transfer"]!, 1e-12);
                if (!contract.Contains("mostPaid"))
                {
                    Assert.Equal((double)whole["allocation"]![name]![scenario]!, (double)member["part"]!, 1e-9);
                }
            }

            if (contract.Contains("mostPaid"))
            {
                Assert.InRange(receives[0], 0, 100);
                Assert.InRange(receives[2], -1.3, 100);
            }

            // Who pays whom adds up to what everybody receives.
            double[] net = new double[3];
            foreach (JsonNode? payment in settlement["payments"]!.AsArray())
            {
                net[Index((string)payment!["from"]!)] -= (double)payment["amount"]!;
                net[Index((string)payment["to"]!)] += (double)payment["amount"]!;
            }

            Assert.All(net.Zip(receives), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
            Assert.True(settlement["promises"]!.AsArray().All(promise => (bool)promise!["holds"]!));
        }
    }

    [Fact]
    public void Limits_on_payments_cost_welfare_and_the_result_says_how_much()
    {
        (string problem, string result) = Solved(Farmers + "contract: { split: none, mostPaid: { cem: 1 } }");
        JsonNode contract = JsonNode.Parse(File.ReadAllText(result))!["contract"]!;
        // ana pays nothing in scenario 1991 but receives: cem may only pay 1 in it and in 1992, the others bear the rest in proportion to 5 and 10.
        Assert.Equal(2, (int)contract["limitedScenarios"]!);
        Assert.True((double)contract["costOfLimits"]! > 0);
        Assert.Equal(0, parley.Run("verify", problem, result).ExitCode);
        JsonNode forged = JsonNode.Parse(File.ReadAllText(result))!;
        forged["contract"]!["costOfLimits"] = 0;
        Assert.Equal(1, parley.Run("verify", problem, parley.Write("forged-limits.json", forged.ToJsonString())).ExitCode);
    }

    [Fact]
    public void Real_losses_are_settled_by_the_rule()
    {
        (string problem, string result) = Solved(Farmers);
        string losses = parley.Write("losses.csv", "name,loss\nben,4\nana,0\ncem,1.5\n");
        string positions = parley.Write("positions.csv", "position,name\n-4,ben\n0,ana\n-1.5,cem\n");
        Run run = parley.Run("settle", problem, result, "--losses", losses, "--json");
        Run same = parley.Run("settle", problem, result, "--losses", positions, "--json");
        Run alike = parley.Run("settle", problem, result, "--losses", losses, "--like", "1991", "--json");
        Assert.Equal((0, 0, 0), (run.ExitCode, same.ExitCode, alike.ExitCode));
        Assert.Equal(run.Output.Replace("losses.csv", ""), same.Output.Replace("positions.csv", ""));
        JsonNode settlement = JsonNode.Parse(run.Output)!;
        Assert.Equal(-5.5, (double)settlement["total"]!, 1e-12);
        Assert.Equal(-5.5, settlement["members"]!.AsObject().Sum(member => (double)member.Value!["part"]!), 1e-12);
        // ben holds 1991 likelier than the reference, so minds more, and bears less of a loss like it.
        Assert.True((double)JsonNode.Parse(alike.Output)!["members"]!["ben"]!["part"]! > (double)settlement["members"]!["ben"]!["part"]!);
        Run report = parley.Run("settle", problem, result, "--losses", losses);
        Assert.Contains("Who pays whom", report.Output);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("npy")]
    public void Every_scenario_goes_to_a_file(string extension)
    {
        (string problem, string result) = Solved(Farmers);
        string file = Path.Combine(parley.Folder, "every." + extension);
        Assert.Equal(0, parley.Run("settle", problem, result, "--every", file).ExitCode);
        if (extension == "csv")
        {
            string[] rows = File.ReadAllLines(file);
            Assert.Equal("ana,ben,cem", rows[0]);
            Assert.Equal(3, rows.Length - 1);
            Assert.All(rows.Skip(1), row => Assert.Equal(0, row.Split(',').Sum(amount => decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    [Fact]
    public void A_forged_result_is_not_settled()
    {
        (string problem, string result) = Solved(Farmers);
        JsonNode forged = JsonNode.Parse(File.ReadAllText(result))!;
        forged["contract"]!["transfers"]!["ana"] = 5;
        Run run = parley.Run("settle", problem, parley.Write("forged-transfers.json", forged.ToJsonString()), "--scenario", "1990");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("contract.transfers.ana", run.Error);
    }

    [Theory]
    [InlineData("--scenario", "1989", "from 1990 to 1992")]
    [InlineData("--scenario", "one", "from 1990 to 1992")]
    [InlineData("--losses", "absent.csv", "absent.csv")]
    [InlineData("--every", "payments.txt", ".csv or .npy")]
    [InlineData("--json", null, "--scenario N, --losses FILE")]
    public void What_cannot_be_settled_is_refused(string option, string? value, string message)
    {
        (string problem, string result) = Solved(Farmers);
        Run run = value is null ? parley.Run("settle", problem, result, option) : parley.Run("settle", problem, result, option, value);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("who,loss\nana,1\n", "name,loss")]
    [InlineData("name,loss,position\nana,1,1\n", "name,loss")]
    [InlineData("name,loss\nana,1\nben,2\n", "no row for cem")]
    [InlineData("name,loss\nana,1\nben,2\nana,3\ncem,0\n", "stands twice")]
    [InlineData("name,loss\nana,1\nbem,2\ncem,0\n", "not a member")]
    [InlineData("name,loss\nana,1\nben,much\ncem,0\n", "much")]
    [InlineData("name,loss\nana,1\nben,\ncem,0\n", "empty")]
    public void Losses_that_cannot_be_read_are_refused_with_their_place(string table, string message)
    {
        (string problem, string result) = Solved(Farmers);
        Run run = parley.Run("settle", problem, result, "--losses", parley.Write("bad.csv", table));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
    }

    [Theory]
    [InlineData("contract: { split: fair }", "needs the members' averages")]
    [InlineData("contract: { split: fairly }", "unknown split")]
    [InlineData("contract: { mostPaid: -1 }", "at least 0")]
    [InlineData("contract: { mostPaid: { ana: -1 } }", "at least 0")]
    [InlineData("contract: { mostPaid: { eve: 1 } }", "eve")]
    [InlineData("contract: { unit: 0 }", "above 0")]
    [InlineData("contract: cents", "the terms of a contract")]
    public void Terms_that_make_no_sense_are_refused_with_their_place(string contract, string message)
    {
        Run run = parley.RunWith(Farmers + contract, "solve", "-");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.Contains(":10:", run.Error);
    }

    [Fact]
    public void A_unit_too_small_for_the_amounts_is_refused_when_settling()
    {
        (string problem, string result) = Solved(Farmers + "contract: { unit: 1e-15 }");
        Run run = parley.Run("settle", problem, result, "--scenario", "1991");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("choose a larger unit", run.Error);
    }

    [Fact]
    public void Only_pools_are_settled()
    {
        string broker = Path.Combine(Repository.Root, "examples", "broker.yaml");
        Run run = parley.Run("settle", broker, broker, "--scenario", "1");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("only risk pools", run.Error);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("half")]
    public void A_part_to_hold_out_lies_between_0_and_1(string share)
    {
        Run run = parley.RunWith(Farmers, "solve", "-", "--held-out", share);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("above 0 and below 1", run.Error);
    }

    [Fact]
    public void A_test_on_held_out_scenarios_is_verified_too()
    {
        string problem = parley.Write("held-out.yaml", Farmers);
        string result = Path.Combine(parley.Folder, "held-out.json");
        Assert.Equal(0, parley.Run("solve", problem, "--held-out", "1/3", "--out", result).ExitCode);
        JsonNode found = JsonNode.Parse(File.ReadAllText(result))!;
        Assert.Equal(1, (int)found["heldOut"]!["scenarios"]!);
        Assert.InRange((double)found["heldOut"]!["lost"]!, -1e-9, 10);
        Assert.Equal(0, parley.Run("verify", problem, result).ExitCode);
        found["heldOut"]!["lost"] = 0.5;
        Assert.Equal(1, parley.Run("verify", problem, parley.Write("forged-test.json", found.ToJsonString())).ExitCode);
    }

    private static int Index(string name) => Array.IndexOf(["ana", "ben", "cem"], name);

    private (string Problem, string Result) Solved(string text)
    {
        string name = $"settled-{(uint)text.GetHashCode(StringComparison.Ordinal)}";
        string problem = parley.Write(name + ".yaml", text);
        string result = Path.Combine(parley.Folder, name + ".json");
        Assert.Equal(0, parley.Run("solve", problem, "--out", result).ExitCode);
        return (problem, result);
    }
}
