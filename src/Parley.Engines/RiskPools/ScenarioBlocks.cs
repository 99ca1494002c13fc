using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The scenarios of a pool in blocks that are worked on at the same time and return only sums, for entropic members with single priors.
/// Blocks and the order of their sums depend on the pool alone, so that every machine gets the same numbers.
/// </summary>
internal sealed class ScenarioBlocks
{
    /// <summary>The most blocks, and the most memory that their sums should take, in numbers: new memory costs more than the sums in it.</summary>
    private const int MostBlocks = 16;
    private const long MostNumbers = 1_000_000;

    private readonly RiskPool _pool;
    private readonly double[] _weights;
    private readonly double[] _curvatureWeights;
    private readonly int _members;
    private readonly int _width;
    private readonly double[] _aversion;
    private readonly double[] _slopes;
    private readonly double[] _guesses;
    private readonly ScenarioRanges<Block> _ranges;

    /// <summary>The blocks of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="aversion">The risk aversion of each member.</param>
    /// <param name="thinning">The scenarios to look at; all of them where null.</param>
    /// <param name="curvature">The scenarios that curvature is taken from, which guides the search and decides nothing; all where null.</param>
    public ScenarioBlocks(RiskPool pool, double[] aversion, Thinning? thinning, Thinning? curvature)
    {
        (_pool, _aversion, _members) = (pool, aversion, aversion.Length);
        _weights = Thinning.WeightsOf(thinning, pool.Scenarios);
        _curvatureWeights = Thinning.WeightsOf(curvature, pool.Scenarios);
        _width = (_members + 3) & ~3;
        _slopes = new double[_width];
        for (int i = 0; i < _members; i++)
        {
            _slopes[i] = 1 / aversion[i];
        }

        _guesses = new double[pool.Scenarios];
        Array.Fill(_guesses, double.NaN);
        int most = (int)Math.Clamp(MostNumbers / LevelSums.PairCount(_members), 2, MostBlocks);
        _ranges = new ScenarioRanges<Block>(pool, () => new Block(_members, _width), most, thinning?.Scenarios);
    }

    /// <summary>
    /// For each member the sum of its probabilities and <c>sum_s p_is exp(-slope (X_s - lowest))</c>: what a share of the total that gives
    /// everybody the same exponent is worth.
    /// </summary>
    public (double[] Mass, double[] Moment) Moments(double slope, double lowest, CancellationToken cancellation)
    {
        ForAll((block, scenario, row) => AddMoments(block, row, _weights[scenario], Math.Exp(-slope * (_pool.Total[scenario] - lowest))), cancellation);
        return (Total(block => block.First), Total(block => block.Second));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private void AddMoments(Block block, ReadOnlySpan<double> row, double weight, double factor)
    {
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> probability = Vector256.Exp(Vector256.Create(row[i..])) * weight;
            (Vector256.Create<double>(block.First.AsSpan(i)) + probability).CopyTo(block.First.AsSpan(i));
            (Vector256.Create<double>(block.Second.AsSpan(i)) + (probability * factor)).CopyTo(block.Second.AsSpan(i));
        }
    }

    /// <summary>The sums at these levels.</summary>
    /// <param name="levels">The level u_i of each member.</param>
    /// <param name="cancellation">Stops the work.</param>
    public LevelSums Sums(double[] levels, CancellationToken cancellation)
    {
        double[] shifts = Shifts(levels);
        LevelSums[] places = [.. _ranges.Places.Select(block => block.Sums)];
        Array.ForEach(places, sums => sums.Clear());
        ForAll((block, scenario, row) =>
        {
            if (!Fill(block, scenario, row, shifts))
            {
                return;
            }

            WaterTable table = block.Table;
            double sign = Math.Sign(_pool.Total[scenario]);
            double marginal = Math.Exp(sign * table.Level);
            block.Sums.AddActive(table, sign, shifts, marginal, _weights[scenario]);
            if (_curvatureWeights[scenario] > 0)
            {
                block.Sums.AddCurvature(table.Active, _curvatureWeights[scenario] * marginal / table.Slope);
            }
        }, cancellation);
        foreach (LevelSums sums in places[1..])
        {
            places[0].Add(sums);
        }

        return places[0];
    }

    /// <summary>
    /// The duality gap of the allocation at these levels, in money: how much better any allocation could be, by the tilts of this one.
    /// </summary>
    /// <param name="levels">The level u_i of each member.</param>
    /// <param name="logMarginals">The logarithm of <c>M_i = sum_s p_is exp(g_i (u_i - part_is))</c> for each member.</param>
    /// <param name="cancellation">Stops the work.</param>
    public double Gap(double[] levels, double[] logMarginals, CancellationToken cancellation)
    {
        double[] shifts = Shifts(levels);
        double[] padded = new double[_width];
        logMarginals.CopyTo(padded, 0);
        ForAll((block, scenario, row) =>
        {
            if (Fill(block, scenario, row, shifts))
            {
                block.First[0] += _weights[scenario] * GapOf(block.Table, row, padded, _pool.Total[scenario]);
            }
        }, cancellation);
        return _ranges.Places.Sum(block => block.First[0]);
    }

    /// <summary>What a better split of one scenario could add: the total goes where the tilted probability is extreme.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double GapOf(WaterTable table, ReadOnlySpan<double> heights, double[] logMarginals, double total)
    {
        double sign = Math.Sign(total);
        ReadOnlySpan<int> active = table.Active;
        Vector256<double> extreme = Vector256.Create(double.NegativeInfinity);
        // Among the idle the extreme of sign (a_i - log M_i); the active have the level in a's place, which is higher, so min cuts them there.
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> height = Vector256.Min(Vector256.Create(heights[i..]), Vector256.Create(table.Level));
            extreme = Vector256.Max(extreme, height - (Vector256.Create(sign) * Vector256.Create<double>(logMarginals.AsSpan(i))));
        }

        double best = double.NegativeInfinity;
        for (int k = 0; k < Vector256<double>.Count; k++)
        {
            best = Math.Max(best, extreme[k]);
        }

        double used = 0;
        for (int k = 0; k < active.Length; k++)
        {
            double part = (table.Heights[k] - table.Level) * _slopes[active[k]];
            used += part * Math.Exp(sign * (table.Level - best) - logMarginals[active[k]]);
        }

        return Math.Exp(sign * best) * (total - (sign * used));
    }

    private double[] Shifts(double[] levels)
    {
        double[] shifts = new double[_width];
        for (int i = 0; i < _members; i++)
        {
            shifts[i] = _aversion[i] * levels[i];
        }

        return shifts;
    }

    /// <summary>
    /// Turns a row of log-probabilities into heights and splits the scenario's total; false where there is nothing to split: no total,
    /// or a loss in a scenario that somebody holds impossible, who takes it without minding, or a gain in one that all hold impossible.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Fill(Block block, int scenario, Span<double> row, double[] shifts)
    {
        double total = _pool.Total[scenario];
        if (total == 0)
        {
            return false;
        }

        Vector256<double> sign = Vector256.Create((double)Math.Sign(total));
        Vector256<double> highest = Vector256.Create(double.NegativeInfinity);
        row[_members..].Fill(total > 0 ? double.NegativeInfinity : double.PositiveInfinity); // negative infinity with the sign
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> height = sign * (Vector256.Create<double>(row[i..]) + Vector256.Create<double>(shifts.AsSpan(i)));
            highest = Vector256.Max(highest, height);
            height.CopyTo(row[i..]);
        }

        row[_members..].Fill(double.NegativeInfinity);
        if (Vector256.EqualsAny(highest, Vector256.Create(double.PositiveInfinity)) || Vector256.EqualsAll(highest, Vector256.Create(double.NegativeInfinity)))
        {
            return false;
        }

        block.Table.Fill(row, _slopes, Math.Abs(total), _guesses[scenario]);
        _guesses[scenario] = block.Table.Level;
        return true;
    }

    private void ForAll(Work work, CancellationToken cancellation)
    {
        foreach (Block block in _ranges.Places)
        {
            block.Clear();
        }

        _ranges.ForAll((block, scenario, logRow) =>
        {
            logRow.CopyTo(block.Row);
            block.Row.AsSpan(_members).Fill(double.NegativeInfinity);
            work(block, scenario, block.Row);
        }, cancellation);
    }

    private double[] Total(Func<Block, double[]> part)
    {
        double[] total = new double[_members];
        foreach (Block block in _ranges.Places)
        {
            for (int i = 0; i < _members; i++)
            {
                total[i] += part(block)[i];
            }
        }

        return total;
    }

    /// <summary>What is done with one scenario, given the row of its log-probabilities, which may be overwritten.</summary>
    private delegate void Work(Block block, int scenario, Span<double> row);

    /// <summary>The places for the sums of a range of scenarios.</summary>
    private sealed class Block(int members, int width)
    {
        public LevelSums Sums { get; } = new(members);

        public WaterTable Table { get; } = new(width);

        public double[] First { get; } = new double[width];

        public double[] Second { get; } = new double[width];

        public double[] Row { get; } = new double[width];

        public void Clear()
        {
            Array.Clear(First);
            Array.Clear(Second);
        }
    }
}
