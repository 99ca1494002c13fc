using System.Globalization;
using System.Text;

namespace Parley.Files.Documents;

/// <summary>One thing that is wrong with a file: where, what, and how to mend it.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">The line, from 1; 0 where the message concerns the file as a whole.</param>
/// <param name="Column">The column, from 1; 0 where the message concerns the file as a whole.</param>
/// <param name="Path">The key path, such as <c>players.buyer.types</c>; empty at the root.</param>
/// <param name="Message">What is wrong, as a clause without a full stop.</param>
/// <param name="Mend">What to do about it, as an imperative without a full stop; null where the message says it all.</param>
/// <param name="Excerpt">The offending line; null where the message concerns the file as a whole.</param>
public sealed record Diagnostic(
    string File, int Line, int Column, string Path, string Message, string? Mend = null, SourceExcerpt? Excerpt = null)
{
    /// <summary>
    /// The diagnostic on one line:
    /// <c>broker.yaml:7:18: players.buyer.types: probabilities sum to 11/10, not 1. Make them sum to 1.</c>
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $":{Line}:{Column}");
        }

        text.Append(": ");
        if (Path.Length > 0)
        {
            text.Append(Path).Append(": ");
        }

        text.Append(AsSentence(Message));
        return Mend is null ? text.ToString() : text.Append(' ').Append(AsSentence(Mend)).ToString();
    }

    /// <summary>
    /// The line of <see cref="ToString"/>, followed, where the place is known, by the line of the file and a caret
    /// under the column.
    /// </summary>
    public string ToDisplayString() => Excerpt is null ? ToString() : $"{this}\n{Excerpt}";

    private static string AsSentence(string clause) => clause.EndsWith('.') || clause.EndsWith('?') ? clause : clause + ".";
}
