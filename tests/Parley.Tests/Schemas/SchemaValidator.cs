using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Files.Documents;

namespace Parley.Tests.Schemas;

/// <summary>
/// Judges documents by a JSON Schema, with the keywords that Parley's schemas use and no others: a keyword that it does
/// not know is an error, so that no schema can promise what no test checks. YAML's plain words count as editors take
/// them: numbers, true, false, null, and text.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    private static readonly string[] s_annotations = ["$schema", "$defs", "title", "description", "examples", "default"];

    /// <summary>Where the document breaks the schema, and the keyword that it breaks; empty where it is valid.</summary>
    public IReadOnlyList<string> Flaws(DocumentNode node) => [.. Check(root, node)];

    private IEnumerable<string> Check(JsonElement schema, DocumentNode node) => schema.ValueKind switch
    {
        JsonValueKind.True => [],
        JsonValueKind.False => [$"{node.Path}: false"],
        _ => schema.EnumerateObject()
            .Where(keyword => !s_annotations.Contains(keyword.Name))
            .SelectMany(keyword => Check(schema, keyword, node)),
    };

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, DocumentNode node) => keyword.Name switch
    {
        "$ref" => Check(Resolve(keyword.Value.GetString()!), node),
        "anyOf" => One(keyword.Value.EnumerateArray().Any(part => IsValid(part, node)), keyword, node),
        "oneOf" => One(keyword.Value.EnumerateArray().Count(part => IsValid(part, node)) == 1, keyword, node),
        "type" => One(Names(keyword.Value).Intersect(TypesOf(node)).Any(), keyword, node),
        "const" => One(IsSame(keyword.Value, node), keyword, node),
        _ => node switch
        {
            MapNode map => OfMap(schema, keyword, map),
            ListNode list => OfList(keyword, list),
            ScalarNode scalar => OfScalar(keyword, scalar),
            _ => throw new NotSupportedException(node.GetType().Name),
        },
    };

    private IEnumerable<string> OfMap(JsonElement schema, JsonProperty keyword, MapNode map)
    {
        switch (keyword.Name)
        {
            case "required":
                return Names(keyword.Value).Where(name => !map.Contains(name)).Select(name => $"{map.Path}: required {name}");
            case "properties":
                return map.Entries.Where(entry => keyword.Value.TryGetProperty(entry.Key, out _)).SelectMany(entry => Check(keyword.Value.GetProperty(entry.Key), entry.Value));
            case "additionalProperties":
                return map.Entries.Where(entry => !IsListed(schema, entry.Key)).SelectMany(entry => Check(keyword.Value, entry.Value));
            case "propertyNames":
                return One(map.Entries.All(entry => IsValid(keyword.Value, Text(entry.Key))), keyword, map);
            case "dependentSchemas":
                return keyword.Value.EnumerateObject().Where(dependent => map.Contains(dependent.Name)).SelectMany(dependent => Check(dependent.Value, map));
            case "minProperties":
                return One(map.Count >= keyword.Value.GetInt32(), keyword, map);
            case "maxProperties":
                return One(map.Count <= keyword.Value.GetInt32(), keyword, map);
            default:
                return OfOthers(keyword);
        }
    }

    private IEnumerable<string> OfList(JsonProperty keyword, ListNode list) => keyword.Name switch
    {
        "items" => list.SelectMany(item => Check(keyword.Value, item)),
        "minItems" => One(list.Count >= keyword.Value.GetInt32(), keyword, list),
        "maxItems" => One(list.Count <= keyword.Value.GetInt32(), keyword, list),
        "uniqueItems" => One(list.Select(item => item.AsText()).Distinct().Count() == list.Count, keyword, list),
        _ => OfOthers(keyword),
    };

    private static IEnumerable<string> OfScalar(JsonProperty keyword, ScalarNode scalar) => keyword.Name switch
    {
        "minimum" => One(!IsNumber(scalar, out double number) || number >= keyword.Value.GetDouble(), keyword, scalar),
        "maximum" => One(!IsNumber(scalar, out double number) || number <= keyword.Value.GetDouble(), keyword, scalar),
        "exclusiveMinimum" => One(!IsNumber(scalar, out double number) || number > keyword.Value.GetDouble(), keyword, scalar),
        "exclusiveMaximum" => One(!IsNumber(scalar, out double number) || number < keyword.Value.GetDouble(), keyword, scalar),
        "minLength" => One(!IsText(scalar) || scalar.Text.Length >= keyword.Value.GetInt32(), keyword, scalar),
        "maxLength" => One(!IsText(scalar) || scalar.Text.Length <= keyword.Value.GetInt32(), keyword, scalar),
        "pattern" => One(!IsText(scalar) || Regex.IsMatch(scalar.Text, keyword.Value.GetString()!), keyword, scalar),
        _ => OfOthers(keyword),
    };

    /// <summary>A keyword about another type says nothing; one that no type has is a mistake in the schema.</summary>
    private static IEnumerable<string> OfOthers(JsonProperty keyword) => keyword.Name is "required" or "properties" or "additionalProperties"
        or "propertyNames" or "dependentSchemas" or "minProperties" or "maxProperties" or "items" or "minItems" or "maxItems" or "uniqueItems"
        or "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "minLength" or "maxLength" or "pattern"
        ? []
        : throw new NotSupportedException($"the keyword {keyword.Name}");

    private bool IsValid(JsonElement schema, DocumentNode node) => !Check(schema, node).Any();

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (element, step) => element.GetProperty(step));

    private static bool IsListed(JsonElement schema, string key) =>
        schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(key, out _);

    private static IEnumerable<string> One(bool holds, JsonProperty keyword, DocumentNode node) =>
        holds ? [] : [$"{node.Path}: {keyword.Name}"];

    private static IEnumerable<string> Names(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(name => name.GetString()!) : [value.GetString()!];

    private static IEnumerable<string> TypesOf(DocumentNode node) => node switch
    {
        MapNode => ["object"],
        ListNode => ["array"],
        ScalarNode { IsNull: true } => ["null"],
        ScalarNode { IsQuoted: false, Text: "true" or "false" } => ["boolean"],
        ScalarNode scalar when IsNumber(scalar, out _) => ["number"],
        _ => ["string"],
    };

    private static bool IsSame(JsonElement value, DocumentNode node) => node is ScalarNode scalar && (value.ValueKind == JsonValueKind.Number
        ? IsNumber(scalar, out double number) && number == value.GetDouble()
        : IsText(scalar) && scalar.Text == value.GetString());

    private static bool IsText(ScalarNode scalar) => TypesOf(scalar).Contains("string");

    private static bool IsNumber(ScalarNode scalar, out double number)
    {
        number = 0;
        return !scalar.IsQuoted && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static DocumentNode Text(string key) => ProblemSource.FromText($"[{JsonSerializer.Serialize(key)}]", "key.json").Read().AsList()[0];
}
