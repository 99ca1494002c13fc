using System.Text;

namespace Parley.Files.Documents;

/// <summary>What may be the name of a party, a type or a decision: anything that prints on one line.</summary>
public static class NameRule
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaximumLength = 200;

    internal const string Mend = "Write a short name on one line, such as ana or 'Zoë K.'";

    /// <summary>Why a text is not a name, as a clause; null where it is one.</summary>
    public static string? Objection(string text) => text switch
    {
        "" => "a name is empty",
        { Length: > MaximumLength } => $"a name of {text.Length} characters; at most {MaximumLength} are allowed",
        _ when text.EnumerateRunes().Any(Shown.IsInvisible) => $"the name {Shown.Quoted(text)} holds a control character",
        _ when text.Trim().Length < text.Length => $"the name {Shown.Quoted(text)} begins or ends with a space",
        _ => null,
    };
}
