using System.Globalization;
using System.Text;

namespace Parley.Files;

/// <summary>Text from a file as it may appear in a message: short, on one line, and harmless to a terminal.</summary>
internal static class Shown
{
    /// <summary>The text in quotes, control characters as <c>\u001b</c>, shortened with <c>...</c> beyond the limit.</summary>
    public static string Quoted(string text, char quote = '\'', int limit = 40) => $"{quote}{Plain(text, limit)}{quote}";

    /// <summary>The text without quotes, otherwise as <see cref="Quoted"/> shows it.</summary>
    public static string Plain(string text, int limit = 40)
    {
        bool isLong = text.Length > limit;
        var shown = new StringBuilder();
        foreach (Rune rune in (isLong ? text.AsSpan(0, limit) : text).EnumerateRunes())
        {
            shown.Append(IsInvisible(rune)
                ? $"\\u{rune.Value.ToString("x4", CultureInfo.InvariantCulture)}"
                : rune.ToString());
        }

        return isLong ? shown.Append("...").ToString() : shown.ToString();
    }

    /// <summary>
    /// True for characters that would move the cursor, break the line, or reorder the text around them: controls,
    /// line and paragraph separators, and the bidirectional controls.
    /// </summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
