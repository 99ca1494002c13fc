using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The best fixed shares of the total, for any utilities and beliefs. What a share w is worth to a member is a concave function of that one number,
/// whose slope is the total's expectation under the member's tilt. At the optimum all who have a share have the same slope.
/// </summary>
/// <remarks>
/// Every round draws a tangent to each member's function at shares at which slopes should be equal, to judge by all that was drawn before
/// (<see cref="ShareResponse"/>), kinks included, which crossings of tangents find (Kelley, The cutting-plane method for solving convex
/// programs, 1960). The greatest sum of the least tangents is an upper bound; because it separates, a greedy algorithm finds it,
/// and the two tangents that meet at a member's share are the mixture of priors and tilts that proves it, also where the worst
/// prior jumps. Cost: members times scenarios for each round; about six rounds where nothing has kinks, ten to twenty otherwise.
/// </remarks>
public sealed class ProportionalSearch
{
    /// <summary>Bounds this close, relative to welfare or the expected size of the total, are as close as sums over many scenarios can tell.</summary>
    private const double Close = 1e-13;

    /// <summary>Rounds without progress after which rounding is taken to be what is left.</summary>
    private const int Patience = 6;

    private const int MostRounds = 200;

    private readonly RiskPool _pool;
    private readonly ShareTangents _tangents;
    private readonly ShareCuts _cuts;
    private readonly bool _ownTiltsProve;
    private readonly double _scale;
    private double[] _best = [];
    private double _welfare = double.NegativeInfinity;
    private CutMaximum? _bound;
    private double[] _even = [];
    private double _difference = double.PositiveInfinity;

    private ProportionalSearch(RiskPool pool)
    {
        _pool = pool;
        _tangents = new ShareTangents(pool);
        _cuts = new ShareCuts(_tangents.IsSmooth, Lowest(pool.Total));
        _ownTiltsProve = pool.Members.All(member => member is { Beliefs.IsSingle: true, Utility: Entropic or Expected });
        _scale = PoolScale.Of(pool);
    }

    /// <summary>
    /// The best shares and their proof: <see cref="Shares"/> where every member has a single prior and entropic or expected utility; otherwise written
    /// down where the pool is small, and <see cref="MixedShares"/> where it is not. Stopped early, the best so far; before there is one, equal shares with their own tilts.
    /// </summary>
    /// <param name="pool">The pool; its menu is not looked at.</param>
    /// <param name="progress">Hears of each round and its relative gap.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static PoolEvidence Solve(RiskPool pool, IProgress<PoolProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var search = new ProportionalSearch(pool);
        try
        {
            search.Run(progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            // What was found stands, with the gap that it has.
        }

        return search._best.Length == 0 ? search.Unsearched() : search.Evidence();
    }

    /// <summary>Equal shares, with what bounds they have.</summary>
    private PoolEvidence Unsearched()
    {
        double share = 1.0 / _pool.Members.Count;
        double[] shares = [.. _pool.Members.Select(_ => share)];
        return _ownTiltsProve ? new Shares(shares) : new MixedShares(shares, [.. shares.Select(_ => new ShareMixture(share, share, 1))]);
    }

    private static double Lowest(ReadOnlySpan<double> total)
    {
        double lowest = double.PositiveInfinity;
        foreach (double money in total)
        {
            lowest = Math.Min(lowest, money);
        }

        return lowest;
    }

    private void Run(IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        Draw(new double[_pool.Members.Count], cancellation);
        double[] shares = Start();
        double least = double.PositiveInfinity;
        int idle = 0;
        for (int round = 1; round <= MostRounds && idle < Patience; round++)
        {
            Judge(Draw(shares, cancellation));
            double gap = Gap();
            progress?.Report(new PoolProgress(round, gap));
            if (gap <= Close)
            {
                return;
            }

            idle = gap < 0.9 * least ? 0 : idle + 1;
            least = Math.Min(least, gap);
            shares = _cuts.EqualSlopes();
        }
    }

    /// <summary>Where members who agree would be: shares in proportion to risk tolerances.</summary>
    private double[] Start()
    {
        double[] tolerances = [.. _pool.Members.Select(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : 0)];
        return tolerances.Max() > 0 ? ShareCuts.Normalised(tolerances) : _cuts.EqualSlopes();
    }

    private ShareCut[] Draw(double[] shares, CancellationToken cancellation)
    {
        ShareCut[] points = _tangents.At(shares, cancellation);
        for (int i = 0; i < points.Length; i++)
        {
            _cuts.Add(i, points[i]);
        }

        return points;
    }

    /// <summary>Keeps what is best so far.</summary>
    private void Judge(ShareCut[] points)
    {
        _bound = _cuts.Maximise();
        double welfare = points.Sum(point => point.Value);
        if (welfare > _welfare)
        {
            (_welfare, _best) = (welfare, [.. points.Select(point => point.Share)]);
        }

        double highest = points.Max(point => point.Slope);
        double difference = points.Sum(point => point.Share * (highest - point.Slope));
        if (difference < _difference)
        {
            (_difference, _even) = (difference, [.. points.Select(point => point.Share)]);
        }
    }

    /// <summary>The relative gap of what would be answered now.</summary>
    private double Gap()
    {
        double money = _ownTiltsProve ? _difference : Math.Max(0, _bound!.Bound - _welfare);
        double scale = Math.Max(Math.Abs(_welfare), _scale);
        return scale > 0 ? money / scale : 0;
    }

    private PoolEvidence Evidence() => _ownTiltsProve
        ? new Shares(_even)
        : ShareProof.Of(_pool, new MixedShares(_best, [.. _bound!.Mixtures.Select(mixture => new ShareMixture(mixture.Below.Share, mixture.Above.Share, mixture.Weight))]));
}
