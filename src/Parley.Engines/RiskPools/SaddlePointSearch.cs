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

    /// <summary>Successive short steps after which the search is stalled.</summary>
    private const int MostStalls = 4;

    private const double ShortStep = 1e-3;

    /// <summary>The part to which the program's gap must have fallen before bounds are measured again.</summary>
    private const double OfferAgain = 0.1;

    /// <summary>The program's gap, in units of money, at which it is solved.</summary>
    private const double Rounding = 1e-15;

    private const int MostRounds = 500;

    /// <summary>The gap of a program with some extreme priors, as a part of the certified one, at which more priors are asked for.</summary>
    private const double Settled = 0.02;

    /// <summary>Gaps to begin with, one after another until there is an answer.</summary>
    private static readonly (double Gap, bool IsWeighted)[] s_starts = [(100, false), (30, true), (1, false), (0.03, true)];

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
    /// <exception cref="ArgumentException">The menu, or a kind of utility or beliefs, is not one of those known here.</exception>
    public static PoolEvidence? Solve(RiskPool pool, IProgress<double>? gap, CancellationToken cancellation)
    {
        var search = new SaddlePointSearch(pool, gap, cancellation);
        search.Run();
        return search.Evidence();
    }

    /// <summary>The mean absolute total; where there may be bets besides, at least the least risk tolerance.</summary>
    private static double Unit(RiskPool pool)
    {
        double tolerance = pool.Members.Min(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : double.PositiveInfinity);
        double mean = PoolBounds.MeanAbsolute(pool);
        double unit = pool.Menu is UnrestrictedMenu && double.IsFinite(tolerance) ? Math.Max(mean, tolerance) : mean;
        return unit > 0 ? unit : 1;
    }

    private PoolEvidence? Evidence() => (_bet, _bounds.Allocation, _bounds.Priors, _bounds.Tilts) switch
    {
        ({ } bet, _, _, _) => new UnboundedBets(bet),
        (_, { } allocation, { } priors, { } tilts) => new WrittenDown(allocation, priors, tilts),
        _ => null,
    };

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

        foreach ((double Gap, bool IsWeighted) start in s_starts)
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
    private void Search(List<double[]>?[] listed, (double Gap, bool IsWeighted) start)
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

    /// <summary>Follows the central path of the program with the priors listed.</summary>
    private void Follow(List<double[]>?[] listed, (double Gap, bool IsWeighted) start)
    {
        var program = new PoolProgram(_pool, _centres, listed, _unit, _stages);
        IMenuPrices prices = Prices(program);
        var point = new InteriorPoint(program.Program, start.Gap, start.IsWeighted);
        double seen = double.PositiveInfinity;
        int stalls = 0;
        for (int step = 0; step < MostSteps && stalls < MostStalls && !_cancellation.IsCancellationRequested; step++)
        {
            point.Step();
            stalls = point.LastStep < ShortStep ? stalls + 1 : 0;
            double expected = point.Gap + point.Infeasibility();
            if (expected < OfferAgain * seen)
            {
                seen = expected;
                Offer(point, program, prices);
                if (IsSettled(listed, expected))
                {
                    return;
                }
            }

            if (expected < Rounding)
            {
                break;
            }
        }

        Offer(point, program, prices);
    }

    private IMenuPrices Prices(PoolProgram program) => _pool.Menu switch
    {
        SignPreservingMenu => new SignPreservingPrices(_pool, program, _unit, _stages),
        ComonotoneMenu => new ComonotonePrices(_pool, program, _unit, _stages),
        UnrestrictedMenu => new UnrestrictedPrices(_pool, program, _unit, _stages, elastic: false),
        _ => throw new ArgumentException($"no method for the menu {_pool.Menu.GetType().Name}: sign-preserving, comonotone or unrestricted"),
    };

    /// <summary>True where nothing more is to be gained from this program: the answer is there, or what lacks is priors.</summary>
    private bool IsSettled(List<double[]>?[] listed, double expected) => _bounds.RelativeGap <= Target
        || (listed.Any(priors => priors is not null) && double.IsFinite(_bounds.Upper) && expected * _unit < Settled * (_bounds.Upper - _bounds.Lower));

    private void Offer(InteriorPoint point, PoolProgram program, IMenuPrices prices)
    {
        _bounds.Offer(prices.Parts(point));
        double[]? common = prices is UnrestrictedPrices unrestricted ? MendedProof.Normalised(unrestricted.Prices(point)) : null;
        double[][] priors = new double[_centres.Length][];
        double[][] tilts = new double[_centres.Length][];
        for (int i = 0; i < priors.Length; i++)
        {
            Member member = _pool.Members[i];
            double[] inside = [.. program.Priors[i].Select(program.StartOf)];
            priors[i] = common is not null && member.Utility is Expected ? common
                : MendedProof.Prior(member.Beliefs, _centres[i], At(program.Priors[i], point), inside);
            tilts[i] = common ?? MendedProof.Tilt(member.Utility, priors[i], At(program.Tilts[i], point));
        }

        _bounds.Offer(priors, tilts);
        if (double.IsFinite(_bounds.RelativeGap))
        {
            _progress?.Report(_bounds.RelativeGap);
        }
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
