using Parley.Problems.Promises;

namespace Parley.Files.Results;

/// <summary>An outcome that was audited, ready to be written.</summary>
/// <param name="Tree">The whole result.</param>
/// <param name="Promises">What the audit found.</param>
/// <param name="Flaws">What makes the evidence worthless; empty for a result that may be shown.</param>
/// <param name="IsAnswered">False where no certified answer was found and the result says how far the work came.</param>
public sealed record SolvedResult(ResultMap Tree, IReadOnlyList<Promise> Promises, IReadOnlyList<string> Flaws, bool IsAnswered)
{
    /// <summary>True where a promise that the mechanism claims fails.</summary>
    public bool IsBroken => Promises.Any(promise => promise.IsBroken);
}
