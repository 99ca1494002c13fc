using System.Buffers;

namespace Parley.Files.Documents;

/// <summary>Guesses from a line why it is not the <c>key: value</c> that belongs there.</summary>
internal static class YamlLine
{
    private static readonly SearchValues<char> s_notInWords = SearchValues.Create(" \"'[]{},");

    /// <summary>A message and a mend for a line on which the parser found no key.</summary>
    /// <param name="line">The line.</param>
    /// <param name="column">Where the parser stumbled, from 1.</param>
    public static (string Message, string Mend) Explain(ReadOnlySpan<char> line, int column)
    {
        int index = Math.Clamp(column - 1, 0, line.Length);
        ReadOnlySpan<char> before = line[..index].TrimEnd();
        ReadOnlySpan<char> after = line[index..];
        if (after is [']' or '}', ..])
        {
            return ($"a closing {after[0]} stands here without its opening bracket", "Remove it, or open the bracket before it");
        }

        if (after is [',', ..])
        {
            return ("a comma stands after the end of a value", "Remove it; commas separate values only inside [ ] and { }");
        }

        if (after is [':', ..] || HasGluedColon(line))
        {
            return ("a space is missing after the colon", "Write key: value with a space between");
        }

        if (before is [.., '"' or '\''])
        {
            return ("something follows the closing quote", "Put the whole text in quotes; inside single quotes, write ' twice");
        }

        if (before is [.., ']' or '}'])
        {
            return ("something follows the closing bracket", "Begin the next key on a line of its own");
        }

        return ExplainWhole(line.Trim());
    }

    private static (string Message, string Mend) ExplainWhole(ReadOnlySpan<char> line) => line switch
    {
        ['-', ' ', ..] or ['-'] => ("a list element stands among the keys of a map", "Indent the list below its key, or remove the dash"),
        _ when !line.Contains(':') => ("this line has no colon", "Write key: value; put a text of several lines in quotes"),
        _ => ("this line does not fit the indentation above it", "Begin the keys of one map in the same column"),
    };

    /// <summary>True where a plain word is followed by a colon and then at once by its value.</summary>
    private static bool HasGluedColon(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = line.Trim();
        int colon = text.IndexOf(':');
        return colon > 0
            && colon + 1 < text.Length
            && text[colon + 1] != ' '
            && !text.Contains(": ", StringComparison.Ordinal)
            && !text[..colon].ContainsAny(s_notInWords);
    }
}
