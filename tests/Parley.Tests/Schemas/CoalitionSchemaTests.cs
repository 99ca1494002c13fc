using System.Reflection;
using System.Text.Json;
using Parley.Files;
using Parley.Files.Documents;

namespace Parley.Tests.Schemas;

/// <summary>The schema of coalition problems agrees with their reader.</summary>
public sealed class CoalitionSchemaTests
{
    private const string Good = """
        parley: 1
        kind: coalition
        players: { ana: { types: { low: 1/2, high: 1/2 }, cost: 3 }, ben: }
        decisions:
          - { coalition: [ana, ben], name: trade, for: { price: [1, 2] }, payoffs: { ana: price, ben: { low: 1, high: 10 - price } } }
        """;

    private static readonly Assembly s_program = Assembly.Load("parley");
    private static readonly JsonElement s_schema = JsonDocument.Parse(ProblemSchema.Of("coalition")).RootElement;

    public static TheoryData<string> Examples => [.. s_program.GetManifestResourceNames().Where(name => name.StartsWith("examples/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_valid(string resource)
    {
        using var reader = new StreamReader(s_program.GetManifestResourceStream(resource)!);
        Assert.Empty(FlawsOf(reader.ReadToEnd()));
    }

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
    [InlineData("ben: }|ben: ~ }")]
    [InlineData("ben: }|ben: { water: 1e-3 } }")]
    [InlineData("players: { ana|title: 7\nplayers: { ana")]
    [InlineData("low: 1/2, high|low: { probability: 0.5, value: -2/7 }, high")]
    [InlineData("[1, 2]|{ from: 1, to: 2 }")]
    [InlineData("[1, 2]|{ from: 1, to: 2, step: 1/2 }")]
    [InlineData("[1, 2]|3/2")]
    [InlineData("[ana, ben], name: trade, for: { price: [1, 2] }, payoffs: { ana: price, ben: { low: 1, high: 10 - price } }|ana, name: rest, payoffs: {}")]
    public void Good_files_are_valid_and_read(string change)
    {
        string text = Changed(change);
        Assert.Empty(FlawsOf(text));
        ProblemReader.Read(ProblemSource.FromText(text));
    }

    [Theory]
    [InlineData("parley: 1|parley: 2", "parley: const")]
    [InlineData("parley: 1\n|", ": required parley")]
    [InlineData("coalition\n|coalitions\n", "kind: const")]
    [InlineData("players:|player:", ": required players")]
    [InlineData("players: { ana|weather: 3\nplayers: { ana", "weather: false")]
    [InlineData("decisions:|decision:", ": oneOf")]
    [InlineData("decisions:|worths: { ana: 1 }\ndecisions:", ": oneOf")]
    [InlineData("cost: 3|cost: [3]", "players: anyOf")]
    [InlineData("cost: 3|cost: cheap", "players: anyOf")]
    [InlineData("low: 1/2, high|low: 0, high", "players: anyOf")]
    [InlineData("low: 1/2, high|low: 3, high", "players: anyOf")]
    [InlineData("low: 1/2, high|low: { value: 2 }, high", "players: anyOf")]
    [InlineData("low: 1/2, high|\"lo,w\": 1/2, high", "players: anyOf")]
    [InlineData("{ low: 1/2, high: 1/2 }|{}", "players: anyOf")]
    [InlineData("{ low: 1/2, high: 1/2 }|[low, high]", "players: anyOf")]
    [InlineData("{ ana: { types: { low: 1/2, high: 1/2 }, cost: 3 }, ben: }|[]", "players: anyOf")]
    [InlineData("{ ana: { types: { low: 1/2, high: 1/2 }, cost: 3 }, ben: }|[ana, ana]", "players: anyOf")]
    [InlineData("[ana, ben]|[]", "decisions[0].coalition: anyOf")]
    [InlineData("[ana, ben]|[ana, ana]", "decisions[0].coalition: anyOf")]
    [InlineData("name: trade, |", "decisions[0]: required name")]
    [InlineData("name: trade|name: ' trade'", "decisions[0].name: pattern")]
    [InlineData("name: trade|nam: trade", "decisions[0].nam: false")]
    [InlineData("for: { price|for: { 2 prices", "decisions[0].for: propertyNames")]
    [InlineData("[1, 2]|[]", "decisions[0].for.price: anyOf")]
    [InlineData("[1, 2]|[1, 1]", "decisions[0].for.price: anyOf")]
    [InlineData("[1, 2]|{ from: 1 }", "decisions[0].for.price: anyOf")]
    [InlineData("[1, 2]|{ from: 1, to: 2, by: 1 }", "decisions[0].for.price: anyOf")]
    [InlineData("ana: price|ana: [price]", "decisions[0].payoffs.ana: anyOf")]
    [InlineData("ana: price|ana: ''", "decisions[0].payoffs.ana: anyOf")]
    [InlineData("{ low: 1, high: 10 - price }|{}", "decisions[0].payoffs.ben: anyOf")]
    [InlineData("payoffs: {|payoff: {", "decisions[0]: required payoffs")]
    public void Bad_files_are_invalid_and_refused(string change, string flaw)
    {
        string text = Changed(change);
        Assert.Contains(flaw, FlawsOf(text));
        Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text)));
    }

    [Theory]
    [InlineData("players: { ana: { types: { a: 1 } } }\nworths: { ana: 1 }", "players.ana.types: false")]
    [InlineData("players: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q]\nworths: { a: 1 }", "players: maxItems")]
    [InlineData("players: [a]\nworths: { '': 1 }", "worths: propertyNames")]
    [InlineData("players: [a]\nworths: { a: b }", "worths.a: pattern")]
    public void Bad_games_by_worths_are_invalid_and_refused(string rest, string flaw)
    {
        string text = $"parley: 1\nkind: coalition\n{rest}\n";
        Assert.Contains(flaw, FlawsOf(text));
        Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text)));
    }

    /// <summary>The reader lists the keys that it allows when it meets one that is like none of them.</summary>
    [Theory]
    [InlineData("parley: 1\n|parley: 1\nxxxxxxxxxxxxxxxx: 1\n", "properties")]
    [InlineData("name: trade|name: trade, xxxxxxxxxxxxxxxx: 1", "$defs/decision/properties")]
    [InlineData("[1, 2]|{ from: 1, to: 2, xxxxxxxxxxxxxxxx: 1 }", "$defs/range/properties")]
    public void A_closed_map_has_the_keys_that_the_reader_allows(string change, string place)
    {
        const string introduction = "The keys allowed here are ";
        string? mend = Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(Changed(change)))).Diagnostics[0].Mend;
        Assert.StartsWith(introduction, mend);

        JsonElement listed = place.Split('/').Aggregate(s_schema, (element, step) => element.GetProperty(step));
        Assert.Equal(mend![introduction.Length..].Split(", ").Order(), listed.EnumerateObject().Select(property => property.Name).Order());
    }

    /// <summary>Any other key of a player or a type is an attribute, so a misspelt one is recognised by being near.</summary>
    [Theory]
    [InlineData("cost: 3|{0}s: {}", "$defs/player/properties")]
    [InlineData("low: 1/2, high|low: {{ probability: 1/2, {0}s: 3 }}, high", "$defs/type/properties")]
    public void An_open_map_has_the_one_key_that_the_reader_knows(string change, string place)
    {
        JsonElement listed = place.Split('/').Aggregate(s_schema, (element, step) => element.GetProperty(step));
        string key = Assert.Single(listed.EnumerateObject()).Name;
        string text = Changed(string.Format(System.Globalization.CultureInfo.InvariantCulture, change.Replace("{}", "{{}}", StringComparison.Ordinal), key));
        string? mend = Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text))).Diagnostics[0].Mend;
        Assert.StartsWith($"Did you mean '{key}'?", mend);
    }

    [Fact]
    public void Every_kind_has_a_schema() => Assert.All(ProblemReader.Kinds, kind =>
    {
        JsonElement schema = JsonDocument.Parse(ProblemSchema.Of(kind)).RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        Assert.Equal(kind, schema.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString());
    });

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
