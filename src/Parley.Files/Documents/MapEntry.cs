namespace Parley.Files.Documents;

/// <summary>A key, where it stands, and its value.</summary>
public sealed class MapEntry
{
    internal MapEntry(string key, TextPosition keyPosition, DocumentNode value) =>
        (Key, KeyPosition, Value) = (key, keyPosition, value);

    /// <summary>The key, after escapes.</summary>
    public string Key { get; }

    /// <summary>Where the key begins.</summary>
    public TextPosition KeyPosition { get; }

    /// <summary>The value of the key.</summary>
    public DocumentNode Value { get; }

    /// <summary>The map that the entry belongs to, given when that map is complete.</summary>
    internal MapNode Map { get; set; } = null!;

    /// <summary>The key as a name, by the rule of <see cref="DocumentNode.AsName"/>.</summary>
    /// <exception cref="ProblemFileException">It is empty, too long, or holds control characters.</exception>
    public string KeyAsName() => NameRule.Objection(Key) is { } objection ? throw KeyError(objection, NameRule.Mend) : Key;

    /// <summary>An exception to throw about the key rather than its value.</summary>
    /// <param name="message">What is wrong, as a clause without a full stop.</param>
    /// <param name="mend">What to do about it, as an imperative without a full stop.</param>
    public ProblemFileException KeyError(string message, string? mend = null) => Map.ErrorAtKey(this, message, mend);

    /// <summary>Takes the entry apart: <c>foreach ((string name, DocumentNode value) in map.Entries)</c>.</summary>
    public void Deconstruct(out string key, out DocumentNode value) => (key, value) = (Key, Value);
}
