using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>Each member's mean utility over the menu measure: what it gets in price-and-choose where it does not move first.</summary>
/// <remarks>
/// Exact where utilities are linear or the measure is a list; enclosed for entropic members with single priors on the flat measure;
/// within an estimate for entropic members on the proportional one; sampled otherwise.
/// </remarks>
public static class MenuAverages
{
    /// <summary>Rounding of sums of products, relative to the sizes that are summed.</summary>
    private const double Rounding = 1e-14;

    /// <summary>The averages, in the order of the members.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="average">The measure, and how to draw where that is needed.</param>
    /// <param name="progress">Hears which part of the work is done.</param>
    /// <param name="cancellation">Stops the work; draws are used as far as they came.</param>
    /// <exception cref="OperationCanceledException">It was stopped before anything was certain.</exception>
    public static AverageUtility[] Of(RiskPool pool, MenuAverage average, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(average);
        int members = pool.Members.Count;
        var averages = new AverageUtility?[members];
        LightSeries? light = average.Measure == MenuMeasure.SignPreserving && members > 1 && pool.Members.Any(IsSmooth) ? new LightSeries(members) : null;
        int done = 0;
        Parallel.For(0, members, new ParallelOptions { CancellationToken = cancellation }, () => new Workspace(pool, light), (member, _, workspace) =>
        {
            averages[member] = Direct(pool, average.Measure, member, workspace, cancellation);
            progress?.Report((double)Interlocked.Increment(ref done) / members);
            return workspace;
        }, _ => { });
        int[] left = [.. Enumerable.Range(0, members).Where(member => averages[member] is null)];
        if (left.Length > 0)
        {
            foreach ((int member, AverageUtility sampled) in SampledAverage.Of(pool, left, average, progress, cancellation))
            {
                averages[member] = sampled;
            }
        }

        return [.. averages.Select(one => one!)];
    }

    private static bool IsSmooth(Member member) => member.Utility is Entropic && member.Beliefs.IsSingle;

    /// <summary>The average where it need not be drawn; otherwise null.</summary>
    private static AverageUtility? Direct(RiskPool pool, MenuMeasure measure, int index, Workspace workspace, CancellationToken cancellation)
    {
        Member member = pool.Members[index];
        int members = pool.Members.Count;
        pool.Centres.Prior(index, workspace.Centre);
        if (measure == MenuMeasure.Listed)
        {
            var menu = (ListedMenu)pool.Menu;
            double sum = 0;
            double size = 0;
            for (int k = 0; k < menu.Allocations.Count; k++)
            {
                double value = menu.Weights[k] * workspace.Utility(member, [.. menu.Allocations[k][index]]);
                (sum, size) = (sum + value, size + Math.Abs(value));
            }

            return new AverageUtility(sum, Rounding * size, AverageGuarantee.Exact);
        }

        // A share that is certain, or a utility to which twice the position is worth twice as much.
        bool isLinear = member.Utility is Expected && member.Beliefs.IsSingle;
        if (members == 1 || isLinear || (measure == MenuMeasure.Proportional && member.Utility is not Entropic))
        {
            double whole = workspace.Utility(member, pool.Total);
            return new AverageUtility(whole / members, Rounding * Workspace.Size(pool) / members, AverageGuarantee.Exact);
        }

        if (member.Utility is not Entropic entropic)
        {
            return null;
        }

        if (measure == MenuMeasure.Proportional)
        {
            (double value, double error) = member.Beliefs.IsSingle
                ? workspace.Proportional.Value(entropic.RiskAversion, pool.Total, workspace.Centre)
                : workspace.Proportional.Value(share => workspace.UtilityOfShare(member, pool, share));
            return new AverageUtility(value, error, AverageGuarantee.Within);
        }

        if (!member.Beliefs.IsSingle)
        {
            return null;
        }

        (double mean, double bound) = workspace.Flat.Value(entropic.RiskAversion, pool.Total, workspace.Centre, cancellation);
        return new AverageUtility(mean, bound, AverageGuarantee.Enclosed);
    }

    /// <summary>What one thread needs.</summary>
    private sealed class Workspace(RiskPool pool, LightSeries? light)
    {
        private readonly double[] _prior = new double[pool.Scenarios];
        private readonly double[] _tilt = new double[pool.Scenarios];
        private readonly double[] _position = new double[pool.Scenarios];
        private FlatAverage? _flat;
        private ProportionalAverage? _proportional;

        public double[] Centre { get; } = new double[pool.Scenarios];

        public FlatAverage Flat => _flat ??= new FlatAverage(pool.Members.Count, pool.Scenarios, light!);

        public ProportionalAverage Proportional => _proportional ??= new ProportionalAverage(pool.Members.Count);

        public double Utility(Member member, ReadOnlySpan<double> position) => member.Utility.Value(position, member.Beliefs, Centre, _prior, _tilt);

        public double UtilityOfShare(Member member, RiskPool pool, double share)
        {
            for (int s = 0; s < _position.Length; s++)
            {
                _position[s] = share * pool.Total[s];
            }

            return Utility(member, _position);
        }

        /// <summary>The largest total, in money: what rounding is relative to.</summary>
        public static double Size(RiskPool pool)
        {
            double size = 0;
            foreach (double total in pool.Total)
            {
                size = Math.Max(size, Math.Abs(total));
            }

            return size;
        }
    }
}
