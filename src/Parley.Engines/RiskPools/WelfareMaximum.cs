using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The allocation of the menu that maximises the sum of the members' utilities.</summary>
public static class WelfareMaximum
{
    /// <summary>The allocation, with the evidence that no other is better.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="progress">Hears how far the work has come.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static PoolOutcome Solve(RiskPool pool, IProgress<PoolProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        (double[] levels, double gap) = LevelSearch.Solve(pool, progress, cancellation);
        _ = gap;
        return new PoolOutcome(pool, "newton", new WaterFilling(levels, [.. levels.Select(_ => double.PositiveInfinity)]));
    }
}
