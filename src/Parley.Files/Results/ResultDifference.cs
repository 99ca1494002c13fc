namespace Parley.Files.Results;

/// <summary>One place where a recorded result is not what recomputing gives.</summary>
/// <param name="Path">The keys and list positions (from 0) that lead to the place; empty at the root.</param>
/// <param name="Recorded">What the file holds, in words: <c>10/3 exactly</c>, <c>nothing</c>.</param>
/// <param name="Recomputed">What recomputing gives, in words.</param>
public sealed record ResultDifference(string Path, string Recorded, string Recomputed)
{
    /// <summary><c>value.buyer: recorded 10/3 exactly, recomputed 11/3 exactly</c>.</summary>
    public override string ToString() =>
        $"{(Path.Length == 0 ? "the result" : Path)}: recorded {Recorded}, recomputed {Recomputed}";
}
