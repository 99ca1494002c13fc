using System.Text;
using System.Text.Json;

namespace Parley.Files.Documents;

/// <summary>
/// Reads JSON (RFC 8259) into the same nodes as YAML. Strings are quoted scalars; numbers, <c>true</c>, <c>false</c>
/// and <c>null</c> are plain ones, as written.
/// </summary>
internal static class JsonFrontEnd
{
    // The reader counts levels itself so that the refusal is the same as in YAML; this only bounds its bit stack.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 1_000_000 };

    /// <summary>True where the text begins as JSON does and is well formed to the end. Cost: one pass.</summary>
    public static bool IsJson(ProblemSource source)
    {
        ReadOnlySpan<byte> text = source.Utf8Text.Span.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text, s_options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The root of the document.</summary>
    /// <exception cref="ProblemFileException">The text is not JSON, or too deep or too large, or a key stands twice.</exception>
    public static DocumentNode Read(ProblemSource source, int maximumNodes)
    {
        ReadOnlySpan<byte> text = source.Utf8Text.Span;
        var builder = new NodeBuilder(source, maximumNodes);
        var lines = new LineCounter(text);
        var reader = new Utf8JsonReader(text, s_options);
        try
        {
            while (reader.Read())
            {
                Feed(builder, ref reader, lines.PositionOf((int)reader.TokenStartIndex));
            }
        }
        catch (JsonException slip)
        {
            throw JsonSlip.Explain(source, slip);
        }

        return builder.Root!;
    }

    private static void Feed(NodeBuilder builder, ref Utf8JsonReader reader, TextPosition at)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                builder.BeginMap(at);
                break;
            case JsonTokenType.StartArray:
                builder.BeginList(at);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.End();
                break;
            case JsonTokenType.PropertyName:
                builder.Key(Unescaped(builder, ref reader, at), at);
                break;
            case JsonTokenType.String:
                builder.Scalar(Unescaped(builder, ref reader, at), isQuoted: true, at);
                break;
            default:
                builder.Scalar(Encoding.UTF8.GetString(reader.ValueSpan), isQuoted: false, at);
                break;
        }
    }

    private static string Unescaped(NodeBuilder builder, ref Utf8JsonReader reader, TextPosition at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw builder.Error(at, "an escape in this text is half of a surrogate pair", "Write the character itself");
        }
    }
}
