using System.Runtime.Intrinsics;
using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The scenarios of a pool with doubts, in ranges that return only sums: entropic members with single priors, some of them contaminated, on the
/// sign-preserving menu.
/// </summary>
internal sealed class CapBlocks
{
    private const int MostRanges = 16;
    private const long MostNumbers = 4_000_000;

    private readonly RiskPool _pool;
    private readonly double[] _aversion;
    private readonly double[] _doubt;
    private readonly int _members;
    private readonly int _width;
    private readonly double[] _slopes;
    private readonly double[] _gainCaps;
    private readonly double[] _guesses;
    private readonly double[] _weights;
    private readonly double[] _curvatureWeights;
    private readonly ScenarioRanges<Place> _ranges;

    /// <summary>The ranges of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="aversion">The risk aversion of each member.</param>
    /// <param name="doubt">The contamination of each member; 0 for none.</param>
    /// <param name="thinning">The scenarios to look at; all of them where null.</param>
    /// <param name="curvature">The scenarios that curvature is taken from, which guides the search and decides nothing; all where null.</param>
    public CapBlocks(RiskPool pool, double[] aversion, double[] doubt, Thinning? thinning, Thinning? curvature)
    {
        (_pool, _aversion, _doubt, _members) = (pool, aversion, doubt, aversion.Length);
        _width = (_members + 3) & ~3;
        _slopes = new double[_width];
        _gainCaps = new double[_width];
        for (int i = 0; i < _members; i++)
        {
            (_slopes[i], _gainCaps[i]) = (1 / aversion[i], double.PositiveInfinity);
        }

        _guesses = new double[pool.Scenarios];
        Array.Fill(_guesses, double.NaN);
        _weights = Thinning.WeightsOf(thinning, pool.Scenarios);
        _curvatureWeights = Thinning.WeightsOf(curvature, pool.Scenarios);
        int most = (int)Math.Clamp(MostNumbers / (4L * _members * _members), 2, MostRanges);
        _ranges = new ScenarioRanges<Place>(pool, () => new Place(_members, _width), most, thinning?.Scenarios);
    }

    /// <summary>The dual function at levels and floors, with its slopes and curvature.</summary>
    /// <param name="levels">The levels u_i.</param>
    /// <param name="floors">The floors -c_i.</param>
    /// <param name="isFull">
    /// Where floors leave no room in the worst scenario the function has a kink: true for the slopes along it, on which everybody stays at the
    /// floor there; false for the slopes towards more room.
    /// </param>
    /// <param name="cancellation">Stops the work.</param>
    public CapPoint At(double[] levels, double[] floors, bool isFull, CancellationToken cancellation)
    {
        double[] shifts = new double[_width];
        double[] caps = new double[_width];
        for (int i = 0; i < _members; i++)
        {
            shifts[i] = (_aversion[i] * levels[i]) + Math.Log(1 - _doubt[i]);
            caps[i] = -floors[i];
        }

        foreach (Place place in _ranges.Places)
        {
            place.Clear();
        }

        _ranges.ForAll((place, scenario, row) => Add(place, scenario, row, shifts, caps, isFull), cancellation);
        return Collect(levels, floors);
    }

    private void Add(Place place, int scenario, ReadOnlySpan<double> row, double[] shifts, double[] caps, bool isFull)
    {
        double total = _pool.Total[scenario];
        double sign = total > 0 ? 1 : -1;
        double weight = _weights[scenario];
        row.CopyTo(place.Logs);
        for (int i = 0; i < _members; i++)
        {
            place.Logs[i] = _doubt[i] > 0 ? Math.Max(place.Logs[i], WaterFilling.Unlikeliest) : place.Logs[i];
        }

        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> log = Vector256.Create<double>(place.Logs.AsSpan(i)) + Vector256.Create<double>(shifts.AsSpan(i));
            log.CopyTo(place.Logs.AsSpan(i));
            (log * sign).CopyTo(place.Heights.AsSpan(i));
            Vector256.Exp(log).CopyTo(place.Marginals.AsSpan(i));
        }

        Array.Fill(place.Heights, double.NegativeInfinity, _members, _width - _members);
        for (int i = 0; i < _members; i++)
        {
            place.Idle[i] += weight * place.Marginals[i];
        }

        if (total == 0 || place.Heights.AsSpan(0, _members).Contains(double.PositiveInfinity))
        {
            return; // nothing to split, or a loss that somebody holds impossible and takes without minding
        }

        CappedTable table = place.Table;
        table.Fill(place.Heights, _slopes, total > 0 ? _gainCaps : caps, Math.Abs(total), _guesses[scenario]);
        _guesses[scenario] = table.Level;
        double common = Math.Exp(sign * table.Level);
        if (table.IsFull && isFull)
        {
            place.FullMarginal += weight * common;
        }
        else if (table.IsFull)
        {
            table.Loosen(place.Heights, _slopes, caps);
        }

        foreach (int i in table.Active)
        {
            place.Idle[i] -= weight * place.Marginals[i];
            place.Active[i] += weight * common;
        }

        foreach (int i in table.Capped)
        {
            double own = place.Marginals[i] * Math.Exp(_aversion[i] * caps[i]);
            place.Idle[i] -= weight * place.Marginals[i];
            place.Own[i] += weight * own;
            place.Shared[i] += table.Slope > 0 ? weight * common : 0;
        }

        if (table.Slope > 0 && _curvatureWeights[scenario] > 0)
        {
            int count = table.Active.Length;
            table.Active.CopyTo(place.List);
            foreach (int i in table.Capped)
            {
                place.List[count++] = _members + i;
            }

            place.Sums.AddCurvature(place.List.AsSpan(0, count), _curvatureWeights[scenario] * common / table.Slope);
        }
    }

    private CapPoint Collect(double[] levels, double[] floors)
    {
        double[] active = Total(place => place.Active);
        double[] idle = Total(place => place.Idle);
        double[] own = Total(place => place.Own);
        double[] shared = Total(place => place.Shared);
        Place first = _ranges.Places.First();
        foreach (Place place in _ranges.Places.Skip(1))
        {
            first.Sums.Add(place.Sums);
        }

        double[] curvature = new double[4 * _members * _members];
        first.Sums.CopyCurvature(curvature);
        double value = 0;
        for (int i = 0; i < _members; i++)
        {
            idle[i] = Math.Max(0, idle[i]);
            own[i] += _doubt[i] > 0 ? _doubt[i] * Math.Exp(_aversion[i] * (levels[i] - floors[i])) : 0;
            value += levels[i] + ((1 - active[i] - idle[i] - own[i]) / _aversion[i]);
        }

        return new CapPoint(levels, floors, active, idle, own, shared, curvature, _ranges.Places.Sum(place => place.FullMarginal), value);
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

    /// <summary>The places for the sums of a range of scenarios.</summary>
    private sealed class Place(int members, int width)
    {
        public LevelSums Sums { get; } = new(2 * members);

        public CappedTable Table { get; } = new(width);

        public double[] Logs { get; } = Padded(members, width);

        public double[] Heights { get; } = new double[width];

        public double[] Marginals { get; } = new double[width];

        public double[] Active { get; } = new double[members];

        public double[] Idle { get; } = new double[members];

        public double[] Own { get; } = new double[members];

        public double[] Shared { get; } = new double[members];

        public double FullMarginal { get; set; }

        public int[] List { get; } = new int[2 * members];

        public void Clear()
        {
            Sums.Clear();
            FullMarginal = 0;
            foreach (double[] sums in new[] { Active, Idle, Own, Shared })
            {
                Array.Clear(sums);
            }
        }

        private static double[] Padded(int members, int width)
        {
            double[] row = new double[width];
            Array.Fill(row, double.NegativeInfinity, members, width - members);
            return row;
        }
    }
}
