using System.Text.Json;
using Parley.Files;
using Parley.Files.Documents;

namespace Parley.Tests.Schemas;

/// <summary>The schema of risk pools agrees with their reader.</summary>
public sealed class RiskPoolSchemaTests
{
    private const string Good = """
        parley: 1
        kind: risk-pool
        scenarios: { count: 2 }
        members:
          ana: { position: [0, -10], utility: { entropic: 1/5 }, beliefs: { contamination: 1/10, centre: [1/2, 1/2] } }
          ben: { position: [-10, 0], utility: { expected: true } }
        beliefs: { prior: [1/4, 3/4] }
        menu: proportional
        average: { over: proportional, samples: 100, seed: 2 }
        order: [ben, ana]
        """;

    private static readonly JsonElement s_schema = JsonDocument.Parse(ProblemSchema.Of("risk-pool")).RootElement;

    public static TheoryData<string> Examples =>
        [.. Repository.ExampleNames.Where(name => File.ReadAllText(Repository.Example(name)).Contains("\nkind: risk-pool\n", StringComparison.Ordinal))];

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
    [InlineData("{ count: 2 }|{ probabilities: [1/3, 2/3] }")]
    [InlineData("{ entropic: 1/5 }|{ expectedShortfall: 0.9 }")]
    [InlineData("contamination: 1/10, |")]
    [InlineData("contamination: 1/10, centre: [1/2, 1/2]|")]
    [InlineData("contamination: 1/10|entropy: 0.05")]
    [InlineData("contamination: 1/10|totalVariation: 0.1")]
    [InlineData("contamination: 1/10|distortion: { power: 2 }")]
    [InlineData("contamination: 1/10, centre: [1/2, 1/2]|priors: [[0, 1], [1, 0]]")]
    [InlineData("contamination: 1/10, centre: [1/2, 1/2]|intervals: [[0, 1], [1/4, 1]]")]
    [InlineData("contamination: 1/10, centre: [1/2, 1/2]|events: [{ states: [1], between: [1/4, 1/2] }]")]
    [InlineData("prior: [1/4, 3/4]|entropy: 1, centre: [1/4, 3/4]")]
    [InlineData("menu: proportional|menu: sign-preserving")]
    [InlineData("menu: proportional|menu: comonotone")]
    [InlineData("menu: proportional|menu: unrestricted")]
    [InlineData("average: { over: proportional, samples: 100, seed: 2 }|average: none")]
    [InlineData("menu: proportional\naverage: { over: proportional, samples: 100, seed: 2 }|menu: { allocations: [{ ana: [-5, -5], ben: [-5, -5] }] }")]
    [InlineData("menu: proportional\naverage: { over: proportional, samples: 100, seed: 2 }|menu: { allocations: [{ ana: [-5, -5], ben: [-5, -5] }], weights: [1] }")]
    [InlineData("order: [ben, ana]|title: 7")]
    [InlineData("{ count: 2 }|{ count: 2, from: 1992 }")]
    [InlineData("{ count: 2 }|{ probabilities: [1/2, 1/2], from: 0 }")]
    [InlineData("order: [ben, ana]|contract: { split: fair, mostPaid: { ana: 1/2 }, unit: 1/100 }")]
    [InlineData("order: [ben, ana]|contract: { mostPaid: 20 }")]
    [InlineData("order: [ben, ana]|contract: {}")]
    public void Good_files_are_valid_and_read(string change)
    {
        string text = Changed(change);
        Assert.Empty(FlawsOf(text));
        ProblemReader.Read(ProblemSource.FromText(text));
    }

    /// <summary>Problems that name files are valid; that they are read, other tests say.</summary>
    [Theory]
    [InlineData("{ count: 2 }|{ file: scenarios.csv, column: p }")]
    [InlineData("prior: [1/4, 3/4]|prior: { file: priors.npy }")]
    [InlineData("prior: [1/4, 3/4]|contamination: 1/10, centre: { file: priors.npy }")]
    [InlineData("prior: [1/4, 3/4]|entropy: 1/10, centre: { tilt: { loadings: b.npy, factors: f.npy } }")]
    [InlineData("prior: [1/4, 3/4]|tilt: { loadings: b.npy, factors: f.csv }")]
    [InlineData("menu: proportional|menu: proportional\npositions: { file: positions.npy }")]
    public void Files_may_be_named(string change) => Assert.Empty(FlawsOf(Changed(change)));

    [Fact]
    public void Members_may_stand_in_a_file() =>
        Assert.Empty(FlawsOf("parley: 1\nkind: risk-pool\nscenarios: { count: 2 }\nmembers: { file: members.csv }\npositions: { file: positions.csv }\n"));

    [Theory]
    [InlineData("parley: 1|parley: 2", "parley: const")]
    [InlineData("kind: risk-pool|kind: risk-pools", "kind: const")]
    [InlineData("scenarios: { count: 2 }|title: none", ": required scenarios")]
    [InlineData("members:|member:", ": required members")]
    [InlineData("menu:|weather: 3\nmenu:", "weather: false")]
    [InlineData("{ count: 2 }|{ count: 0 }", "scenarios: anyOf")]
    [InlineData("{ count: 2 }|{ probabilities: [0, 1] }", "scenarios: anyOf")]
    [InlineData("{ count: 2 }|{ count: 2, probabilities: [1/2, 1/2] }", "scenarios: anyOf")]
    [InlineData("{ count: 2 }|2", "scenarios: anyOf")]
    [InlineData("{ entropic: 1/5 }|{ entropic: 0 }", "members: anyOf")]
    [InlineData("{ entropic: 1/5 }|{ expectedShortfall: 1 }", "members: anyOf")]
    [InlineData("{ entropic: 1/5 }|{}", "members: anyOf")]
    [InlineData("utility: { entropic: 1/5 }, |", "members: anyOf")]
    [InlineData("contamination: 1/10|contamination: 2", "members: anyOf")]
    [InlineData("contamination: 1/10|distortion: { power: 0.5 }", "members: anyOf")]
    [InlineData("centre: [1/2, 1/2]|prior: { file: p.npy }", "members: anyOf")]
    [InlineData("prior: [1/4, 3/4]|contaminated: 1/10", "beliefs.contaminated: false")]
    [InlineData("prior: [1/4, 3/4]|prior: 1/2", "beliefs.prior: anyOf")]
    [InlineData("prior: [1/4, 3/4]|prior: [-1, 2]", "beliefs.prior: anyOf")]
    [InlineData("prior: [1/4, 3/4]|entropy: -1", "beliefs.entropy: minimum")]
    [InlineData("prior: [1/4, 3/4]|totalVariation: 1.5", "beliefs.totalVariation: maximum")]
    [InlineData("prior: [1/4, 3/4]|priors: []", "beliefs.priors: minItems")]
    [InlineData("prior: [1/4, 3/4]|intervals: [[0], [0, 1]]", "beliefs.intervals[0]: minItems")]
    [InlineData("prior: [1/4, 3/4]|events: [{ states: [0], between: [0, 1] }]", "beliefs.events[0].states[0]: minimum")]
    [InlineData("prior: [1/4, 3/4]|events: [{ states: [1, 1], between: [0, 1] }]", "beliefs.events[0].states: uniqueItems")]
    [InlineData("prior: [1/4, 3/4]|events: [{ states: [1] }]", "beliefs.events[0]: required between")]
    [InlineData("prior: [1/4, 3/4]|tilt: { loadings: b.npy }", "beliefs.tilt: required factors")]
    [InlineData("menu: proportional|menu: shares", "menu: anyOf")]
    [InlineData("menu: proportional|menu: { weights: [1] }", "menu: anyOf")]
    [InlineData("menu: proportional|positions: positions.npy", "positions: type")]
    [InlineData("menu: proportional|positions: {}", "positions: required file")]
    [InlineData("over: proportional|over: comonotone", "average: anyOf")]
    [InlineData("samples: 100|samples: 0", "average: anyOf")]
    [InlineData("seed: 2|seed: -2", "average: anyOf")]
    [InlineData("order: [ben, ana]|order: [ana, ana]", "order: uniqueItems")]
    [InlineData("order: [ben, ana]|order: ana", "order: type")]
    [InlineData("{ count: 2 }|{ count: 2, from: -1 }", "scenarios: anyOf")]
    [InlineData("order: [ben, ana]|contract: { split: equal }", "contract.split: anyOf")]
    [InlineData("order: [ben, ana]|contract: { mostPaid: -1 }", "contract.mostPaid: anyOf")]
    [InlineData("order: [ben, ana]|contract: { mostPaid: { ana: -1 } }", "contract.mostPaid: anyOf")]
    [InlineData("order: [ben, ana]|contract: { unit: 0 }", "contract.unit: exclusiveMinimum")]
    [InlineData("order: [ben, ana]|contract: { caps: 3 }", "contract.caps: false")]
    [InlineData("order: [ben, ana]|contract: 3", "contract: type")]
    public void Bad_files_are_invalid_and_refused(string change, string flaw)
    {
        string text = Changed(change);
        Assert.Contains(flaw, FlawsOf(text));
        Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text)));
    }

    /// <summary>The reader lists the keys that it allows when it meets one that is like none of them.</summary>
    [Theory]
    [InlineData("order:|xxxxxxxxxxxxxxxx: 1\norder:", "properties")]
    [InlineData("utility: { entropic: 1/5 }|xxxxxxxxxxxxxxxx: 1", "$defs/member/properties")]
    [InlineData("entropic: 1/5|xxxxxxxxxxxxxxxx: 1", "$defs/utility/properties")]
    [InlineData("prior: [1/4, 3/4]|xxxxxxxxxxxxxxxx: 1", "$defs/sharedBeliefs/properties")]
    [InlineData("prior: [1/4, 3/4]|tilt: { xxxxxxxxxxxxxxxx: 1 }", "$defs/tilt/properties")]
    [InlineData("prior: [1/4, 3/4]|events: [{ xxxxxxxxxxxxxxxx: 1 }]", "$defs/event/properties")]
    [InlineData("menu: proportional|menu: { xxxxxxxxxxxxxxxx: 1 }", "$defs/listedMenu/properties")]
    [InlineData("over: proportional|xxxxxxxxxxxxxxxx: 1", "$defs/average/properties")]
    [InlineData("order: [ben, ana]|contract: { xxxxxxxxxxxxxxxx: 1 }", "$defs/contract/properties")]
    public void A_closed_map_has_the_keys_that_the_reader_allows(string change, string place)
    {
        string mend = Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(Changed(change)))).Diagnostics[0].Mend!;
        Assert.StartsWith("The keys allowed here are ", mend);

        JsonElement listed = place.Split('/').Aggregate(s_schema, (element, step) => element.GetProperty(step));
        Assert.Equal(mend[(mend.IndexOf(" are ", StringComparison.Ordinal) + 5)..].Split(", ").Order(), listed.EnumerateObject().Select(property => property.Name).Order());
    }

    /// <summary>A member may state what the pool may, but for the files that hold all members' centres.</summary>
    [Fact]
    public void A_members_beliefs_are_the_pools_without_tilts()
    {
        static IEnumerable<string> Keys(string definition) =>
            s_schema.GetProperty("$defs").GetProperty(definition).GetProperty("properties").EnumerateObject().Select(property => property.Name);

        Assert.Equal(Keys("sharedBeliefs").Except(["tilt"]).Order(), Keys("ownBeliefs").Order());
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
