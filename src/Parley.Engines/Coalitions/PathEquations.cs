using Parley.Engines.Numerics;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The equations of the central path and their Newton directions. At tau, every complementary product equals tau (the
/// weights' and excesses' a chosen multiple of it), every state's chances and all weights sum to 1, and the warrant
/// equations hold with |S| U - c - omega = theta + nu. Incentive constraints may be violated in proportion to tau. The warrant
/// equations hold exactly all along, so the claims are bounded: from above by the sum of the equations, and from below by
/// Lemma 2 where acting alone beside the others' threat is among the decisions written down. Multipliers are bounded where
/// some mechanism keeps every incentive constraint slack. Elsewhere the path may be lost, and then nothing is claimed.
/// </summary>
/// <remarks>
/// Chances, losses, slacks and excesses are eliminated, so a direction costs columns times types squared, plus a dense
/// solve in states + multipliers + weights + 1 unknowns, however many decisions there are.
/// </remarks>
internal sealed class PathEquations
{
    private readonly WarrantSystem _system;
    private readonly double _barrier;
    private readonly PathPoint _point;
    private readonly int _types;
    private readonly int _scales;
    private readonly int _states;
    private readonly double _startTau;
    private readonly double[] _startResiduals;
    private readonly double[] _means;
    private readonly double[] _claims;
    private readonly double[] _matrix;
    private readonly double[] _correcting;
    private readonly double[] _sliding;

    // Sums over the columns, of ratio = chance / loss and of the drift of the chances, weighted with the columns' entries.
    private readonly double[] _quadratic;
    private readonly double[] _mixed;
    private readonly double[] _ratios;
    private readonly double[] _lotterySlide;
    private readonly double[] _meanDrift;
    private readonly double[] _meanSlide;

    /// <summary>The equations that a starting point satisfies at a starting tau.</summary>
    /// <param name="system">The coalition's numbers.</param>
    /// <param name="point">The point, which the caller moves.</param>
    /// <param name="tau">Its tau.</param>
    /// <param name="barrier">The product of a weight and its excess, as a multiple of the other products.</param>
    public PathEquations(WarrantSystem system, PathPoint point, double tau, double barrier)
    {
        _system = system;
        _point = point;
        _barrier = barrier;
        _types = system.Types.Count;
        _scales = system.ScaleCount;
        _states = system.Subgame.States.Count;
        int n = _states + _scales + 1;
        _means = new double[_scales];
        _claims = new double[_types];
        _startResiduals = new double[_scales];
        _matrix = new double[n * n];
        _correcting = new double[n];
        _sliding = new double[n];
        _quadratic = new double[_scales * _scales];
        _mixed = new double[_scales * _states];
        _ratios = new double[_states];
        _lotterySlide = new double[_states];
        _meanDrift = new double[_scales];
        _meanSlide = new double[_scales];
        _startTau = tau;
        Evaluate();
        for (int scale = _types; scale < _scales; scale++)
        {
            _startResiduals[scale] = _means[scale] - _point.Partners[scale];
        }
    }

    /// <summary>U_i(t) by type, then the incentive constraints' values, at the point as last evaluated.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>
    /// By how much the point misses the equations that do not involve products: chances and weights that sum to 1,
    /// incentive constraints that equal their slacks, warrants. Rounding lets it grow where tau is tiny.
    /// </summary>
    public double Residual(double tau)
    {
        Evaluate();
        var sums = new double[_states];
        for (int column = 0; column < _system.ColumnCount; column++)
        {
            sums[_system.StateOf(column)] += _point.Chances[column];
        }

        double residual = sums.Max(sum => Math.Abs(sum - 1));
        for (int scale = 0; scale < _scales; scale++)
        {
            residual = Math.Max(residual, Math.Abs(scale < _types
                ? Warrant(scale)
                : _means[scale] - _point.Partners[scale] - (tau / _startTau * _startResiduals[scale])));
        }

        return residual;
    }

    /// <summary>
    /// The Newton direction at tau, and how it changes per unit of tau: the step to another tau is the first plus the
    /// change of tau times the second.
    /// </summary>
    /// <returns>False where the equations are singular.</returns>
    public bool Directions(double tau, PathPoint correction, PathPoint slide)
    {
        Evaluate();
        SumColumns(tau);
        Array.Clear(_matrix);
        Array.Clear(_correcting);
        Array.Clear(_sliding);
        for (int state = 0; state < _states; state++)
        {
            AddLottery(state, tau);
        }

        for (int scale = _types; scale < _scales; scale++)
        {
            AddIncentive(scale, tau);
        }

        for (int type = 0; type < _types; type++)
        {
            AddWarrant(type, tau);
        }

        AddNormalisation();
        if (!DenseMatrix.Solve(_matrix, _correcting, _sliding))
        {
            return false;
        }

        Expand(_correcting, tau, 1, correction);
        Expand(_sliding, 1, 0, slide);
        return true;
    }

    /// <summary>Payoffs, incentive constraints and claims at the point.</summary>
    private void Evaluate()
    {
        Array.Clear(_means);
        ReadOnlySpan<double> chances = _point.Chances;
        for (int column = 0; column < chances.Length; column++)
        {
            ReadOnlySpan<int> indices = _system.Indices(column);
            ReadOnlySpan<double> values = _system.Values(column);
            for (int k = 0; k < indices.Length; k++)
            {
                _means[indices[k]] += chances[column] * values[k];
            }
        }

        for (int type = 0; type < _types; type++)
        {
            _claims[type] = (_system.Subgame.MemberCount * _means[type]) - _system.ThreatSums[type] - _point.Theta - _point.Excesses[type];
        }
    }

    /// <summary>The residual of a type's warrant equation (4.11) times p_i(t).</summary>
    private double Warrant(int type)
    {
        (int member, int own) = _system.Types[type];
        double sum = _point.Scales[type] * _claims[type];
        for (int scale = _types; scale < _scales; scale++)
        {
            (int of, int truth, int reported) = _system.Pairs[scale - _types];
            if (of == member && truth == own)
            {
                sum += _point.Scales[scale] * _claims[type];
            }
            else if (of == member && reported == own)
            {
                sum -= _point.Scales[scale] * _claims[_system.TypeIndex(of, truth)];
            }
        }

        for (int state = 0; state < _states; state++)
        {
            sum -= _system.Subgame.States.TypeOf(state, member) == own ? _point.Worths[state] : 0;
        }

        for (int other = 0; other < _types; other++)
        {
            sum += _system.Probabilities[type] * _point.Scales[other] * _system.Outside[member][other];
        }

        return sum;
    }

    private void SumColumns(double tau)
    {
        Array.Clear(_quadratic);
        Array.Clear(_mixed);
        Array.Clear(_ratios);
        Array.Clear(_lotterySlide);
        Array.Clear(_meanDrift);
        Array.Clear(_meanSlide);
        for (int column = 0; column < _system.ColumnCount; column++)
        {
            int state = _system.StateOf(column);
            double chance = _point.Chances[column];
            double slide = 1 / _point.Losses[column];
            double ratio = chance * slide;
            _ratios[state] += ratio;
            _lotterySlide[state] += slide;
            ReadOnlySpan<int> indices = _system.Indices(column);
            ReadOnlySpan<double> values = _system.Values(column);
            for (int k = 0; k < indices.Length; k++)
            {
                double weighted = ratio * values[k];
                _meanDrift[indices[k]] += ((tau * slide) - chance) * values[k];
                _meanSlide[indices[k]] += slide * values[k];
                _mixed[(indices[k] * _states) + state] += weighted;
                for (int l = 0; l < indices.Length; l++)
                {
                    _quadratic[(indices[k] * _scales) + indices[l]] += weighted * values[l];
                }
            }
        }
    }

    /// <summary>The state's chances sum to 1.</summary>
    private void AddLottery(int state, double tau)
    {
        Entry(state, state) = -_ratios[state];
        for (int scale = 0; scale < _scales; scale++)
        {
            Entry(state, _states + scale) = _mixed[(scale * _states) + state];
        }

        _correcting[state] = 1 - (tau * _lotterySlide[state]);
        _sliding[state] = -_lotterySlide[state];
    }

    /// <summary>An incentive constraint's value equals its slack, and slack times multiplier equals tau.</summary>
    private void AddIncentive(int scale, double tau)
    {
        int row = _states + scale;
        double multiplier = _point.Scales[scale];
        AddMean(row, scale, 1);
        Entry(row, row) += _point.Partners[scale] / multiplier;
        _correcting[row] += (tau / multiplier) - _means[scale] + (tau / _startTau * _startResiduals[scale]);
        _sliding[row] += (1 / multiplier) + (_startResiduals[scale] / _startTau);
    }

    /// <summary>The warrant equation of a type.</summary>
    private void AddWarrant(int type, double tau)
    {
        int row = _states + type;
        (int member, int own) = _system.Types[type];
        double ownScale = _point.Scales[type];
        Entry(row, row) += _claims[type];
        for (int scale = _types; scale < _scales; scale++)
        {
            (int of, int truth, int reported) = _system.Pairs[scale - _types];
            if (of == member && truth == own)
            {
                ownScale += _point.Scales[scale];
                Entry(row, _states + scale) += _claims[type];
            }
            else if (of == member && reported == own)
            {
                int tempted = _system.TypeIndex(of, truth);
                Entry(row, _states + scale) -= _claims[tempted];
                AddClaim(row, tempted, -_point.Scales[scale], tau);
            }
        }

        AddClaim(row, type, ownScale, tau);
        for (int state = 0; state < _states; state++)
        {
            Entry(row, state) -= _system.Subgame.States.TypeOf(state, member) == own ? 1 : 0;
        }

        for (int other = 0; other < _types; other++)
        {
            Entry(row, _states + other) += _system.Probabilities[type] * _system.Outside[member][other];
        }

        _correcting[row] -= Warrant(type);
    }

    /// <summary>factor times the change of a type's claim |S| U - c - theta - nu, with nu's change from its product.</summary>
    private void AddClaim(int row, int type, double factor, double tau)
    {
        double weight = _point.Scales[type];
        AddMean(row, type, factor * _system.Subgame.MemberCount);
        Entry(row, _states + type) += factor * _point.Excesses[type] / weight;
        Entry(row, _states + _scales) -= factor;
        _correcting[row] += factor * ((_barrier * tau / weight) - _point.Excesses[type]);
        _sliding[row] += factor * _barrier / weight;
    }

    /// <summary>factor times the change of a mean: drift of the chances, less what rising worths take, plus what rising scales give.</summary>
    private void AddMean(int row, int scale, double factor)
    {
        for (int state = 0; state < _states; state++)
        {
            Entry(row, state) -= factor * _mixed[(scale * _states) + state];
        }

        for (int other = 0; other < _scales; other++)
        {
            Entry(row, _states + other) += factor * _quadratic[(scale * _scales) + other];
        }

        _correcting[row] -= factor * _meanDrift[scale];
        _sliding[row] -= factor * _meanSlide[scale];
    }

    private void AddNormalisation()
    {
        int row = _states + _scales;
        _correcting[row] = 1;
        for (int type = 0; type < _types; type++)
        {
            Entry(row, _states + type) = 1;
            _correcting[row] -= _point.Scales[type];
        }
    }

    /// <summary>
    /// The eliminated unknowns of a direction. A product x y = tau changes y by share * (tau / x - y) - y / x dx, with
    /// share 1 and the whole tau in a correction, and share 0 and a unit of tau in a slide.
    /// </summary>
    private void Expand(double[] solution, double tau, double share, PathPoint direction)
    {
        solution.AsSpan(0, _states).CopyTo(direction.Worths);
        solution.AsSpan(_states, _scales).CopyTo(direction.Scales);
        direction.Theta = solution[^1];
        for (int column = 0; column < _system.ColumnCount; column++)
        {
            double loss = _point.Losses[column];
            double chance = _point.Chances[column];
            double change = direction.Worths[_system.StateOf(column)] - _system.Worth(column, direction.Scales);
            direction.Losses[column] = change;
            direction.Chances[column] = (tau / loss) - (share * chance) - (chance / loss * change);
        }

        for (int scale = 0; scale < _scales; scale++)
        {
            double value = _point.Scales[scale];
            double partner = _point.Partners[scale];
            double product = scale < _types ? _barrier * tau : tau;
            direction.Partners[scale] = (product / value) - (share * partner) - (partner / value * direction.Scales[scale]);
        }
    }

    private ref double Entry(int row, int column) => ref _matrix[(row * _correcting.Length) + column];
}
