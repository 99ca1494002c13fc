using System.Text.Json;
using Parley.Files;
using Parley.Files.Documents;

namespace Parley.Tests.Schemas;

/// <summary>The schema of partnership problems agrees with their reader.</summary>
public sealed class PartnershipSchemaTests
{
    private const string Good = """
        parley: 1
        kind: partnership
        agents:
          ana: { share: 1/2, weight: 1, type: { uniform: [0, 1] } }
          ben: { share: 1/2, type: { discrete: { 0: 1/2, 1: 1/2 } } }
        surplusShares: { ana: 1/4, ben: 3/4 }
        reports: { ana: 0.5, ben: 1 }
        """;

    private static readonly JsonElement s_schema = JsonDocument.Parse(ProblemSchema.Of("partnership")).RootElement;

    public static TheoryData<string> Examples =>
        [.. Repository.ExampleNames.Where(name => File.ReadAllText(Repository.Example(name)).Contains("\nkind: partnership\n", StringComparison.Ordinal))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Examples))]
    public void Every_example_is_valid(string name) => Assert.Empty(FlawsOf(File.ReadAllText(Repository.Example(name))));

    [Fact]
    public void The_schemas_own_examples_are_valid_and_read()
    {
        foreach (JsonElement example in s_schema.GetProperty("examples").EnumerateArray())
        {
            Assert.Empty(FlawsOf(example.GetRawText()));
            ProblemReader.Read(ProblemSource.FromText(example.GetRawText(), "example.json"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("share: 1/2, weight|share: 1 - 1/2, weight")]
    [InlineData("weight: 1, |")]
    [InlineData("surplusShares: { ana: 1/4, ben: 3/4 }\n|")]
    [InlineData("reports: { ana: 0.5, ben: 1 }|")]
    [InlineData("weight: 1|weight: \"max(1, 1/2)\"")]
    [InlineData("agents:|title: 7\nagents:")]
    [InlineData("reports:|outside: { ana: -1/4 }\nreports:")]
    [InlineData("{ uniform: [0, 1] }|{ beta: { a: 2, b: 1/2 } }")]
    [InlineData("{ uniform: [0, 1] }|{ beta: { a: 2, b: 5, support: [0, 2] } }")]
    [InlineData("{ uniform: [0, 1] }|{ normal: { mean: 0, sd: 1, support: [-1, 1] } }")]
    [InlineData("{ uniform: [0, 1] }|{ power: { exponent: 2 } }")]
    [InlineData("{ uniform: [0, 1] }|{ piecewise: { points: [0, 1, 2], density: [1, 0, 1] } }")]
    [InlineData("{ uniform: [0, 1] }|{ discrete: { 1/2: 1 } }")]
    public void Good_files_are_valid_and_read(string change)
    {
        string text = Changed(change);
        Assert.Empty(FlawsOf(text));
        ProblemReader.Read(ProblemSource.FromText(text));
    }

    [Theory]
    [InlineData("parley: 1|parley: 2", "parley: const")]
    [InlineData("kind: partnership|kind: partnerships", "kind: const")]
    [InlineData("agents:|agent:", ": required agents")]
    [InlineData("agents:|weather: 3\nagents:", "weather: false")]
    [InlineData("  ben: { share: 1/2, type: { discrete: { 0: 1/2, 1: 1/2 } } }\n|", "agents: minProperties")]
    [InlineData("  ben:|  ' ben':", "agents: propertyNames")]
    [InlineData("{ share: 1/2, weight: 1, type: { uniform: [0, 1] } }|1/2", "agents.ana: type")]
    [InlineData("share: 1/2, weight: 1, |weight: 1, ", "agents.ana: required share")]
    [InlineData("weight: 1, type: { uniform: [0, 1] }|weight: 1", "agents.ana: required type")]
    [InlineData("weight: 1|weigth: 1", "agents.ana.weigth: false")]
    [InlineData("share: 1/2, weight|share: 1.5, weight", "agents.ana.share: maximum")]
    [InlineData("share: 1/2, weight|share: -0.5, weight", "agents.ana.share: minimum")]
    [InlineData("share: 1/2, weight|share: half, weight", "agents.ana.share: pattern")]
    [InlineData("weight: 1|weight: -1", "agents.ana.weight: minimum")]
    [InlineData("{ uniform: [0, 1] }|uniform", "agents.ana.type: type")]
    [InlineData("{ uniform: [0, 1] }|{}", "agents.ana.type: minProperties")]
    [InlineData("{ uniform: [0, 1] }|{ unifrom: [0, 1] }", "agents.ana.type.unifrom: false")]
    [InlineData("{ uniform: [0, 1] }|{ uniform: [0, 1], power: { exponent: 2 } }", "agents.ana.type: maxProperties")]
    [InlineData("[0, 1] }|[0] }", "agents.ana.type.uniform: minItems")]
    [InlineData("[0, 1] }|[0, 1, 2] }", "agents.ana.type.uniform: maxItems")]
    [InlineData("[0, 1] }|[1, 1] }", "agents.ana.type.uniform: uniqueItems")]
    [InlineData("[0, 1] }|[zero, 1] }", "agents.ana.type.uniform[0]: pattern")]
    [InlineData("{ uniform: [0, 1] }|{ beta: { a: 2 } }", "agents.ana.type.beta: required b")]
    [InlineData("{ uniform: [0, 1] }|{ beta: { a: 0, b: 1 } }", "agents.ana.type.beta.a: minimum")]
    [InlineData("{ uniform: [0, 1] }|{ beta: { a: 1, b: 1, mean: 1 } }", "agents.ana.type.beta.mean: false")]
    [InlineData("{ uniform: [0, 1] }|{ normal: { mean: 0, sd: 1 } }", "agents.ana.type.normal: required support")]
    [InlineData("{ uniform: [0, 1] }|{ normal: { mean: 0, sd: 0, support: [0, 1] } }", "agents.ana.type.normal.sd: exclusiveMinimum")]
    [InlineData("{ uniform: [0, 1] }|{ power: 2 }", "agents.ana.type.power: type")]
    [InlineData("{ uniform: [0, 1] }|{ power: { exponent: 1e5 } }", "agents.ana.type.power.exponent: maximum")]
    [InlineData("{ uniform: [0, 1] }|{ piecewise: { points: [0], density: [1] } }", "agents.ana.type.piecewise.points: minItems")]
    [InlineData("{ uniform: [0, 1] }|{ piecewise: { points: [0, 1], density: [1, -1] } }", "agents.ana.type.piecewise.density[1]: minimum")]
    [InlineData("{ uniform: [0, 1] }|{ empirical: { file: x.csv } }", "agents.ana.type.empirical: required column")]
    [InlineData("{ uniform: [0, 1] }|{ empirical: { file: x.csv, column: n, smooth: yes } }", "agents.ana.type.empirical.smooth: type")]
    [InlineData("{ 0: 1/2, 1: 1/2 }|{}", "agents.ben.type.discrete: minProperties")]
    [InlineData("{ 0: 1/2, 1: 1/2 }|{ low: 1 }", "agents.ben.type.discrete: propertyNames")]
    [InlineData("{ 0: 1/2, 1: 1/2 }|{ 0: 0, 1: 1 }", "agents.ben.type.discrete.0: exclusiveMinimum")]
    [InlineData("{ ana: 1/4, ben: 3/4 }|[1/4, 3/4]", "surplusShares: type")]
    [InlineData("{ ana: 1/4, ben: 3/4 }|{ ana: 2, ben: -1 }", "surplusShares.ben: minimum")]
    [InlineData("reports:|outside: { ana: much }\nreports:", "outside.ana: pattern")]
    [InlineData("{ ana: 0.5, ben: 1 }|0.5", "reports: type")]
    public void Bad_files_are_invalid_and_refused(string change, string flaw)
    {
        string text = Changed(change);
        Assert.Contains(flaw, FlawsOf(text));
        Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text)));
    }

    /// <summary>The reader lists the keys that it allows when it meets one that is like none of them.</summary>
    [Theory]
    [InlineData("agents:|xxxxxxxxxxxxxxxx: 1\nagents:", "properties")]
    [InlineData("weight: 1|xxxxxxxxxxxxxxxx: 1", "$defs/agent/properties")]
    [InlineData("uniform: [0, 1]|xxxxxxxxxxxxxxxx: 1", "$defs/distribution/properties")]
    [InlineData("uniform: [0, 1]|beta: { xxxxxxxxxxxxxxxx: 1 }", "$defs/beta/properties")]
    [InlineData("uniform: [0, 1]|normal: { xxxxxxxxxxxxxxxx: 1 }", "$defs/normal/properties")]
    [InlineData("uniform: [0, 1]|power: { xxxxxxxxxxxxxxxx: 1 }", "$defs/power/properties")]
    [InlineData("uniform: [0, 1]|piecewise: { xxxxxxxxxxxxxxxx: 1 }", "$defs/piecewise/properties")]
    [InlineData("uniform: [0, 1]|empirical: { xxxxxxxxxxxxxxxx: 1 }", "$defs/empirical/properties")]
    public void A_closed_map_has_the_keys_that_the_reader_allows(string change, string place)
    {
        string mend = Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(Changed(change)))).Diagnostics[0].Mend!;
        Assert.Matches("^The (keys allowed here|families) are ", mend);

        JsonElement listed = place.Split('/').Aggregate(s_schema, (element, step) => element.GetProperty(step));
        Assert.Equal(mend[(mend.IndexOf(" are ", StringComparison.Ordinal) + 5)..].Split(", ").Order(), listed.EnumerateObject().Select(property => property.Name).Order());
    }

    private static IReadOnlyList<string> FlawsOf(string text) =>
        new SchemaValidator(s_schema).Flaws(ProblemSource.FromText(text, text.StartsWith('{') ? "problem.json" : "problem.yaml").Read());

    /// <summary>The good file with what stands before the bar replaced by what stands after it.</summary>
    private static string Changed(string change)
    {
        if (change.Length == 0)
        {
            return Good;
        }

        string[] parts = change.Split('|');
        Assert.Contains(parts[0], Good, StringComparison.Ordinal);
        return Good.Replace(parts[0], parts[1], StringComparison.Ordinal);
    }
}
