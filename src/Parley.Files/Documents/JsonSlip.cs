using System.Text;
using System.Text.Json;

namespace Parley.Files.Documents;

/// <summary>Says in plain words what is wrong with a text that is not JSON.</summary>
internal static class JsonSlip
{
    /// <summary>The reader's complaint at its place.</summary>
    public static ProblemFileException Explain(ProblemSource source, JsonException slip)
    {
        string message = slip.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return source.Error(PositionOf(source, slip), "", message);
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
