using Parley.Certificates.RiskPools.Contracts;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What was found for a pool.</summary>
/// <param name="Pool">The question.</param>
/// <param name="Method">Which method found it, in a word or two.</param>
/// <param name="Evidence">The allocation and its proof; null where none was found in time.</param>
/// <param name="Unanswered">Why there is no certified answer; empty where there is one.</param>
public sealed record PoolOutcome(RiskPool Pool, string Method, PoolEvidence? Evidence, string Unanswered = "")
{
    /// <summary>Each member's mean utility over the menu; null where it is not computed.</summary>
    public IReadOnlyList<AverageUtility>? Averages { get; init; }

    /// <summary>What a test of the rule on held-out scenarios rests on; null where none was asked for.</summary>
    public HeldOutEvidence? HeldOut { get; init; }
}
