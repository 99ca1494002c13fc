using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>Reads maps that describe one thing in one of several forms, such as <c>{ entropic: 1/5 }</c>.</summary>
internal static class FormReader
{
    /// <summary>The one entry whose key is a form; null where there is none.</summary>
    /// <param name="map">The map; its other entries are not looked at.</param>
    /// <param name="what">What is described, with its article: <c>a utility</c>.</param>
    /// <param name="forms">The keys that name a form.</param>
    /// <exception cref="ProblemFileException">Two keys name a form.</exception>
    public static MapEntry? FormOf(this MapNode map, string what, string[] forms)
    {
        MapEntry[] found = [.. map.Entries.Where(entry => forms.Contains(entry.Key))];
        return found.Length < 2 ? found.FirstOrDefault()
            : throw found[1].KeyError($"{what} is described once, and '{found[0].Key}' stands here already", "Keep one of the two");
    }

    /// <summary>A map with one entry, whose key is a form.</summary>
    /// <param name="node">The map.</param>
    /// <param name="what">What is described, with its article.</param>
    /// <param name="example">How it may be written.</param>
    /// <param name="forms">The keys that name a form.</param>
    /// <param name="others">Other keys that the map may have.</param>
    /// <exception cref="ProblemFileException">It is no such map.</exception>
    public static (MapNode Map, MapEntry Form) AsForm(this DocumentNode node, string what, string example, string[] forms, params string[] others)
    {
        MapNode map = node as MapNode ?? throw node.Expected(what, $"Write {example}");
        map.RejectUnknown([.. forms, .. others]);
        return (map, map.FormOf(what, forms) ?? throw node.Expected(what, $"Write {example}"));
    }

    /// <summary>An object whose constructor's objections (what is wrong; the mend) become errors at a place.</summary>
    public static T Build<T>(this DocumentNode node, Func<T> construct)
    {
        try
        {
            return construct();
        }
        catch (ArgumentException objection)
        {
            string message = objection.ParamName is { } name ? objection.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : objection.Message;
            string[] parts = message.Split("; ", 2);
            throw node.Error(parts[0], parts.Length < 2 ? null : char.ToUpperInvariant(parts[1][0]) + parts[1][1..]);
        }
    }
}
