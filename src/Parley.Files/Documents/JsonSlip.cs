using System.Text;
using System.Text.Json;

namespace Parley.Files.Documents;

/// <summary>Says in plain words what is wrong with a text that is not JSON.</summary>
internal static class JsonSlip
{
    private const string FractionMend = "Write a fraction as a text in double quotes, such as \"2/5\"; JSON has no comments";

    private static readonly (string Complaint, string Message, string Mend)[] s_translations =
    [
        ("trailing comma", "a comma stands before the closing bracket", "Remove the comma"),
        ("'/'", "a slash stands outside of a text", FractionMend),
        ("end of a number", "this is not a number of JSON", FractionMend),
        ("leading zero", "a number begins with a superfluous 0", "Remove it"),
        ("within a JSON string", "a text in double quotes is not closed on its line, or holds a tab", "Close the quote, or write \\n or \\t"),
        ("escapable character", "a backslash escapes nothing here", "Write \\\\ for a backslash"),
        ("start of a property name", "a key in double quotes belongs here", "Put every key in double quotes"),
        ("invalid JSON literal", "a text without quotes stands here", "Put it in double quotes"),
        ("start of a value", "a value belongs here", "Put texts, and fractions such as \"2/5\", in double quotes"),
        ("after a single JSON value", "something follows the end of the document", "Remove it"),
        ("after a value", "a comma or a closing bracket belongs here", "Put commas between values"),
        ("after a property name", "a colon belongs here", "Write \"key\": value"),
    ];

    /// <summary>An exception that explains the reader's complaint.</summary>
    public static ProblemFileException Explain(ProblemSource source, JsonException slip)
    {
        TextPosition at = PositionOf(source, slip);
        if (at.IsNotBefore(source.End))
        {
            return source.Error(source.End, "", "the text ends before every bracket and quote is closed", "Close them; was the file cut off?");
        }

        foreach ((string complaint, string message, string mend) in s_translations)
        {
            if (slip.Message.Contains(complaint, StringComparison.Ordinal))
            {
                return source.Error(at, "", message, mend);
            }
        }

        return source.Error(at, "", $"this is not JSON ({slip.Message.Split(" LineNumber:")[0].TrimEnd('.')})");
    }

    /// <summary>The exception counts lines from 0 and columns in bytes from 0.</summary>
    private static TextPosition PositionOf(ProblemSource source, JsonException slip)
    {
        ReadOnlySpan<byte> rest = source.Utf8Text.Span;
        int line = (int)(slip.LineNumber ?? 0);
        for (int passed = 0; passed < line; passed++)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        int bytes = Math.Min((int)(slip.BytePositionInLine ?? 0), rest.Length);
        return new TextPosition(line + 1, Encoding.UTF8.GetCharCount(rest[..bytes]) + 1);
    }
}
