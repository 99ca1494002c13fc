using Parley.Files.Documents;

namespace Parley.Files.Results;

/// <summary>A result that was read from a file.</summary>
/// <param name="Root">The result: each number that has an exact string is an <see cref="ExactNumber"/>.</param>
/// <param name="Document">
/// The file as it stands, with positions, for reading primary data by key: in the certificate exact numbers stand
/// where they are used; elsewhere they stand under <c>exact</c>. <see cref="DocumentNode.AsExact"/> reads them.
/// </param>
/// <param name="Disagreements">
/// Where the main tree and the exact tree contradict each other, in the order of the file, at most
/// <see cref="MaximumDisagreements"/>. A result that Parley wrote has none.
/// </param>
public sealed record RecordedResult(ResultMap Root, MapNode Document, IReadOnlyList<Diagnostic> Disagreements)
{
    /// <summary>The most disagreements listed.</summary>
    public const int MaximumDisagreements = 100;
}
