namespace Parley.Files.Results;

/// <summary>The two keys at the root of a result that have a meaning of their own.</summary>
public static class ResultKeys
{
    /// <summary>
    /// The tree of exact numbers, as strings in lowest terms. Maps keep the keys that lead to an exact number; lists
    /// that hold one keep their length, with <c>null</c> where an element holds none.
    /// </summary>
    public const string Exact = "exact";

    /// <summary>What a checker needs. Exact numbers stand in it as strings, and are not repeated under exact.</summary>
    public const string Certificate = "certificate";
}
