using Parley.Engines.Numerics;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// Means over the flat menu by quasi-Monte Carlo: shares of all scenarios from a lattice that is shifted at random some times; the means of
/// the shifts give the mean and its standard error. A supergradient at the mean allocation takes the linear part of the variance out.
/// </summary>
/// <remarks>The lattice is Kronecker's, of the powers of the root of x^(d+1) = x + 1 for few scenarios, and pseudo-random points for more than <see cref="MostDimensions"/>.</remarks>
internal static class SampledAverage
{
    /// <summary>Shifts: so many independent means.</summary>
    private const int Shifts = 16;

    private const int MostDimensions = 64;

    /// <summary>The most scenario values that are looked at: a minute's work.</summary>
    private const double MostWork = 2e9;

    /// <summary>What a value takes, in looks at a scenario, where the worst prior is a linear program's.</summary>
    private const double ProgramWork = 500;

    private const int Purpose = 71;

    /// <summary>The means of some members' utilities, each with its standard error.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="members">Whose means are wanted.</param>
    /// <param name="average">How many draws, and their seed.</param>
    /// <param name="progress">Hears after every shift.</param>
    /// <param name="cancellation">Ends the draws; at least two shifts are needed for an error.</param>
    /// <exception cref="OperationCanceledException">It came before two shifts.</exception>
    public static IReadOnlyDictionary<int, AverageUtility> Of(RiskPool pool, IReadOnlyList<int> members, MenuAverage average, IProgress<double>? progress, CancellationToken cancellation)
    {
        double each = members.Sum(member => pool.Scenarios * (pool.Members[member].Beliefs is EventBounds ? ProgramWork : 1));
        int draws = (int)Math.Clamp(Math.Ceiling(Math.Min(average.Samples, MostWork / each) / Shifts), 1, int.MaxValue);
        Control[] controls = [.. members.Select(member => new Control(pool, member))];
        double[][] means = [.. members.Select(_ => new double[Shifts])];
        int done = 0;
        while (done < Shifts)
        {
            if (done >= 2 && cancellation.IsCancellationRequested)
            {
                break;
            }

            double[] shifted = Shift(pool, controls, draws, average.Seed, done, cancellation);
            for (int k = 0; k < members.Count; k++)
            {
                means[k][done] = shifted[k];
            }

            done++;
            progress?.Report((double)done / Shifts);
        }

        return members.Index().ToDictionary(entry => entry.Item, entry => Summary(means[entry.Index].AsSpan(0, done)));
    }

    private static AverageUtility Summary(ReadOnlySpan<double> means)
    {
        double mean = 0;
        double square = 0;
        foreach (double one in means)
        {
            mean += one / means.Length;
        }

        foreach (double one in means)
        {
            square += (one - mean) * (one - mean);
        }

        return new AverageUtility(mean, Math.Sqrt(square / (means.Length - 1) / means.Length), AverageGuarantee.Sampled);
    }

    /// <summary>The means over the points of one shift.</summary>
    private static double[] Shift(RiskPool pool, Control[] controls, int draws, int seed, int shift, CancellationToken cancellation)
    {
        var stream = new SeededStream(seed, Purpose, shift);
        int scenarios = pool.Scenarios;
        double[] at = [.. Enumerable.Range(0, scenarios).Select(_ => stream.Uniform())];
        double[] step = scenarios <= MostDimensions ? Kronecker(scenarios) : [];
        double[] shares = new double[scenarios];
        double[] sums = new double[controls.Length];
        double power = 1.0 / (pool.Members.Count - 1);
        for (int draw = 0; draw < draws; draw++)
        {
            // A short run is not left half done before there is an error.
            if (shift >= 2)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            for (int s = 0; s < scenarios; s++)
            {
                at[s] = step.Length > 0 ? (at[s] + step[s]) % 1 : stream.Uniform();
                shares[s] = 1 - Math.Pow(1 - at[s], power);
            }

            Parallel.For(0, controls.Length, k => sums[k] += controls[k].Value(shares) / draws);
        }

        return sums;
    }

    private static double[] Kronecker(int dimensions)
    {
        double root = 2;
        for (int k = 0; k < 64; k++)
        {
            root = Math.Pow(1 + root, 1.0 / (dimensions + 1));
        }

        double[] step = new double[dimensions];
        double power = 1;
        for (int d = 0; d < dimensions; d++)
        {
            power /= root;
            step[d] = power % 1;
        }

        return step;
    }

    /// <summary>A member's utility of drawn shares, less what its supergradient at the mean allocation makes of them.</summary>
    private sealed class Control
    {
        private readonly RiskPool _pool;
        private readonly Member _member;
        private readonly double[] _centre;
        private readonly double[] _slope;
        private readonly double[] _position;
        private readonly double[] _prior;
        private readonly double[] _tilt;

        public Control(RiskPool pool, int member)
        {
            int scenarios = pool.Scenarios;
            (_pool, _member) = (pool, pool.Members[member]);
            (_centre, _slope, _position, _prior, _tilt) = (new double[scenarios], new double[scenarios], new double[scenarios], new double[scenarios], new double[scenarios]);
            pool.Centres.Prior(member, _centre);
            for (int s = 0; s < scenarios; s++)
            {
                _position[s] = pool.Total[s] / pool.Members.Count;
            }

            _member.Utility.Value(_position, _member.Beliefs, _centre, _prior, _tilt);
            for (int s = 0; s < scenarios; s++)
            {
                _slope[s] = _tilt[s] * pool.Total[s];
            }
        }

        public double Value(double[] shares)
        {
            double linear = 0;
            double mean = 1.0 / _pool.Members.Count;
            for (int s = 0; s < shares.Length; s++)
            {
                _position[s] = shares[s] * _pool.Total[s];
                linear += _slope[s] * (shares[s] - mean);
            }

            return _member.Utility.Value(_position, _member.Beliefs, _centre, _prior, _tilt) - linear;
        }
    }
}
