namespace Parley.Files.Documents;

/// <summary>A single value: a number, a word, a text, or nothing at all.</summary>
public sealed class ScalarNode : DocumentNode
{
    internal ScalarNode(NodePlace place, string text, bool isQuoted)
        : base(place) => (Text, IsQuoted) = (text, isQuoted);

    /// <summary>The characters, after escapes and folding; empty where nothing was written.</summary>
    public string Text { get; }

    /// <summary>True where the value stands in quotes or in a block (<c>|</c>, <c>&gt;</c>): always a text, never null.</summary>
    public bool IsQuoted { get; }

    /// <inheritdoc/>
    public override bool IsNull => !IsQuoted && (Text is "" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    internal override string Found => IsNull ? "nothing" : Shown.Quoted(Text);
}
