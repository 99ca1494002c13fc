using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;

namespace Parley.Files.RiskPools;

/// <summary>A solved and audited pool.</summary>
/// <param name="Result">The result.</param>
/// <param name="Findings">What the evidence proves; null where it is flawed.</param>
/// <param name="Payoffs">What members end up with; null where there is no allocation.</param>
/// <param name="Limited">What limits on payments cost; null where there are none.</param>
public sealed record PoolAnswer(SolvedResult Result, PoolFindings? Findings, PoolPayoffs? Payoffs = null, CappedWelfare? Limited = null)
{
    /// <summary>The contract that carries the allocation out; null where there is no allocation.</summary>
    public PoolContract? Contract { get; init; }

    /// <summary>What the rule loses on held-out scenarios; null where that was not asked for.</summary>
    public HeldOutFindings? HeldOut { get; init; }
}
