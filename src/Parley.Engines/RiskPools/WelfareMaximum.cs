using Parley.Certificates.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The allocation of the menu that maximises the sum of the members' utilities.</summary>
public static class WelfareMaximum
{
    /// <summary>Marginal values that differ by more than this are not the optimum's: the method stalled at kinks.</summary>
    private const double Stalled = 1e-8;

    /// <summary>The most parts, members times scenarios, that the general search is tried on after a faster method stalled.</summary>
    private const long MostParts = 200_000;

    /// <summary>
    /// The allocation, with the evidence that no other is better. The method is the fastest that fits: a closed form; levels by Newton's method
    /// for entropic members with single priors, levels and largest losses where some doubt them; shares for the proportional menu;
    /// and the general search for a saddle point for everything else.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="progress">Hears how far the work has come.</param>
    /// <param name="cancellation">Stops the work at the best allocation so far.</param>
    public static PoolOutcome Solve(RiskPool pool, IProgress<PoolProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return ClosedForms.Solve(pool) ?? pool.Menu switch
        {
            ListedMenu => new PoolOutcome(pool, "comparison of the list", ListedMaximum.Solve(pool, cancellation)),
            ProportionalMenu => new PoolOutcome(pool, "one share for each member", ProportionalSearch.Solve(pool, progress, cancellation)),
            SignPreservingMenu when IsEntropic(pool) && IsSingle(pool) => ByLevels(pool, progress, cancellation),
            SignPreservingMenu when IsEntropic(pool) && IsContaminated(pool) && HasLoss(pool) => ByCaps(pool, progress, cancellation),
            _ => BySaddlePoint(pool, progress, cancellation),
        };
    }

    private static PoolOutcome ByLevels(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        (double[] levels, _) = LevelSearch.Solve(pool, progress, cancellation);
        string method = pool.Centres.IsCommon ? "closed form for a common prior" : "Newton in one level for each member";
        return new PoolOutcome(pool, method, new WaterFilling(levels, [.. levels.Select(_ => double.PositiveInfinity)]));
    }

    private static PoolOutcome ByCaps(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        (double[] levels, double[] caps, double error) = CapSearch.Solve(pool, progress, cancellation);
        return error > Stalled && (long)pool.Members.Count * pool.Scenarios <= MostParts
            ? BySaddlePoint(pool, progress, cancellation)
            : new PoolOutcome(pool, "Newton in levels and largest losses", new WaterFilling(levels, caps));
    }

    /// <summary>Where the search proves nothing at all, fixed shares are an allocation of every menu but a list, with bounds.</summary>
    private static PoolOutcome BySaddlePoint(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation) =>
        SaddlePointSearch.Solve(pool, progress is null ? null : new GapReports(progress), cancellation) is { } evidence
            ? new PoolOutcome(pool, "interior-point search for a saddle point", evidence)
            : new PoolOutcome(pool, "one share for each member, after a search for a saddle point", ProportionalSearch.Solve(pool, progress, cancellation));

    private static bool IsEntropic(RiskPool pool) => pool.Members.All(member => member.Utility is Entropic);

    private static bool IsSingle(RiskPool pool) => pool.Members.All(member => member.Beliefs.IsSingle);

    private static bool IsContaminated(RiskPool pool) => pool.Members.All(member => member.Beliefs.IsSingle || member.Beliefs is Contamination);

    private static bool HasLoss(RiskPool pool) => pool.Total.ContainsAnyInRange(double.MinValue, -double.Epsilon);

    /// <summary>Passes gaps on as steps.</summary>
    private sealed class GapReports(IProgress<PoolProgress> progress) : IProgress<double>
    {
        private int _steps;

        public void Report(double value) => progress.Report(new PoolProgress(++_steps, value));
    }
}
