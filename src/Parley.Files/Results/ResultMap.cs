using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Files.Results;

/// <summary>
/// A map from keys to values in the order in which they are added, built with a collection initialiser:
/// <c>new ResultMap { ["kind"] = "coalition", ["value"] = value }</c>.
/// </summary>
/// <remarks>Equality is by reference; <see cref="ResultComparison"/> compares contents.</remarks>
public sealed record ResultMap : ResultNode, IEnumerable<KeyValuePair<string, ResultNode>>
{
    private readonly OrderedDictionary<string, ResultNode> _entries = [];

    /// <summary>A map of these entries, in order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static ResultMap Of(IEnumerable<(string Key, ResultNode Value)> entries)
    {
        var map = new ResultMap();
        foreach (var (key, value) in entries)
        {
            map.Add(key, value);
        }

        return map;
    }

    /// <summary>How many keys the map has.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys in order.</summary>
    public IReadOnlyList<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    internal override string Described => Count == 0 ? "an empty map" : $"a map of {Count}";

    /// <summary>The value of a key. Setting a key again replaces its value and keeps its place.</summary>
    /// <exception cref="KeyNotFoundException">The key is absent.</exception>
    public ResultNode this[string key]
    {
        get => _entries[key];
        set => _entries[key] = value;
    }

    /// <summary>Adds a key at the end.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, ResultNode value) => _entries.Add(key, value);

    /// <summary>True where the key is present.</summary>
    public bool Contains(string key) => _entries.ContainsKey(key);

    /// <summary>The value of a key that may be absent.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out ResultNode? value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ResultNode>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ResultMap? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
