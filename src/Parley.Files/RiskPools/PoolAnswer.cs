using Parley.Certificates.RiskPools;
using Parley.Files.Results;

namespace Parley.Files.RiskPools;

/// <summary>A solved and audited pool.</summary>
/// <param name="Result">The result.</param>
/// <param name="Findings">What the evidence proves; null where it is flawed.</param>
public sealed record PoolAnswer(SolvedResult Result, PoolFindings? Findings);
