using System.Text.Encodings.Web;
using System.Text.Json;

namespace Parley.Files.Results;

/// <summary>
/// Writes a result as JSON: UTF-8, indented by two spaces, the same bytes on every machine. Exact numbers appear as
/// the nearest double, and again as strings such as <c>"10/3"</c> in a second tree of the same shape under
/// <see cref="ResultKeys.Exact"/>, which stands before <see cref="ResultKeys.Certificate"/>, or last.
/// </summary>
public static class ResultWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        MaxDepth = ResultReader.MaximumDepth,
        // Quotes, backslashes and control characters are escaped; names and '&' stay readable. Not for use inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The result as JSON text with a newline at its end.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static byte[] ToBytes(ResultMap result)
    {
        using var bytes = new MemoryStream();
        Write(result, bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes the result to a stream, which stays open.</summary>
    /// <exception cref="ArgumentException">The root already has a key <c>exact</c>.</exception>
    /// <exception cref="InvalidOperationException">
    /// The tree is nested too deep, or an exact number is too long, to be read again.
    /// </exception>
    public static void Write(ResultMap result, Stream stream)
    {
        if (result.Contains(ResultKeys.Exact))
        {
            throw new ArgumentException("the key 'exact' is written from the exact numbers; leave it out", nameof(result));
        }

        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            WriteRoot(json, result);
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteRoot(Utf8JsonWriter json, ResultMap result)
    {
        json.WriteStartObject();
        foreach ((string key, ResultNode value) in result)
        {
            if (key == ResultKeys.Certificate)
            {
                WriteExactTree(json, result);
            }

            json.WritePropertyName(key);
            WriteValue(json, value, exactAsText: key == ResultKeys.Certificate);
        }

        if (!result.Contains(ResultKeys.Certificate))
        {
            WriteExactTree(json, result);
        }

        json.WriteEndObject();
    }

    private static void WriteExactTree(Utf8JsonWriter json, ResultMap result)
    {
        json.WriteStartObject(ResultKeys.Exact);
        WriteExactEntries(json, result.Where(entry => entry.Key != ResultKeys.Certificate));
        json.WriteEndObject();
    }

    private static void WriteExactEntries(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, ResultNode>> entries)
    {
        foreach ((string key, ResultNode value) in entries.Where(entry => HoldsExact(entry.Value)))
        {
            json.WritePropertyName(key);
            WriteExact(json, value);
        }
    }

    private static void WriteExact(Utf8JsonWriter json, ResultNode node)
    {
        switch (node)
        {
            case ResultMap map when HoldsExact(map):
                json.WriteStartObject();
                WriteExactEntries(json, map);
                json.WriteEndObject();
                break;
            case ResultList list when HoldsExact(list):
                json.WriteStartArray();
                foreach (ResultNode item in list)
                {
                    WriteExact(json, item);
                }

                json.WriteEndArray();
                break;
            case ExactNumber number:
                json.WriteStringValue(TextOf(number));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static string TextOf(ExactNumber number)
    {
        string text = number.Value.ToString();
        return text.Length <= ExactText.MaximumLength
            ? text
            : throw new InvalidOperationException($"an exact number takes {text.Length} characters; a result holds at most {ExactText.MaximumLength}");
    }

    /// <summary>True where an exact number stands in the tree; looks no further than the first.</summary>
    private static bool HoldsExact(ResultNode node) => node switch
    {
        ExactNumber => true,
        ResultMap map => map.Any(entry => HoldsExact(entry.Value)),
        ResultList list => list.Any(HoldsExact),
        _ => false,
    };

    private static void WriteValue(Utf8JsonWriter json, ResultNode node, bool exactAsText)
    {
        switch (node)
        {
            case ResultMap map:
                json.WriteStartObject();
                foreach ((string key, ResultNode value) in map)
                {
                    json.WritePropertyName(key);
                    WriteValue(json, value, exactAsText);
                }

                json.WriteEndObject();
                break;
            case ResultList list:
                json.WriteStartArray();
                foreach (ResultNode item in list)
                {
                    WriteValue(json, item, exactAsText);
                }

                json.WriteEndArray();
                break;
            case ResultText text:
                json.WriteStringValue(text.Text);
                break;
            case ResultFlag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ExactNumber number when exactAsText:
                json.WriteStringValue(TextOf(number));
                break;
            case ExactNumber number:
                json.WriteNumberValue(number.Nearest);
                break;
            case Approximate number:
                json.WriteNumberValue(number.Value);
                break;
        }
    }
}
