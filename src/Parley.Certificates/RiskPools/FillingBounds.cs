using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// What a <see cref="WaterFilling"/> proves, recomputed in two passes over members times scenarios: utilities first, then the gap by
/// the allocation's own tilts.
/// </summary>
/// <remarks>
/// On the sign-preserving menu, and on the comonotone one, which is part of it, the gap is <c>sum over X_s > 0 of [X_s max_i q_is - sum_i q_is part_is] + sum over X_s &lt; 0 of [X_s min_i q_is -
/// sum_i q_is part_is]</c>. A contaminated member's worst prior puts the doubted probability on the scenarios of its largest loss, where
/// it can lie in any way; it is put where it makes marginal values equal. On the unrestricted menu all tilts must be one: the bound is
/// <c>sum_i KL(q, p_i)/g_i + E_q X</c> at the common tilt.
/// </remarks>
internal sealed class FillingBounds
{
    private readonly RiskPool _pool;
    private readonly WaterFilling _filling;
    private readonly int _members;
    private readonly double[] _aversion;
    private readonly double[] _doubt;
    private readonly bool _isDoubtful;
    private readonly double[] _logMarginals;
    private readonly ScenarioRanges<Place> _ranges;

    private FillingBounds(RiskPool pool, WaterFilling filling)
    {
        (_pool, _filling, _members) = (pool, filling, pool.Members.Count);
        _aversion = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        _doubt = [.. pool.Members.Select(member => member.Beliefs is Contamination contamination ? contamination.Weight : 0)];
        _isDoubtful = _doubt.Any(doubt => doubt > 0);
        _logMarginals = new double[pool.Scenarios];
        Array.Fill(_logMarginals, double.NaN);
        _ranges = new ScenarioRanges<Place>(pool, () => new Place(new FilledScenario(pool, filling), _members));
    }

    /// <summary>The bounds.</summary>
    public static PoolBounds Of(RiskPool pool, WaterFilling filling, CancellationToken cancellation) => new FillingBounds(pool, filling).Run(cancellation);

    private PoolBounds Run(CancellationToken cancellation)
    {
        _ranges.ForAll((place, scenario, row) => Value(place, scenario, row), cancellation);
        double[] marginals = Total(place => place.Marginals);
        double[] losses = [.. Enumerable.Range(0, _members).Select(i => _ranges.Places.Max(place => place.Losses[i]))];
        double[] doubted = [.. losses.Select((loss, i) => _doubt[i] > 0 ? _doubt[i] * Math.Exp(_aversion[i] * (_filling.Levels[i] + loss)) : 0)];
        double[] logs = [.. marginals.Select((marginal, i) => Math.Log(marginal + doubted[i]))];
        double[] utilities = [.. logs.Select((log, i) => _filling.Levels[i] - (log / _aversion[i]))];
        double gap = _pool.Menu is UnrestrictedMenu ? UnrestrictedGap(utilities, cancellation) : Gap(logs, doubted, cancellation);
        double excess = Math.Max(_ranges.Places.Max(place => place.Excess), _pool.Menu is ComonotoneMenu ? Falls(cancellation) : 0);
        return new PoolBounds(utilities, gap, _ranges.Places.Max(place => place.Imbalance), excess) { LargestPart = _ranges.Places.Max(place => place.Largest) };
    }

    /// <summary>The largest amount by which a part falls while the total rises, or differs while it stays.</summary>
    private double Falls(CancellationToken cancellation)
    {
        double[] totals = _pool.Total.ToArray();
        int[] order = [.. Enumerable.Range(0, totals.Length)];
        Array.Sort(totals, order);
        var allocation = new RebuiltAllocation(_pool, _filling);
        (double[] before, double[] now) = (new double[_members], new double[_members]);
        double worst = 0;
        for (int k = 0; k < order.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            allocation.Parts(order[k], now);
            for (int i = 0; i < _members && k > 0; i++)
            {
                worst = Math.Max(worst, totals[k] == totals[k - 1] ? Math.Abs(now[i] - before[i]) : before[i] - now[i]);
            }

            (before, now) = (now, before);
        }

        return worst;
    }

    /// <summary>Adds a scenario to the sums of marginal values <c>M_i = sum_s (1 - e_i) p_is exp(g_i (u_i - part_is))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Value(Place place, int scenario, ReadOnlySpan<double> row)
    {
        double total = _pool.Total[scenario];
        FilledScenario filled = place.Filled;
        filled.Fill(row, total);
        _logMarginals[scenario] = filled.IsFull ? double.NaN : filled.LogMarginal;
        place.Take(_aversion, filled);
        double sum = 0;
        for (int i = 0; i < _members; i++)
        {
            double part = filled.Parts[i];
            sum += part;
            place.Losses[i] = Math.Max(place.Losses[i], -part);
            place.Largest = Math.Max(place.Largest, Math.Abs(part));
            place.Excess = Math.Max(place.Excess, _pool.Menu is UnrestrictedMenu ? 0 : total > 0 ? -part : total < 0 ? part : Math.Abs(part));
        }

        place.Imbalance = Math.Max(place.Imbalance, Math.Abs(sum - total));
        if (_isDoubtful && total < 0 && !filled.IsIdle)
        {
            AddRoom(place, filled);
        }
    }

    /// <summary>The part that takes up rounding may lie a last place from its cap.</summary>
    private bool IsCapped(int member, double part) => _doubt[member] > 0 && -part >= _filling.Caps[member] * (1 - 1e-13);

    /// <summary>What lies between the common marginal value and a capped member's own: where its doubted probability goes.</summary>
    private void AddRoom(Place place, FilledScenario filled)
    {
        double common = Math.Exp(filled.LogMarginal);
        (place.Full, place.FullLeast) = filled.IsFull ? (place.Full + 1, place.FullLeast + common) : (place.Full, place.FullLeast);
        for (int i = 0; i < _members; i++)
        {
            if (IsCapped(i, filled.Parts[i]))
            {
                double own = Math.Exp(filled.Logs[i] + (_aversion[i] * _filling.Caps[i]));
                (filled.IsFull ? place.FullOwn : place.Room)[i] += filled.IsFull ? own : Math.Max(common - own, 0);
            }
        }
    }

    private double Gap(double[] logs, double[] doubted, CancellationToken cancellation)
    {
        if (_isDoubtful && !_pool.Total.ContainsAnyExceptInRange(double.Epsilon, double.MaxValue))
        {
            return double.PositiveInfinity; // only gains: doubts would need floors, which this form of evidence does not have
        }

        double[] room = Total(place => place.Room);
        double[] fullOwn = Total(place => place.FullOwn);
        int full = _ranges.Places.Sum(place => place.Full);
        // In scenarios in which everybody is at the cap the common marginal value is free, but for a least one: what it has above that is such
        // that doubts fit in on average. Who bears no loss at all can leave its doubts elsewhere.
        double least = _ranges.Places.Sum(place => place.FullLeast);
        int[] bearing = [.. Enumerable.Range(0, _members).Where(i => _filling.Caps[i] > 0)];
        double above = full == 0 || bearing.Length == 0 ? 0 : Math.Max(0, bearing.Average(i => doubted[i] - room[i] + fullOwn[i]) - least) / full;
        double[] all = [.. room.Select((free, i) => free + Math.Max(least + (full * above) - fullOwn[i], 0))];
        foreach (Place place in _ranges.Places)
        {
            place.Gap = 0;
        }

        _ranges.ForAll((place, scenario, row) => place.Gap += GapOf(place, scenario, row, logs, doubted, all, above), cancellation);
        return _ranges.Places.Sum(place => place.Gap) + Stranded(doubted, all, logs);
    }

    /// <summary>What a better split of one scenario could add: the total would go where the tilt is extreme.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double GapOf(Place place, int scenario, ReadOnlySpan<double> row, double[] logs, double[] doubted, double[] room, double above)
    {
        double total = _pool.Total[scenario];
        FilledScenario filled = place.Filled;
        filled.Fill(row, total, _logMarginals[scenario]);
        if (filled.IsIdle)
        {
            return 0;
        }

        double common = Math.Exp(filled.LogMarginal) + (filled.IsFull ? above : 0);
        double extreme = total > 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double used = 0;
        for (int i = 0; i < _members; i++)
        {
            double part = filled.Parts[i];
            double tilt;
            if (_isDoubtful && total < 0 && IsCapped(i, part))
            {
                double own = Math.Exp(filled.Logs[i] + (_aversion[i] * _filling.Caps[i]));
                tilt = Math.Log(own + (room[i] > 0 ? doubted[i] * Math.Max(common - own, 0) / room[i] : 0));
                used += part * Math.Exp(tilt - logs[i]);
            }
            else if (part == 0)
            {
                // Only the extreme is wanted, and it is rarely here: the exponential is taken where it could be.
                if (total > 0 ? filled.Logs[i] - logs[i] <= extreme : filled.Logs[i] - logs[i] >= extreme)
                {
                    continue;
                }

                tilt = filled.Logs[i];
            }
            else
            {
                tilt = filled.LogMarginal;
                used += part * Math.Exp(tilt - logs[i]);
            }

            extreme = total > 0 ? Math.Max(extreme, tilt - logs[i]) : Math.Min(extreme, tilt - logs[i]);
        }

        return (total * Math.Exp(extreme)) - used;
    }

    /// <summary>
    /// Doubts for which no capped scenario has room are put on a scenario of the member's largest loss, where they raise its tilt: at most by
    /// all of the doubt, times the loss.
    /// </summary>
    private double Stranded(double[] doubted, double[] room, double[] logs)
    {
        double cost = 0;
        for (int i = 0; i < _members; i++)
        {
            double loss = _ranges.Places.Max(place => place.Losses[i]);
            cost += doubted[i] > 0 && room[i] <= 0 && loss > 0 ? loss * doubted[i] * Math.Exp(-logs[i]) : 0;
        }

        return cost;
    }

    private double UnrestrictedGap(double[] utilities, CancellationToken cancellation)
    {
        double slope = _aversion.Sum(aversion => 1 / aversion);
        // First the common tilt's scale, then the penalties KL(q, p_i)/g_i and the total's mean, relative to that scale.
        foreach (Place place in _ranges.Places)
        {
            (place.Gap, place.Scale) = (0, 0);
        }

        _ranges.ForAll((place, scenario, row) =>
        {
            place.Filled.Fill(row, _pool.Total[scenario]);
            double marginal = Math.Exp(place.Filled.LogMarginal);
            place.Scale += marginal;
            double bound = _pool.Total[scenario] + (slope * place.Filled.LogMarginal);
            for (int i = 0; i < _members; i++)
            {
                bound -= row[i] / _aversion[i];
            }

            place.Gap += marginal * bound;
        }, cancellation);
        double scale = _ranges.Places.Sum(place => place.Scale);
        return (_ranges.Places.Sum(place => place.Gap) / scale) - (slope * Math.Log(scale)) - utilities.Sum();
    }

    private double[] Total(Func<Place, double[]> part)
    {
        double[] total = new double[_members];
        foreach (Place place in _ranges.Places)
        {
            for (int i = 0; i < _members; i++)
            {
                total[i] += part(place)[i];
            }
        }

        return total;
    }

    /// <summary>The sums of a range of scenarios.</summary>
    private sealed class Place(FilledScenario filled, int members)
    {
        private readonly double[] _marginals = new double[(members + 3) & ~3];

        public FilledScenario Filled => filled;

        public double[] Marginals => _marginals;

        public double[] Losses { get; } = NegativeInfinities(members);

        public double[] Room { get; } = new double[members];

        public double[] FullOwn { get; } = new double[members];

        public int Full { get; set; }

        public double FullLeast { get; set; }

        public double Imbalance { get; set; }

        public double Largest { get; set; }

        public double Excess { get; set; }

        public double Gap { get; set; }

        public double Scale { get; set; }

        /// <summary>Adds the members' marginal values at their parts.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Take(double[] aversion, FilledScenario filled)
        {
            int i = 0;
            for (; i <= members - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> log = Vector256.Create<double>(filled.Logs.AsSpan(i)) - (Vector256.Create<double>(aversion.AsSpan(i)) * Vector256.Create<double>(filled.Parts.AsSpan(i)));
                (Vector256.Create<double>(_marginals.AsSpan(i)) + Vector256.Exp(log)).CopyTo(_marginals.AsSpan(i));
            }

            for (; i < members; i++)
            {
                _marginals[i] += Math.Exp(filled.Logs[i] - (aversion[i] * filled.Parts[i]));
            }
        }

        private static double[] NegativeInfinities(int count)
        {
            double[] numbers = new double[count];
            Array.Fill(numbers, double.NegativeInfinity);
            return numbers;
        }
    }
}
