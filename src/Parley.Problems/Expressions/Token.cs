namespace Parley.Problems.Expressions;

internal enum TokenKind
{
    Number,
    Name,
    Symbol,
    End,
}

/// <summary>A piece of text: a number, a dotted name, one of <c>+ - * / ^ ( ) ,</c>, or the end.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Position">Its first character.</param>
/// <param name="Text">What is written; empty at the end.</param>
internal readonly record struct Token(TokenKind Kind, int Position, string Text)
{
    public bool Is(char symbol) => Kind == TokenKind.Symbol && Text[0] == symbol;

    /// <summary>The token as an error message names it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        _ when Text.Length > 40 => $"'{Text[..40]}...'",
        _ => $"'{Text}'",
    };
}
