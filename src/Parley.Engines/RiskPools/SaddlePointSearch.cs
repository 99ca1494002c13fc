using Parley.Certificates.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Finds a pool's best allocation for any mix of utilities and beliefs, on the sign-preserving, comonotone and unrestricted menus.
/// </summary>
/// <remarks>
/// Every utility is the least, over priors v in the member's set and tilts q, of E_q part plus a penalty. The greatest welfare over a
/// menu is therefore a saddle value, and equals the least, over all members' priors and tilts, of the sum of penalties plus the
/// menu's support function at the tilts. That is a convex program in probabilities, with prices where the support function has a
/// maximum; its multipliers are the parts. An interior-point method solves it: unlike Newton's method in the members' levels it
/// does not mind kinks, ties, and worst priors that are not unique, whose mixture it finds by itself. In every row and column
/// either one member and one scenario, or one scenario, or one member is concerned, so that eliminating in this order leaves a
/// small dense system: n members and S scenarios cost about n S + S n^2 + n^3 a step, and some 10 to 40 steps; on the comonotone
/// menu, where successive totals are linked, S n^3. The core of a distorted probability has too many extreme priors and
/// inequalities to be stated: it is stated by a few of its priors, and the worst ones of the allocation found are added until
/// nothing changes. What is returned is measured by the definitions, never taken from the method: the bounds are those of a
/// feasible allocation and of priors and tilts inside their sets.
/// </remarks>
public sealed class SaddlePointSearch
{
    /// <summary>The certified relative gap at which the search ends.</summary>
    private const double Target = 1e-11;

    /// <summary>A relative gap above which welfare may have no bound on the unrestricted menu.</summary>
    private const double Accepted = 1e-9;

    /// <summary>Steps after which the search is given up as stalled.</summary>
    private const int MostSteps = 300;

    private const int MostStalls = 4;

    private const int MostRounds = 500;

    /// <summary>The gap of a program with some extreme priors, as a part of the certified one, at which more priors are asked for.</summary>
    private const double Settled = 0.02;

    /// <summary>Gaps to begin with, one after another until there is an answer.</summary>
    private static readonly double[] s_starts = [1, 30, 0.03];

    private readonly RiskPool _pool;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly double[][] _centres;
    private readonly PoolBounds _bounds;
    private readonly double _unit;
    private readonly Stages _stages;
    private Allocation? _bet;

    private SaddlePointSearch(RiskPool pool, IProgress<double>? progress, CancellationToken cancellation)
    {
        (_pool, _progress, _cancellation) = (pool, progress, cancellation);
        _centres = new double[pool.Members.Count][];
        for (int i = 0; i < _centres.Length; i++)
        {
            _centres[i] = new double[pool.Scenarios];
            pool.Centres.Prior(i, _centres[i]);
        }

        _bounds = new PoolBounds(pool, _centres);
        _unit = Unit(pool);
        _stages = pool.Menu is ComonotoneMenu ? new Stages(Member: pool.Scenarios + 2, Price: 1)
            : pool.Scenarios > 2 * pool.Members.Count ? new Stages(Member: 2, Price: 1) : new Stages(Member: 1, Price: 2);
    }

    /// <summary>
    /// The best allocation found, with the priors and tilts that prove how good it is; or a bet, where welfare has no bound; null where
    /// it was cancelled before there was an allocation and a bound.
    /// </summary>
    /// <param name="pool">The pool; on the sign-preserving, comonotone or unrestricted menu.</param>
    /// <param name="gap">Hears the certified relative gap whenever it was measured.</param>
    /// <param name="cancellation">Ends the search; the best evidence so far is returned.</param>
    public static PoolEvidence? Solve(RiskPool pool, IProgress<double>? gap, CancellationToken cancellation)
    {
        var search = new SaddlePointSearch(pool, gap, cancellation);
        search.Run();
        return search.Evidence();
    }

    /// <summary>Steps taken, for tests and measurements.</summary>
    internal int Steps { get; private set; }

    internal PoolBounds Bounds => _bounds;

    internal bool Unbounded => _bet is not null;

    internal static SaddlePointSearch Trace(RiskPool pool, CancellationToken cancellation = default)
    {
        var search = new SaddlePointSearch(pool, null, cancellation);
        search.Run();
        return search;
    }

    /// <summary>The mean absolute total; where there may be bets besides, at least the least risk tolerance.</summary>
    private static double Unit(RiskPool pool)
    {
        double tolerance = pool.Members.Min(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : double.PositiveInfinity);
        double mean = PoolBounds.MeanAbsolute(pool);
        double unit = pool.Menu is UnrestrictedMenu && double.IsFinite(tolerance) ? Math.Max(mean, tolerance) : mean;
        return unit > 0 ? unit : 1;
    }

    private PoolEvidence? Evidence() => _bet is { } bet ? new UnboundedBets(bet) : _bounds.Allocation is { } allocation && _bounds.Priors is { } priors && _bounds.Tilts is { } tilts
        ? new WrittenDown(allocation, priors, tilts)
        : null;

    private void Run()
    {
        List<double[]>?[] listed = ListedPriors.Of(_pool, _centres);
        if (_pool.Menu is not UnrestrictedMenu && (_pool.Members.Count == 1 || PoolBounds.MeanAbsolute(_pool) == 0))
        {
            OfferTheOnlyOne();
            return;
        }

        if (PoolBounds.MeanAbsolute(_pool) == 0)
        {
            // Perhaps no bet is worth anything: then nothing for everybody is best, to the last bit.
            _bounds.Offer(new Allocation(_pool.Members.Count, _pool.Scenarios));
        }

        foreach (double start in s_starts)
        {
            Search(listed, start);
            if (_bounds.RelativeGap <= Accepted || _cancellation.IsCancellationRequested)
            {
                return;
            }

            _bet ??= _pool.Menu is UnrestrictedMenu ? BetSearch.Find(_pool, _centres, listed, _stages, _cancellation) : null;
            if (_bet is not null)
            {
                return;
            }
        }
    }

    /// <summary>Follows the central path; where a set is stated by some of its extreme priors, again with the worst ones besides.</summary>
    private void Search(List<double[]>?[] listed, double start)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            Follow(listed, start);
            if (_bounds.RelativeGap <= Target || _cancellation.IsCancellationRequested || !ListedPriors.Extend(listed, _bounds.WorstPriors))
            {
                return;
            }
        }
    }

    /// <summary>There is nothing to choose: all goes to the only member, or there is nothing to split.</summary>
    private void OfferTheOnlyOne()
    {
        var parts = new Allocation(_pool.Members.Count, _pool.Scenarios);
        _pool.Total.CopyTo(parts[0]);
        double[][] priors = new double[parts.Members][];
        double[][] tilts = new double[parts.Members][];
        for (int i = 0; i < parts.Members; i++)
        {
            (priors[i], tilts[i]) = (new double[parts.Scenarios], new double[parts.Scenarios]);
            _pool.Members[i].Utility.Value(parts[i], _pool.Members[i].Beliefs, _centres[i], priors[i], tilts[i]);
        }

        _bounds.Offer(parts);
        _bounds.Offer(priors, tilts);
    }

    private void Follow(List<double[]>?[] listed, double start)
    {
        var program = new PoolProgram(_pool, _centres, listed, _unit, _stages);
        IMenuPrices prices = _pool.Menu switch
        {
            SignPreservingMenu => new SignPreservingPrices(_pool, program, _unit, _stages),
            ComonotoneMenu => new ComonotonePrices(_pool, program, _unit),
            _ => new UnrestrictedPrices(_pool, program, _unit, _stages, elastic: false),
        };
        double[][] inside = [.. program.Priors.Select(prior => (double[])[.. prior.Select(program.StartOf)])];
        var point = new InteriorPoint(program.Program, start);
        double seen = double.PositiveInfinity;
        int stalls = 0;
        for (int step = 0; step < MostSteps && stalls < MostStalls && !_cancellation.IsCancellationRequested; step++)
        {
            point.Step();
            Steps++;
            stalls = point.LastStep < 1e-3 ? stalls + 1 : 0;
            double expected = point.Gap + point.Infeasibility();
            if (expected < 0.1 * seen)
            {
                seen = expected;
                Offer(point, program, prices, inside);
                if (double.IsFinite(_bounds.RelativeGap))
                {
                    _progress?.Report(_bounds.RelativeGap);
                }

                bool settled = listed.Any(priors => priors is not null) && double.IsFinite(_bounds.Upper) && expected * _unit < Settled * (_bounds.Upper - _bounds.Lower);
                if (_bounds.RelativeGap <= Target || settled)
                {
                    return;
                }
            }

            if (point.Gap + point.Infeasibility() < 1e-15)
            {
                break;
            }
        }

        Offer(point, program, prices, inside);
    }

    private void Offer(InteriorPoint point, PoolProgram program, IMenuPrices prices, double[][] inside)
    {
        _bounds.Offer(prices.Parts(point));
        double[]? common = (prices as UnrestrictedPrices)?.Prices(point);
        double[][] priors = new double[inside.Length][];
        double[][] tilts = new double[inside.Length][];
        for (int i = 0; i < inside.Length; i++)
        {
            Member member = _pool.Members[i];
            if (common is not null)
            {
                tilts[i] = MendedProof.Normalised(common);
                priors[i] = member.Utility is Expected ? tilts[i] : MendedProof.Prior(member.Beliefs, _centres[i], At(program.Priors[i], point), inside[i]);
                continue;
            }

            priors[i] = MendedProof.Prior(member.Beliefs, _centres[i], At(program.Priors[i], point), inside[i]);
            tilts[i] = MendedProof.Tilt(member.Utility, priors[i], At(program.Tilts[i], point));
        }

        _bounds.Offer(priors, tilts);
    }

    private static double[] At(ProgramNumber[] numbers, InteriorPoint point)
    {
        double[] values = new double[numbers.Length];
        for (int s = 0; s < values.Length; s++)
        {
            values[s] = numbers[s].At(point.Point);
        }

        return values;
    }
}
