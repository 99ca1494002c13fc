using YamlDotNet.Core;

namespace Parley.Files.Documents;

/// <summary>
/// Says in plain words what is wrong with a text that is not YAML: the parser knows where it stumbled, the line shows
/// why people make it stumble.
/// </summary>
internal static class YamlSlip
{
    private static readonly (string Complaint, string Message, string Mend)[] s_translations =
    [
        ("found unexpected end of stream", "this quoted text is not closed", "Close the quote"),
        ("double-quoted scalar, found wrong indentation", "this quoted text is not closed on its line", "Close the quote, or indent the lines that go on"),
        ("unexpected document indicator", "this quoted text is not closed", "Close the quote"),
        ("found invalid mapping", "a key with a colon stands inside the value before it", "Begin it in the same column as its neighbours, or put a text that holds ': ' in quotes"),
        ("Mapping values are not allowed", "a colon stands where no key precedes it", "Put a text that holds a colon in quotes"),
        ("Mapping keys are not allowed", "a question mark and a space mean a key", "Put the text in quotes"),
        ("Block sequence entries are not allowed", "a list element cannot begin here", "Begin the list on its own line, or write [a, b]"),
        ("expected '-' indicator", "this line stands in a list but does not begin with a dash", "Begin it with a dash, or in the column of the key it belongs to"),
        ("cannot start any token", "a text cannot begin with this character", "Put the text in quotes"),
        ("unknown escape character", "this text holds a backslash that escapes nothing", "Write \\\\ for a backslash, or use single quotes"),
        ("hexadecimal number", "this text holds an incomplete \\x, \\u or \\U escape", "Write the character itself, or use single quotes"),
        ("Unicode", "this text holds an escape that is no character", "Write the character itself"),
        ("anchor", "& and * name anchors, and anchors are not read", "Put a text that starts with them in quotes"),
        ("scanning a tag", "! names a tag, and tags are not read", "Put a text that starts with it in quotes"),
        ("undefined tag", "! names a tag, and tags are not read", "Put a text that starts with it in quotes"),
        ("block scalar", "| and > begin a block of text on the next line", "Put a text that starts with them in quotes"),
        ("invalid comment", "a comment begins without a space before it", "Put a space before the #"),
        ("expected node content", "a value is missing before this place", "Write the value; a text of brackets and commas needs quotes"),
        ("directive", "a line that begins with % is a directive, and directives are not read", "Remove it"),
        ("incompatible YAML", "this version of YAML is not known", "Remove the line that begins with %YAML"),
    ];

    /// <summary>An exception that explains the parser's complaint.</summary>
    /// <param name="source">The file.</param>
    /// <param name="builder">The tree as far as it was built: it knows which brackets are open.</param>
    /// <param name="slip">The complaint.</param>
    public static ProblemFileException Explain(ProblemSource source, NodeBuilder builder, YamlException slip)
    {
        TextPosition at = YamlFrontEnd.PositionOf(slip.Start);
        if (slip.Message.Contains(" tab ", StringComparison.Ordinal))
        {
            return TabbedLine(source, at);
        }

        if (at.IsNotBefore(source.End))
        {
            return ExplainEnd(source, builder);
        }

        if (slip.Message.Contains("expected ',' or", StringComparison.Ordinal))
        {
            string opened = OpenBracket(source, builder) is { } bracket ? $" that opens on line {bracket.Position.Line}" : "";
            char close = slip.Message.TrimEnd('.', '\'')[^1];
            return source.Error(at, "", $"expected a comma or the end of the bracket{opened}", $"Put commas between the values, and {close} at the end");
        }

        if (slip.Message.Contains("expected key", StringComparison.Ordinal)
            || slip.Message.Contains("expected ':'", StringComparison.Ordinal)
            || slip.Message.Contains("expected <document", StringComparison.Ordinal))
        {
            (string message, string mend) = YamlLine.Explain(source.Line(at.Line), at.Column);
            return source.Error(at, "", message, mend);
        }

        foreach ((string complaint, string message, string mend) in s_translations)
        {
            if (slip.Message.Contains(complaint, StringComparison.Ordinal))
            {
                return source.Error(at, "", message, mend);
            }
        }

        return source.Error(at, "", $"this is not YAML ({slip.Message.TrimEnd('.')})");
    }

    /// <summary>An exception for the texts, mostly with a bracket left open, on which the parser itself breaks down.</summary>
    public static ProblemFileException ExplainBreakdown(ProblemSource source, NodeBuilder builder, TextPosition reached) =>
        Unclosed(source, builder)
        ?? source.Error(reached, "", "what follows is not YAML", "Begin the keys of one map in the same column, and close every bracket");

    /// <summary>The parser found the end of the text where it wanted more.</summary>
    private static ProblemFileException ExplainEnd(ProblemSource source, NodeBuilder builder) =>
        Unclosed(source, builder)
        ?? source.Error(source.End, "", "the text ends in the middle of a value", "Complete it; was the file cut off?");

    private static ProblemFileException? Unclosed(ProblemSource source, NodeBuilder builder) =>
        OpenBracket(source, builder) is { } bracket
            ? source.Error(bracket.Position, bracket.Path.ToString(), "this bracket is not closed", "Close it before the next key begins")
            : null;

    /// <summary>Where the innermost open list or map stands, if it is written with brackets.</summary>
    private static NodePlace? OpenBracket(ProblemSource source, NodeBuilder builder)
    {
        if (builder.InnermostOpen is not { Position: var at } place)
        {
            return null;
        }

        ReadOnlySpan<char> line = source.Line(at.Line);
        return at.Column <= line.Length && line[at.Column - 1] is '[' or '{' ? place : null;
    }

    /// <summary>The parser points at the value before the tab; the tab is in the indentation of a later line, or of this one.</summary>
    private static ProblemFileException TabbedLine(ProblemSource source, TextPosition at)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in source.Text.AsSpan().EnumerateLines())
        {
            number++;
            int tab = line.IndexOf('\t');
            if (number >= at.Line && tab >= 0 && line[..tab].Trim(' ').IsEmpty)
            {
                at = new TextPosition(number, tab + 1);
                break;
            }
        }

        return source.Error(at, "", "a tab indents this line", "Indent with spaces");
    }
}
