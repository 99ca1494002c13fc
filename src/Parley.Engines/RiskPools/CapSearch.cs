using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The greatest welfare of entropic members of whom some doubt their prior (contamination), on the sign-preserving menu. Beside the level u_i
/// each of them has a largest loss c_i, which the doubted probability e_i falls on: welfare is the maximum over levels and largest losses
/// of a concave function with continuous slopes, <c>sum u_i + 1/g_i - sum_s min over parts of at least -c_i of the marginal values - e_i
/// exp(g_i (u_i + c_i))/g_i</c>. Newton steps with the active sets of the point at hand.
/// </summary>
/// <remarks>
/// Source: design notes on Ogaku's risk sharing, Section "Max-min". Where everybody doubts, the largest losses must make room for the worst
/// scenario's; at the optimum they usually leave none to spare, and the price of that room is the common marginal value there. Where
/// the kinks of few scenarios hold the steps up, the general search for a saddle point takes over.
/// </remarks>
internal sealed class CapSearch
{
    private const int MostSteps = 200;
    private const double Enough = 1e-12;
    private const int FewScenarios = 4096;

    /// <summary>Relative differences of rounding, in the room that floors leave and its price.</summary>
    private const double Slack = 1e-12;

    /// <summary>Marginal values this near to their equations tell which side of the kink at a full worst scenario is better.</summary>
    private const double Settled = 1e-4;

    /// <summary>Changes of that side at most.</summary>
    private const int MostChanges = 20;

    private readonly RiskPool _pool;
    private readonly double[] _aversion;
    private readonly double[] _doubt;
    private readonly int _members;
    private readonly CapBlocks _blocks;
    private readonly double _worst;
    private readonly bool _isBounded;
    private (double[] Levels, double[] Floors, double Error) _best;

    private CapSearch(RiskPool pool, Thinning? thinning, Thinning? curvature)
    {
        (_pool, _members) = (pool, pool.Members.Count);
        _aversion = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        _doubt = [.. pool.Members.Select(member => member.Beliefs is Contamination contamination ? contamination.Weight : 0)];
        _blocks = new CapBlocks(pool, _aversion, _doubt, thinning, curvature);
        _worst = -pool.Total.ToArray().Min();
        _isBounded = _doubt.All(doubt => doubt > 0);
    }

    /// <summary>Levels, caps, and how far they are from the optimum's equations: marginal values that ought to be equal differ by at most so much.</summary>
    /// <param name="pool">A pool of entropic members, of whom some are contaminated, with a loss in some scenario.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Stops the work at the best point so far.</param>
    public static (double[] Levels, double[] Caps, double Error) Solve(RiskPool pool, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pool);
        Thinning? few = Thinned(pool);
        var search = new CapSearch(pool, null, few);
        (double[] levels, double[] floors) = search.Start();
        if (few is not null)
        {
            (levels, double[] caps, _) = new CapSearch(pool, few, few).Run(levels, floors, 1e-4, null, cancellation);
            floors = [.. caps.Select(cap => -cap)];
        }

        return search.Run(levels, floors, Enough, progress, cancellation);
    }

    private static Thinning? Thinned(RiskPool pool) => 2 * FewScenarios < pool.Scenarios
        ? Thinning.Of(pool, 1 / pool.Members.Sum(member => 1 / ((Entropic)member.Utility).RiskAversion), FewScenarios) : null;

    /// <summary>Shares of the total proportional to risk tolerance, and what they are worth where the reference is doubted.</summary>
    private (double[] Levels, double[] Floors) Start()
    {
        double tolerance = _aversion.Sum(aversion => 1 / aversion);
        double moment = 0;
        for (int s = 0; s < _pool.Scenarios; s++)
        {
            moment += _pool.Probabilities[s] * Math.Exp(-(_pool.Total[s] + _worst) / tolerance);
        }

        double[] levels = [.. _aversion.Select((aversion, i) => -((_worst / tolerance) + Math.Log(((1 - _doubt[i]) * moment) + _doubt[i])) / aversion)];
        double[] floors = [.. _aversion.Select((aversion, i) => _doubt[i] > 0 ? -_worst / (aversion * tolerance) : double.NegativeInfinity)];
        return (levels, floors);
    }

    private (double[] Levels, double[] Caps, double Error) Run(
        double[] levels, double[] floors, double enough, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        _best = (levels, floors, double.PositiveInfinity);
        try
        {
            bool isFull = IsFull(floors);
            Climb(_blocks.At(levels, floors, isFull, cancellation), isFull, enough, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Any levels and floors are an allocation, with a bound.
        }

        return (_best.Levels, [.. _best.Floors.Select(floor => -floor)], _best.Error);
    }

    private void Climb(CapPoint point, bool isFull, double enough, IProgress<PoolProgress>? progress, CancellationToken cancellation)
    {
        int changes = 0;
        for (int step = 1; step <= MostSteps; step++)
        {
            bool[] isHeld = Held(point, isFull);
            double[] move = CapModel.Solve(point, _aversion, isHeld, isFull);
            double error = Error(point, isHeld, isFull);
            bool isTight = isFull && error < Settled && Price(point) < point.FullMarginal * (1 - Slack);
            bool isLoose = !isFull && IsFull(point.Floors) && Longest(point, move, isHeld) == 0;
            if ((isTight || isLoose) && changes++ < MostChanges)
            {
                // Somebody would pay more for a little room than room costs, or the room that is left is not wanted: to the kink's other side.
                isFull = !isFull;
                point = _blocks.At(point.Levels, point.Floors, isFull, cancellation);
                continue;
            }

            _best = error < _best.Error && !isTight ? (point.Levels, point.Floors, error) : _best;
            progress?.Report(new PoolProgress(step, error));
            if (error <= enough || Improve(point, move, isHeld, isFull, cancellation) is not { } next)
            {
                break;
            }

            isFull = isFull || IsFull(next.Floors);
            point = isFull && next.FullMarginal == 0 ? _blocks.At(next.Levels, next.Floors, isFull, cancellation) : next;
        }
    }

    /// <summary>True where the floors leave no room in the worst scenario.</summary>
    private bool IsFull(double[] floors) => _isBounded && -floors.Sum() <= _worst * (1 + Slack);

    /// <summary>Floors that do not move: those that do not exist, and those at 0 that want to rise, at the price of room in the worst scenario.</summary>
    private bool[] Held(CapPoint point, bool isFull)
    {
        double price = isFull ? Price(point) : 0;
        return [.. point.Floors.Select((floor, i) => _doubt[i] == 0 || (floor >= 0 && point.Own[i] - point.Shared[i] >= price))];
    }

    /// <summary>The price of room in the worst scenario: the mean of what the members with such floors ask.</summary>
    private double Price(CapPoint point)
    {
        double[] asked = [.. Enumerable.Range(0, _members).Where(i => point.Floors[i] < 0).Select(i => point.Own[i] - point.Shared[i])];
        return asked.Length == 0 ? 0 : asked.Average();
    }

    /// <summary>
    /// How far marginal values are from their equations. In the worst scenario, where everybody is at the floor, the price of room is the
    /// same for all.
    /// </summary>
    private double Error(CapPoint point, bool[] isHeld, bool isFull)
    {
        double price = isFull ? Price(point) : 0;
        double error = 0;
        for (int i = 0; i < _members; i++)
        {
            error = Math.Max(error, Math.Abs(1 - point.Active[i] - point.Idle[i] - point.Own[i]));
            error = Math.Max(error, isHeld[i] ? 0 : Math.Abs(point.Own[i] - point.Shared[i] - price));
        }

        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    private CapPoint? Improve(CapPoint point, double[] move, bool[] isHeld, bool isFull, CancellationToken cancellation)
    {
        double longest = Longest(point, move, isHeld);
        for (double length = longest; length > 1e-3 * longest; length /= 2)
        {
            double[] levels = [.. point.Levels.Select((level, i) => level + (length * move[i]))];
            double[] floors = [.. point.Floors.Select((floor, i) => isHeld[i] ? floor : Math.Min(0, floor + (length * move[_members + i])))];
            Fill(floors, isHeld, isFull);
            CapPoint next = _blocks.At(levels, floors, isFull, cancellation);
            if (next.Value > point.Value)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The longest step that keeps floors at or below 0 and room for the worst scenario.</summary>
    private double Longest(CapPoint point, double[] move, bool[] isHeld)
    {
        double longest = 1;
        double change = 0;
        for (int i = 0; i < _members; i++)
        {
            double rise = isHeld[i] ? 0 : move[_members + i];
            change += rise;
            longest = point.Floors[i] < 0 && rise > 0 ? Math.Min(longest, -point.Floors[i] / rise) : longest;
        }

        double spare = -point.Floors.Sum() - _worst;
        return !_isBounded || !(change > Slack * _worst) ? longest : spare > Slack * _worst ? Math.Min(longest, spare / change) : 0;
    }

    /// <summary>Steps leave the floors short of the worst scenario's room, or beyond it, by rounding: the deepest takes it.</summary>
    private void Fill(double[] floors, bool[] isHeld, bool isFull)
    {
        double missing = _isBounded ? _worst + floors.Sum() : double.PositiveInfinity;
        if (isFull || Math.Abs(missing) <= Slack * _worst)
        {
            int deepest = Enumerable.Range(0, _members).Where(i => !isHeld[i]).DefaultIfEmpty(0).MinBy(i => floors[i]);
            floors[deepest] -= missing;
        }
    }
}
