using Parley.Files.Documents;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>A problem of the kind <c>partnership</c>.</summary>
/// <param name="Source">The file.</param>
/// <param name="Partnership">The question.</param>
/// <param name="Reports">A reported value for each partner, within the supports; null where none are given.</param>
public sealed record PartnershipProblem(ProblemSource Source, Partnership Partnership, IReadOnlyList<double>? Reports)
    : Problem(Source, PartnershipReader.Kind);
