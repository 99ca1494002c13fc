using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Parley.Files.Documents;

/// <summary>
/// Reads YAML through the event parser of YamlDotNet: no types are guessed, nothing is constructed, and what could
/// surprise a reader (anchors, tags, merge keys, several documents) is refused.
/// </summary>
internal static class YamlFrontEnd
{
    /// <summary>The root of the document.</summary>
    /// <exception cref="ProblemFileException">The text is not YAML, or uses what problem files do without.</exception>
    public static DocumentNode Read(ProblemSource source, int maximumNodes)
    {
        var builder = new NodeBuilder(source, maximumNodes);
        var parser = new Parser(new StringReader(source.Text));
        while (MoveNext(parser, source, builder))
        {
            Feed(builder, parser.Current!);
        }

        return builder.Root ?? throw source.Error("this file holds nothing but comments", "Start it with the line parley: 1");
    }

    private static bool MoveNext(Parser parser, ProblemSource source, NodeBuilder builder)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException slip)
        {
            throw YamlSlip.Explain(source, builder, slip);
        }
        catch (Exception breakdown) when (breakdown is InvalidOperationException or ArgumentException or OverflowException)
        {
            // YamlDotNet 16.3 fails an invariant of its own on "a: [1" followed by a key, and on repeated "...".
            throw YamlSlip.ExplainBreakdown(source, builder, PositionOf(parser.Current?.End ?? Mark.Empty));
        }
    }

    private static void Feed(NodeBuilder builder, ParsingEvent happened)
    {
        TextPosition at = PositionOf(happened.Start);
        RejectSpecialities(builder, happened, at);
        switch (happened)
        {
            case Scalar key when builder.AwaitsKey:
                builder.Key(KeyText(builder, key, at), at);
                break;
            case Scalar value:
                builder.Scalar(value.Value, value.Style != ScalarStyle.Plain, at);
                break;
            case NodeEvent when builder.AwaitsKey:
                throw builder.Error(at, "a list or a map stands where a key belongs", "Write a word or a quoted text before the colon");
            case MappingStart:
                builder.BeginMap(at);
                break;
            case SequenceStart:
                builder.BeginList(at);
                break;
            case MappingEnd or SequenceEnd:
                builder.End();
                break;
        }
    }

    private static void RejectSpecialities(NodeBuilder builder, ParsingEvent happened, TextPosition at)
    {
        switch (happened)
        {
            case DocumentStart when builder.Root is not null:
                throw builder.Error(at, "a second document begins here", "Keep one problem in each file");
            case AnchorAlias alias:
                throw builder.Error(at, $"*{alias.Value.Value} refers to an anchor, and anchors are not read", "Write the value out again; quote a text that starts with *");
            case NodeEvent { Anchor.IsEmpty: false } anchored:
                throw builder.Error(at, $"&{anchored.Anchor.Value} is an anchor, and anchors are not read", "Remove it, and write the value out wherever it is needed; quote a text that starts with &");
            case NodeEvent { Tag.IsEmpty: false } tagged:
                throw builder.Error(at, $"{TagText(tagged.Tag)} is a tag, and tags are not read", "Remove it; quote a text that starts with !");
        }
    }

    private static string KeyText(NodeBuilder builder, Scalar key, TextPosition at) => key switch
    {
        { Style: ScalarStyle.Plain, Value: "<<" } => throw builder.Error(at, "<< merges another map, and merge keys are not read", "Write the keys out here"),
        { Style: ScalarStyle.Plain, Value: "" } => throw builder.Error(at, "a key is missing before the colon", "Write one"),
        _ => key.Value,
    };

    /// <summary>The tag as people write it: <c>!!python/object</c> stands for a longer name.</summary>
    private static string TagText(TagName tag) => tag.IsNonSpecific
        ? "!"
        : Shown.Plain(tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal));

    /// <summary>The parser counts lines and columns from 1, as we do.</summary>
    internal static TextPosition PositionOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
