namespace Parley.Problems.Expressions;

/// <summary>A text is no expression.</summary>
public sealed class ExpressionSyntaxException : FormatException
{
    internal ExpressionSyntaxException(int position, string message, string mend)
        : base(message) => (Position, Mend) = (position, mend);

    /// <summary>Where the trouble begins: a 0-based character offset; the length of the text where it ends too early.</summary>
    public int Position { get; }

    /// <summary>What to write instead, such as <c>write ^ for a power: x^2</c>.</summary>
    public string Mend { get; }
}
