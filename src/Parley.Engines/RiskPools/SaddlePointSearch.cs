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
/// small dense system: n members and S scenarios cost about n S + S n^2 + n^3 a step, and some 20 to 60 steps; on the comonotone
/// menu, where successive totals are linked, S n^3. The core of a distorted probability has too many inequalities to be stated: it is
/// stated by those of some events, and the ones that the priors found violate are added until there are none. What is returned is measured by the definitions, never taken from the method: the bounds are those of a
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
    private const double Settled = 0.05;

    /// <summary>Gaps to begin with, one after another until there is an answer.</summary>
    private static readonly (double Gap, bool IsWeighted)[] s_starts = [(100, false), (30, true), (1, false), (0.03, true)];

    private readonly RiskPool _pool;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly double[][] _centres;
    private readonly PoolBounds _bounds;
    private readonly double _unit;
    private readonly StatedSets _sets;
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
        _sets = new StatedSets(pool, _centres);
    }

    /// <summary>
    /// The best allocation found, with the priors and tilts that prove how good it is; or a bet, where welfare has no bound; null where
    /// there is no bound, which happens on the unrestricted menu only. A search that ends early answers with the best of what it found
    /// and of fixed shares.
    /// </summary>
    /// <param name="pool">The pool; on the sign-preserving, comonotone or unrestricted menu.</param>
    /// <param name="gap">Hears the certified relative gap whenever it was measured.</param>
    /// <param name="cancellation">Ends the search; the best evidence so far is returned.</param>
    /// <exception cref="ArgumentException">The menu, or a kind of utility or beliefs, is not one of those known here.</exception>
    public static PoolEvidence? Solve(RiskPool pool, IProgress<double>? gap, CancellationToken cancellation)
    {
        var search = new SaddlePointSearch(pool, gap, cancellation);
        search.Run();
        search.OfferSimple();
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
        (_, { } allocation, { } priors, { } tilts) => new WrittenDown(
            _pool.Menu is UnrestrictedMenu ? EvenGains.Of(_pool, _centres, allocation, _bounds.Upper) : allocation, priors, tilts),
        _ => null,
    };

    private void Run()
    {
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
            Search(start);
            if (_bounds.RelativeGap <= Accepted || _cancellation.IsCancellationRequested)
            {
                return;
            }

            _bet ??= _pool.Menu is UnrestrictedMenu ? BetSearch.Find(_pool, _centres, _sets, Order(), _cancellation) : null;
            if (_bet is not null)
            {
                return;
            }
        }
    }

    /// <summary>Follows the central path; where a set is stated by some of its events, again with those besides that were violated.</summary>
    private void Search((double Gap, bool IsWeighted) start)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            double[][] priors = Follow(start);
            if (_bounds.RelativeGap <= Target || _cancellation.IsCancellationRequested || !_sets.Extend(priors))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Where the search ended early: fixed shares, which are on every menu but a list. Their own tilts bound welfare, if loosely, where the search found no
    /// better bound.
    /// </summary>
    private void OfferSimple()
    {
        if (_bet is not null || _bounds.RelativeGap <= Accepted)
        {
            return;
        }

        foreach (Allocation parts in SimpleShares.Of(_pool))
        {
            _bounds.Offer(parts);
            (double[][] priors, double[][] tilts) = OwnTilts(parts);
            if (_pool.Menu is not UnrestrictedMenu)
            {
                _bounds.Offer(priors, tilts); // without restrictions all tilts would have to be the same
            }
        }

        if (double.IsFinite(_bounds.RelativeGap))
        {
            _progress?.Report(_bounds.RelativeGap);
        }
    }

    private (double[][] Priors, double[][] Tilts) OwnTilts(Allocation parts)
    {
        double[][] priors = new double[parts.Members][];
        double[][] tilts = new double[parts.Members][];
        for (int i = 0; i < parts.Members; i++)
        {
            (priors[i], tilts[i]) = (new double[parts.Scenarios], new double[parts.Scenarios]);
            _pool.Members[i].Utility.Value(parts[i], _pool.Members[i].Beliefs, _centres[i], priors[i], tilts[i]);
        }

        return (priors, tilts);
    }

    /// <summary>There is nothing to choose: all goes to the only member, or there is nothing to split.</summary>
    private void OfferTheOnlyOne()
    {
        var parts = new Allocation(_pool.Members.Count, _pool.Scenarios);
        _pool.Total.CopyTo(parts[0]);
        (double[][] priors, double[][] tilts) = OwnTilts(parts);
        _bounds.Offer(parts);
        _bounds.Offer(priors, tilts);
    }

    /// <summary>
    /// When unknowns are eliminated: members' own rows after the prices or before, whichever fills less. Prices link all members' rows, and a
    /// member's rows link all prices.
    /// </summary>
    private Stages Order()
    {
        if (_pool.Menu is ComonotoneMenu)
        {
            return new Stages(Member: _pool.Scenarios + 2, Price: 1);
        }

        double prices = _pool.Scenarios;
        double[] rows = [.. _pool.Members.Select((_, i) => (double)_sets.Rows(i))];
        double all = rows.Sum();
        double pricesFirst = (prices * all * all / 2) + (all * all * all / 6);
        double pricesLast = rows.Sum(own => (own * own * prices / 2) + (own * prices * prices / 2)) + (prices * prices * prices / 6);
        return pricesFirst < pricesLast ? new Stages(Member: 2, Price: 1) : new Stages(Member: 1, Price: 2);
    }

    /// <summary>Follows the central path of the program with the sets as stated; returns the priors that it ends with.</summary>
    private double[][] Follow((double Gap, bool IsWeighted) start)
    {
        Stages stages = Order();
        var program = new PoolProgram(_pool, _centres, _sets, _unit, stages);
        IMenuPrices prices = Prices(program, stages);
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
                if (IsSettled(expected))
                {
                    return Found(program, point);
                }
            }

            if (expected < Rounding)
            {
                break;
            }
        }

        Offer(point, program, prices);
        return Found(program, point);
    }

    /// <summary>The priors at a point; events far from binding there are forgotten.</summary>
    private double[][] Found(PoolProgram program, InteriorPoint point)
    {
        _sets.Forget(point.Point);
        return [.. program.Priors.Select(prior => MendedProof.Normalised(ProgramNumber.At(prior, point.Point)))];
    }

    private IMenuPrices Prices(PoolProgram program, Stages stages) => _pool.Menu switch
    {
        SignPreservingMenu => new SignPreservingPrices(_pool, program, _unit, stages),
        ComonotoneMenu => new ComonotonePrices(_pool, program, _unit, stages),
        UnrestrictedMenu => new UnrestrictedPrices(_pool, program, _unit, stages, elastic: false),
        _ => throw new ArgumentException($"no method for the menu {_pool.Menu.GetType().Name}: sign-preserving, comonotone or unrestricted"),
    };

    /// <summary>True where nothing more is to be gained from this program: the answer is there, or what lacks is events.</summary>
    private bool IsSettled(double expected) => _bounds.RelativeGap <= Target
        || (_sets.IsPartial && double.IsFinite(_bounds.Upper) && expected * _unit < Settled * (_bounds.Upper - _bounds.Lower));

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
                : MendedProof.Prior(member.Beliefs, _centres[i], _sets.Core(i), ProgramNumber.At(program.Priors[i], point.Point), inside);
            tilts[i] = common ?? MendedProof.Tilt(member.Utility, priors[i], ProgramNumber.At(program.Tilts[i], point.Point));
        }

        _bounds.Offer(priors, tilts);
        if (double.IsFinite(_bounds.RelativeGap))
        {
            _progress?.Report(_bounds.RelativeGap);
        }
    }
}
