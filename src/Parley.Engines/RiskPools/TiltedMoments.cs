using System.Runtime.Intrinsics;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Mean and variance of the total under each member's tilt at given shares of it, <c>q_is proportional to p_is exp(-g_i w_i X_s)</c>, in one pass
/// over the scenarios. Blocks of scenarios are worked on at the same time and return only sums; blocks and the order in which
/// they are added depend on the pool alone.
/// </summary>
internal sealed class TiltedMoments
{
    /// <summary>Scenarios whose rows are held at once, such that they stay in a core's own cache.</summary>
    private const int RowsAtOnce = 32;

    private const int MostBlocks = 16;

    private readonly RiskPool _pool;
    private readonly double[] _aversion;
    private readonly double _origin;
    private readonly Block[] _blocks;

    /// <summary>Moments for the members of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="aversion">The risk aversion of each member; 0 for no tilt.</param>
    public TiltedMoments(RiskPool pool, double[] aversion)
    {
        (_pool, _aversion) = (pool, aversion);
        int chunks = (pool.Scenarios + RowsAtOnce - 1) / RowsAtOnce;
        int count = Math.Clamp(chunks, 1, MostBlocks);
        _blocks = [.. Enumerable.Range(0, count).Select(k => new Block(
            Boundary(k, chunks, count), Boundary(k + 1, chunks, count), aversion.Length))];
        _origin = double.PositiveInfinity;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            _origin = Math.Min(_origin, pool.Total[s]);
        }
    }

    /// <summary>Natural logarithms of <c>sum_s p_is exp(-g_i w_i X_s)</c>, by member, as of the last pass.</summary>
    public double[] LogMoments => _blocks[0].LogMoments;

    /// <summary>Expectations of the total under the tilts, in money, by member, as of the last pass.</summary>
    public double[] Means => _blocks[0].Means;

    /// <summary>Variances of the total under the tilts, by member, as of the last pass.</summary>
    public double[] Variances => _blocks[0].Variances;

    /// <summary>Passes over the scenarios. Cost: members times scenarios exponentials.</summary>
    /// <param name="shares">The share w_i of each member.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Evaluate(double[] shares, CancellationToken cancellation)
    {
        double[] factors = [.. shares.Select((share, i) => -_aversion[i] * share)];
        Parallel.ForEach(_blocks, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            block.Clear();
            for (int first = block.From; first < block.To; first += RowsAtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(RowsAtOnce, block.To - first);
                ReadOnlySpan<double> rows = _pool.Centres.LogRows(first, count, block.Scratch);
                block.Add(rows, _pool.Total.Slice(first, count), factors, _origin);
            }
        });
        for (int k = 1; k < _blocks.Length; k++)
        {
            _blocks[0].Merge(_blocks[k]);
        }

        _blocks[0].Finish(_origin);
    }

    private int Boundary(int block, int chunks, int count) => (int)Math.Min(_pool.Scenarios, (long)chunks * block / count * RowsAtOnce);

    /// <summary>A range of scenarios and the sums over it, each relative to its member's largest exponent so far.</summary>
    private sealed class Block(int from, int to, int members)
    {
        private readonly double[] _exponents = new double[RowsAtOnce * members];
        private readonly double[] _before = new double[members];
        private readonly double[] _largest = new double[members];
        private readonly double[] _mass = new double[members];
        private readonly double[] _first = new double[members];
        private readonly double[] _second = new double[members];

        public int From => from;

        public int To => to;

        public double[] Scratch { get; } = new double[RowsAtOnce * members];

        public double[] LogMoments => _largest;

        public double[] Means => _first;

        public double[] Variances => _second;

        public void Clear()
        {
            Array.Fill(_largest, double.MinValue);
            Array.Clear(_mass);
            Array.Clear(_first);
            Array.Clear(_second);
        }

        public void Add(ReadOnlySpan<double> rows, ReadOnlySpan<double> totals, double[] factors, double origin)
        {
            _largest.CopyTo(_before, 0);
            for (int s = 0; s < totals.Length; s++)
            {
                Exponents(rows.Slice(s * members, members), totals[s], factors, _exponents.AsSpan(s * members, members));
            }

            for (int i = 0; i < members; i++)
            {
                Rescale(i, Math.Exp(_before[i] - _largest[i]));
            }

            for (int s = 0; s < totals.Length; s++)
            {
                Accumulate(_exponents.AsSpan(s * members, members), totals[s] - origin);
            }
        }

        /// <summary>Adds another block's sums.</summary>
        public void Merge(Block other)
        {
            for (int i = 0; i < members; i++)
            {
                double largest = Math.Max(_largest[i], other._largest[i]);
                Rescale(i, Math.Exp(_largest[i] - largest));
                double scale = Math.Exp(other._largest[i] - largest);
                _mass[i] += scale * other._mass[i];
                _first[i] += scale * other._first[i];
                _second[i] += scale * other._second[i];
                _largest[i] = largest;
            }
        }

        /// <summary>Turns sums into logarithms, means and variances.</summary>
        public void Finish(double origin)
        {
            for (int i = 0; i < members; i++)
            {
                double mean = _first[i] / _mass[i];
                _second[i] = Math.Max(0, (_second[i] / _mass[i]) - (mean * mean));
                _first[i] = origin + mean;
                _largest[i] += Math.Log(_mass[i]);
            }
        }

        private void Rescale(int member, double scale)
        {
            _mass[member] *= scale;
            _first[member] *= scale;
            _second[member] *= scale;
        }

        private void Exponents(ReadOnlySpan<double> row, double total, double[] factors, Span<double> exponents)
        {
            Vector256<double> money = Vector256.Create(total);
            int i = 0;
            for (; i <= members - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> exponent = Vector256.Create(row[i..]) + (Vector256.Create(factors, i) * money);
                exponent.CopyTo(exponents[i..]);
                Vector256.Max(Vector256.Create(_largest, i), exponent).CopyTo(_largest, i);
            }

            for (; i < members; i++)
            {
                exponents[i] = row[i] + (factors[i] * total);
                _largest[i] = Math.Max(_largest[i], exponents[i]);
            }
        }

        private void Accumulate(ReadOnlySpan<double> exponents, double money)
        {
            Vector256<double> amount = Vector256.Create(money);
            int i = 0;
            for (; i <= members - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> mass = Vector256.Exp(Vector256.Create(exponents[i..]) - Vector256.Create(_largest, i));
                Vector256<double> first = mass * amount;
                (Vector256.Create(_mass, i) + mass).CopyTo(_mass, i);
                (Vector256.Create(_first, i) + first).CopyTo(_first, i);
                (Vector256.Create(_second, i) + (first * amount)).CopyTo(_second, i);
            }

            for (; i < members; i++)
            {
                double mass = Math.Exp(exponents[i] - _largest[i]);
                _mass[i] += mass;
                _first[i] += mass * money;
                _second[i] += mass * money * money;
            }
        }
    }
}
