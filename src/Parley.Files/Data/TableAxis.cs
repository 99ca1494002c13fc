namespace Parley.Files.Data;

/// <summary>What the rows or the columns of a table stand for.</summary>
/// <param name="Word">One of them: <c>member</c>.</param>
/// <param name="Count">How many there are; null where the file decides.</param>
/// <param name="Names">Their names; null where they have none.</param>
internal sealed record TableAxis(string Word, int? Count, IReadOnlyList<string>? Names = null)
{
    /// <summary>One of them, counted from 0, as messages call it: <c>member 3 (cem)</c>.</summary>
    public string Describe(int index) => Names is null ? $"{Word} {index + 1}" : $"{Word} {index + 1} ({Shown.Plain(Names[index])})";

    /// <summary>How many there are, in words: <c>3 members</c>.</summary>
    public string CountText(long? count = null) => (count ?? Count) switch
    {
        null => $"any number of {Word}s",
        1 => $"1 {Word}",
        { } number => $"{number} {Word}s",
    };
}
