namespace Parley.Files.Documents;

/// <summary>A place in a text. Lines and columns count from 1; columns count UTF-16 units, as editors do.</summary>
/// <param name="Line">The line; 0 where a message concerns the file as a whole.</param>
/// <param name="Column">The column; 0 where a message concerns the file as a whole.</param>
public readonly record struct TextPosition(int Line, int Column)
{
    /// <summary>No place in particular: the file as a whole.</summary>
    public static TextPosition WholeFile => default;

    /// <summary>True where this place is <paramref name="other"/> or stands behind it.</summary>
    internal bool IsNotBefore(TextPosition other) => (Line, Column).CompareTo((other.Line, other.Column)) >= 0;
}
