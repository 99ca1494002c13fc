using System.Diagnostics.CodeAnalysis;

namespace Parley.Files.Documents;

/// <summary>A map from keys to values, in the order of the file; no key stands twice.</summary>
public sealed class MapNode : DocumentNode
{
    private readonly OrderedDictionary<string, MapEntry> _entries;

    internal MapNode(NodePlace place, OrderedDictionary<string, MapEntry> entries)
        : base(place)
    {
        _entries = entries;
        foreach (MapEntry entry in entries.Values)
        {
            entry.Map = this;
        }
    }

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<MapEntry> Entries => _entries.Values;

    /// <summary>How many entries the map has; zero for <c>{}</c>.</summary>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    internal override string Found => Count == 0
        ? "an empty map"
        : $"a map of {string.Join(", ", _entries.Keys.Take(3).Select(key => Shown.Plain(key, 20)))}{(Count > 3 ? ", ..." : "")}";

    /// <summary>True where the key is present, even with nothing after it.</summary>
    public bool Contains(string key) => _entries.ContainsKey(key);

    /// <summary>The value of a key that must be there.</summary>
    /// <exception cref="ProblemFileException">The key is missing; a similar one that is present is pointed out.</exception>
    public DocumentNode Required(string key)
    {
        if (_entries.TryGetValue(key, out MapEntry? entry))
        {
            return entry.Value;
        }

        throw Suggestion.Nearest(key, _entries.Keys) is { } near
            ? _entries[near].KeyError($"the key '{key}' is missing", $"Did you mean '{key}' where '{near}' stands?")
            : Error($"the key '{key}' is missing", $"Add {key}:");
    }

    /// <summary>The value of a key, or null where the key is absent.</summary>
    public DocumentNode? Optional(string key) => _entries.GetValueOrDefault(key)?.Value;

    /// <summary>The value of a key that may be absent.</summary>
    /// <returns>True where the key is present, even with nothing after it.</returns>
    public bool TryGet(string key, [NotNullWhen(true)] out DocumentNode? value) => (value = Optional(key)) is not null;

    /// <summary>Refuses every key but those allowed; call it before reading, so that a slip is named as one.</summary>
    /// <exception cref="ProblemFileException">A key is not allowed; the nearest allowed one is suggested.</exception>
    public void RejectUnknown(params ReadOnlySpan<string> allowed)
    {
        foreach (MapEntry entry in Entries)
        {
            if (!allowed.Contains(entry.Key))
            {
                bool isGlued = entry.Value.IsNull && entry.Key.Contains(':');
                throw entry.KeyError(
                    $"unknown key {Shown.Quoted(entry.Key)}",
                    isGlued ? "Put a space after the colon" : Suggestion.For(entry.Key, allowed.ToArray(), "The keys allowed here are"));
            }
        }
    }

    internal ProblemFileException ErrorAtKey(MapEntry entry, string message, string? mend) =>
        ErrorAt(entry.KeyPosition, entry.Key, message, mend);
}
