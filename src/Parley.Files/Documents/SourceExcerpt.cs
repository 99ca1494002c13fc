using System.Text;

namespace Parley.Files.Documents;

/// <summary>The part of a line around a column, and where the column is in it.</summary>
/// <param name="Text">The part of the line, at most <see cref="Width"/> characters, each one column wide.</param>
/// <param name="Caret">How many characters stand before the column.</param>
public sealed record SourceExcerpt(string Text, int Caret)
{
    /// <summary>The most characters of a line that are shown.</summary>
    public const int Width = 100;

    private const string Margin = "    ";

    /// <summary>The excerpt around a column (from 1) of a line.</summary>
    public static SourceExcerpt Of(ReadOnlySpan<char> line, int column)
    {
        int caret = Math.Clamp(column - 1, 0, line.Length);
        int start = Math.Max(0, caret - (Width / 2));
        int length = Math.Min(Width, line.Length - start);
        return new SourceExcerpt(Printable(line.Slice(start, length)), caret - start);
    }

    /// <summary>Two indented lines: the text, and a caret under the column.</summary>
    public override string ToString() => $"{Margin}{Text}\n{Margin}{new string(' ', Caret)}^";

    private static string Printable(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder();
        foreach (char letter in line)
        {
            bool isHarmless = Rune.TryCreate(letter, out Rune rune) ? !Shown.IsInvisible(rune) : char.IsSurrogate(letter);
            text.Append(letter == '\t' ? ' ' : isHarmless ? letter : '?');
        }

        return text.ToString();
    }
}
