using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Parley.Files.Documents;

/// <summary>
/// Refuses bytes that are not plain UTF-8 text, naming the first bad place. Lines end in LF or CRLF; other
/// characters that some programs take for line ends are refused, so that every reader counts the same lines.
/// </summary>
internal static class SourceTextGuard
{
    /// <summary>Checks the source's bytes. Cost: one pass.</summary>
    /// <exception cref="ProblemFileException">The bytes are empty, UTF-16, not UTF-8, or hold control characters.</exception>
    public static void Check(ProblemSource source)
    {
        ReadOnlySpan<byte> bytes = source.Bytes.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw source.Error("this file is in UTF-16, as its first two bytes say", "Save it as UTF-8");
        }

        ReadOnlySpan<byte> text = source.Utf8Text.Span;
        if (text.IsEmpty)
        {
            throw source.Error("this file is empty", "Start it with the line parley: 1");
        }

        if (!Utf8.IsValid(text))
        {
            throw NotUtf8(source, text);
        }

        RejectControls(source, text);
    }

    private static ProblemFileException NotUtf8(ProblemSource source, ReadOnlySpan<byte> text)
    {
        int good = 0;
        while (Rune.DecodeFromUtf8(text[good..], out _, out int length) == OperationStatus.Done)
        {
            good += length;
        }

        TextPosition at = PositionOf(text, good);
        return new ProblemFileException(new Diagnostic(
            source.Name, at.Line, at.Column, "", $"the byte {text[good]:X2} is not UTF-8 text", "Save the file as UTF-8"));
    }

    private static void RejectControls(ProblemSource source, ReadOnlySpan<byte> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (!MayStartControl(text[at]) || text[at..].StartsWith("\r\n"u8))
            {
                continue;
            }

            Rune.DecodeFromUtf8(text[at..], out Rune rune, out _);
            if (IsRefused(rune))
            {
                (string message, string mend) = Describe(rune);
                throw source.Error(PositionOf(text, at), "", message, mend);
            }
        }
    }

    private static (string Message, string Mend) Describe(Rune rune) => rune.Value switch
    {
        0 => ("a NUL character is not allowed in a text file", "Save the file as UTF-8 text, not UTF-16 or a binary format"),
        '\r' => ("a carriage return stands here without a line feed", "Let lines end in LF or CRLF"),
        int other => ($"the control character U+{other.ToString("X4", CultureInfo.InvariantCulture)} is not allowed in a text file", "Remove it"),
    };

    /// <summary>C0 and DEL are one byte; C1 starts with C2; the separators U+2028 and U+2029 start with E2.</summary>
    private static bool MayStartControl(byte first) =>
        first is (< 0x20 and not ((byte)'\t' or (byte)'\n')) or 0x7F or 0xC2 or 0xE2;

    private static bool IsRefused(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>The place of a byte; everything before it is good text.</summary>
    private static TextPosition PositionOf(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> before = text[..at];
        int lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new TextPosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
