using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Stand-in.</summary>
public static class SaddlePointSearch
{
    /// <summary>Stand-in.</summary>
    public static PoolEvidence? Solve(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation) => null;
}
