using Parley.Engines.Numerics;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The greatest welfare of entropic members with single priors, which may differ, on the sign-preserving menu: Newton's method in
/// one number for each member. With <c>-(1/g) log Z = max over u of u + 1/g - Z exp(g u)/g</c>, welfare is the maximum of a concave function of the
/// levels u, whose inner problem splits by scenario (<see cref="WaterTable"/>).
/// </summary>
/// <remarks>
/// Source: design notes on Ogaku's risk sharing, Section "Newton in n variables". With a common prior the start is the answer: shares
/// proportional to 1/g. Many scenarios are first thinned out, then taken whole. Cost: a few passes over members times
/// scenarios, and some Cholesky factorisations of members x members (<see cref="LevelModel"/>) in each.
/// </remarks>
internal sealed class LevelSearch
{
    /// <summary>A certified relative gap at which the search ends: a tenth of what is promised.</summary>
    private const double Enough = 1e-10;

    /// <summary>Marginal values this near to 1 are worth a look at the gap.</summary>
    private const double Near = 1e-8;

    /// <summary>Marginal values whose logarithm is farther from 0 are too far for the model; steps reach no farther than the second number.</summary>
    private const double Far = 0.7;
    private const double Farthest = 300;

    /// <summary>Steps at most; five to ten are usual.</summary>
    private const int MostSteps = 100;

    /// <summary>As many scenarios show the way well enough: the first search looks at no more, and curvature is taken from no more.</summary>
    private const int FewScenarios = 2048;

    private readonly RiskPool _pool;
    private readonly double[] _aversion;
    private readonly ScenarioBlocks _blocks;
    private readonly double _scale;
    private readonly int _members;
    private readonly double[] _mass;
    private readonly double[] _start;
    private double[]? _reached;

    private LevelSearch(RiskPool pool, Thinning? thinning, Thinning? curvature, CancellationToken cancellation)
    {
        _pool = pool;
        _members = pool.Members.Count;
        _aversion = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        _blocks = new ScenarioBlocks(pool, _aversion, thinning, curvature);
        _scale = PoolScale.Of(pool);
        double tolerance = 1 / Tilt(pool);
        double lowest = Lowest(pool.Total);
        (_mass, double[] moment) = _blocks.Moments(1 / tolerance, lowest, cancellation);
        _start = [.. moment.Select((sum, i) => ((lowest / tolerance) - Math.Log(sum)) / _aversion[i])];
    }

    /// <summary>The levels, and how large their certified gap is, relative to the pool's scale.</summary>
    /// <param name="pool">A pool of entropic members with single priors.</param>
    /// <param name="progress">Hears of every pass.</param>
    /// <param name="cancellation">Stops the work at the levels reached by then, whose gap is then infinite here and for a checker to find.</param>
    public static (double[] Levels, double RelativeGap) Solve(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pool);
        Thinning? few = Thinned(pool, FewScenarios);
        double[]? start = null;
        try
        {
            start = few is null ? null : new LevelSearch(pool, few, few, cancellation).Run(null, 1e-4, null, cancellation).Levels;
            return new LevelSearch(pool, null, Thinned(pool, 4 * FewScenarios), cancellation).Run(start, Enough, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Any levels are an allocation, with a bound; those at 0 share in proportion to risk tolerance where beliefs agree.
            return (start ?? new double[pool.Members.Count], double.PositiveInfinity);
        }
    }

    private static Thinning? Thinned(RiskPool pool, int count) => 2 * count < pool.Scenarios && !pool.Centres.IsCommon ? Thinning.Of(pool, Tilt(pool), count) : null;

    /// <summary>The risk aversion of the pool as a whole.</summary>
    private static double Tilt(RiskPool pool) => 1 / pool.Members.Sum(member => 1 / ((Entropic)member.Utility).RiskAversion);

    private (double[] Levels, double RelativeGap) Run(double[]? start, double enough, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        Point point = At(start ?? _start, cancellation);
        try
        {
            return Climb(point, enough, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            return (_reached ?? point.Levels, double.PositiveInfinity); // any levels are an allocation, with a bound
        }
    }

    private (double[] Levels, double RelativeGap) Climb(Point point, double enough, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        var best = (point.Levels, RelativeGap: double.PositiveInfinity);
        for (int step = 1; step <= MostSteps; step++)
        {
            progress?.Report(new PoolProgress(step, point.Error));
            if (enough > Near && point.Error < enough)
            {
                return (point.Levels, point.Error);
            }

            if (point.Error < Near)
            {
                double gap = RelativeGap(point, cancellation);
                bool isDone = gap <= enough || gap > best.RelativeGap / 2;
                best = gap < best.RelativeGap ? (point.Levels, gap) : best;
                if (isDone)
                {
                    return best;
                }
            }

            if (Improve(point, cancellation) is not { } next)
            {
                break;
            }

            point = next;
            _reached = point.Levels;
        }

        double last = RelativeGap(point, cancellation);
        return last < best.RelativeGap ? (point.Levels, last) : best;
    }

    private Point At(double[] levels, CancellationToken cancellation)
    {
        LevelSums sums = _blocks.Sums(levels, cancellation);
        double[] curvature = new double[_members * _members];
        sums.CopyCurvature(curvature);
        // Where its part is 0 a member's marginal value is its own: only the probability of those scenarios is needed.
        double[] idle = [.. levels.Select((level, i) => Math.Exp(_aversion[i] * level) * Math.Max(_mass[i] - sums.ActiveMass[i], 0))];
        return new Point(levels, [.. sums.ActiveMarginal], idle, curvature, _aversion);
    }

    /// <summary>The model's best step, halved until it climbs; null where rounding leaves nothing to climb.</summary>
    private Point? Improve(Point point, CancellationToken cancellation)
    {
        double[] logarithms = [.. point.LogMarginals.Select(logarithm => Math.Clamp(logarithm, -Farthest, Farthest))];
        double[] direction = logarithms.Max(Math.Abs) > Far
            ? [.. logarithms.Select((logarithm, i) => -logarithm / _aversion[i])] // right where all are alike, and safe far away
            : LevelModel.Step(point.Active, point.Idle, point.Curvature, _aversion);
        double slope = direction.Select((d, i) => d * (1 - point.Marginals[i])).Sum();
        for (double length = 1; length > 1e-6; length /= 2)
        {
            double step = length;
            Point next = At([.. point.Levels.Zip(direction, (level, d) => level + (step * d))], cancellation);
            // Near the top the value's rounding hides the climb; a shrinking gradient shows it.
            if (next.Value > point.Value + (1e-4 * step * slope) || next.Error < 0.5 * point.Error)
            {
                return next;
            }
        }

        return null;
    }

    private double RelativeGap(Point point, CancellationToken cancellation)
    {
        double welfare = point.Levels.Select((level, i) => level - (point.LogMarginals[i] / _aversion[i])).Sum();
        double scale = Math.Max(_scale, Math.Abs(welfare));
        return scale == 0 ? 0 : Math.Max(0, _blocks.Gap(point.Levels, point.LogMarginals, cancellation)) / scale;
    }

    private static double Lowest(ReadOnlySpan<double> numbers)
    {
        double lowest = double.PositiveInfinity;
        foreach (double number in numbers)
        {
            lowest = Math.Min(lowest, number);
        }

        return lowest;
    }

    /// <summary>The dual function at some levels, with its slopes and curvature.</summary>
    private sealed class Point(double[] levels, double[] active, double[] idle, double[] curvature, double[] aversion)
    {
        public double[] Levels => levels;

        public double[] Active => active;

        public double[] Idle => idle;

        public double[] Curvature => curvature;

        /// <summary>The sums <c>M_i</c> of each member's marginal values; 1 at the optimum.</summary>
        public double[] Marginals { get; } = [.. active.Zip(idle, (first, second) => first + second)];

        public double[] LogMarginals => [.. Marginals.Select(marginal => Math.Log(marginal))];

        public double Value => Levels.Select((level, i) => level + ((1 - Marginals[i]) / aversion[i])).Sum();

        /// <summary>How far any member's marginal values are from summing to 1.</summary>
        public double Error => Marginals.Max(marginal => double.IsFinite(marginal) ? Math.Abs(marginal - 1) : double.PositiveInfinity);
    }
}
