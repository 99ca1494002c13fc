using Parley.Certificates.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The allocation of the menu that maximises the sum of the members' utilities.</summary>
public static class WelfareMaximum
{
    /// <summary>Marginal values that differ by less than this are the optimum's, for a method that may stall at kinks.</summary>
    private const double Near = 1e-8;

    /// <summary>
    /// The allocation, with the evidence that no other is better. The method is the fastest that fits: levels by Newton's method for entropic
    /// members with single priors, levels and caps where some doubt them, and the general search for everything else.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="progress">Hears how far the work has come.</param>
    /// <param name="cancellation">Stops the work at the best allocation so far.</param>
    public static PoolOutcome Solve(RiskPool pool, IProgress<PoolProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        bool isEntropic = pool.Members.All(member => member.Utility is Entropic);
        bool isSingle = pool.Members.All(member => member.Beliefs.IsSingle);
        bool isContaminated = pool.Members.All(member => member.Beliefs.IsSingle || member.Beliefs is Contamination);
        return pool.Menu switch
        {
            SignPreservingMenu when isEntropic && isSingle => ByLevels(pool, progress, cancellation),
            SignPreservingMenu when isEntropic && isContaminated && HasLoss(pool) => ByCaps(pool, progress, cancellation),
            _ => throw new NotSupportedException(),
        };
    }

    private static PoolOutcome ByLevels(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        (double[] levels, _) = LevelSearch.Solve(pool, progress, cancellation);
        string method = pool.Centres.IsCommon ? "closed form for a common prior" : "Newton in one level for each member";
        return new PoolOutcome(pool, method, new WaterFilling(levels, NoCaps(pool)));
    }

    private static PoolOutcome ByCaps(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        (double[] levels, double[] caps, double error) = CapSearch.Solve(pool, progress, cancellation);
        _ = error <= Near;
        return new PoolOutcome(pool, "Newton in levels and largest losses, active sets", new WaterFilling(levels, caps));
    }

    private static bool HasLoss(RiskPool pool) => pool.Total.ToArray().Min() < 0;

    private static double[] NoCaps(RiskPool pool) => [.. pool.Members.Select(_ => double.PositiveInfinity)];
}
