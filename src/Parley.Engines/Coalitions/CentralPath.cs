using Parley.Engines.Numerics;

namespace Parley.Engines.Coalitions;

/// <summary>
/// Follows the central path of a coalition's fixed point: all complementary pairs (probability and virtual loss of a
/// decision, multiplier and slack of an incentive constraint, weight and excess of a type over its warranted claim)
/// have the same product, which is driven to zero. Its end is a neutral procedural solution, degenerate where a weight
/// vanishes.
/// </summary>
/// <remarks>
/// The system is Appendix A's truncated one with a barrier in place of the truncation: |S| U - c - omega = theta + nu
/// with lambda nu = tau; theta removes the redundancy of the warrant equations. Probabilities are eliminated, so that a
/// Newton step costs columns times (types squared) plus a dense solve in states + multipliers + weights, however many
/// decisions there are.
/// </remarks>
internal sealed class CentralPath
{
    private const double BoundaryFraction = 0.9;

    private readonly WarrantSystem _system;
    private readonly int _types;
    private readonly int _pairs;
    private readonly int _states;
    private readonly double[] _chances;
    private readonly double[] _losses;
    private readonly double[] _worths;
    private readonly double[] _scales;
    private readonly double[] _slacks;
    private double _theta;
    private double _tau;

    // Residuals at the start: the path lets them fade in proportion to tau.
    private readonly double[] _slackResiduals;
    private readonly double[] _warrantResiduals;
    private double _startTau;

    private readonly double[] _matrix;
    private readonly double[] _step;
    private readonly double[] _means;
    private readonly double[] _claims;

    /// <summary>Starts at the middle of the path's wide end.</summary>
    /// <param name="system">The coalition's numbers.</param>
    /// <param name="startingWeights">Positive weights by type; scaled to sum to 1.</param>
    public CentralPath(WarrantSystem system, ReadOnlySpan<double> startingWeights)
    {
        _system = system;
        _types = system.Types.Count;
        _pairs = system.Pairs.Count;
        _states = system.Subgame.States.Count;
        _chances = new double[system.ColumnCount];
        _losses = new double[system.ColumnCount];
        _worths = new double[_states];
        _scales = new double[system.ScaleCount];
        _slacks = new double[_pairs];
        _slackResiduals = new double[_pairs];
        _warrantResiduals = new double[_types];
        _means = new double[system.ScaleCount];
        _claims = new double[_types];
        int n = _states + _pairs + _types + 1;
        _matrix = new double[n * n];
        _step = new double[n];
        Start(startingWeights);
    }

    /// <summary>The common product of complementary pairs.</summary>
    public double Tau => _tau;

    /// <summary>Weights, then multipliers.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Probabilities of the columns.</summary>
    public ReadOnlySpan<double> Chances => _chances;

    /// <summary>What each column's virtual worth lacks to its state's greatest, times p(t).</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>The incentive constraints' slacks.</summary>
    public ReadOnlySpan<double> Slacks => _slacks;

    /// <summary>U_i(t), then the incentive constraints' values, at the current probabilities.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Newton steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Follows the path until tau is small.</summary>
    /// <param name="target">The tau to reach.</param>
    /// <param name="maximumSteps">Newton steps that may be taken in all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>False where the path is lost: a singular system, or steps that lead nowhere.</returns>
    public bool Follow(double target, int maximumSteps, CancellationToken cancellation)
    {
        double shrink = 0.5;
        while (_tau > target && Steps < maximumSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            double next = Math.Max(target, _tau * shrink);
            double length = Step(next);
            if (length < 1e-7)
            {
                return false;
            }

            // Tau follows the step that was possible; the residuals' share of the start fades with it.
            _tau = length > 0.999 ? next : _tau + (length * (next - _tau));
            shrink = length > 0.8 ? Math.Max(0.05, shrink * 0.7) : length < 0.3 ? Math.Min(0.9, shrink * 1.3) : shrink;
        }

        return _tau <= target;
    }

    private void Start(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        for (int type = 0; type < _types; type++)
        {
            _scales[type] = weights[type] / sum;
        }

        _scales.AsSpan(_types).Fill(0.1 / Math.Max(1, _types));
        _slacks.AsSpan().Fill(0.1);
        int decisions = _system.Subgame.DecisionCount;
        _chances.AsSpan().Fill(1.0 / decisions);
        _worths.AsSpan().Fill(double.NegativeInfinity);
        for (int column = 0; column < _chances.Length; column++)
        {
            int state = _system.StateOf(column);
            _worths[state] = Math.Max(_worths[state], _system.Worth(column, _scales));
        }

        double margin = 0.5 / _states;
        double product = 0;
        for (int column = 0; column < _chances.Length; column++)
        {
            _losses[column] = _worths[_system.StateOf(column)] + margin - _system.Worth(column, _scales);
            product += _losses[column] * _chances[column];
        }

        for (int state = 0; state < _states; state++)
        {
            _worths[state] += margin;
        }

        _tau = _startTau = product / _chances.Length;
        Evaluate();
        for (int pair = 0; pair < _pairs; pair++)
        {
            _slackResiduals[pair] = _means[_types + pair] - _slacks[pair];
        }

        for (int type = 0; type < _types; type++)
        {
            _warrantResiduals[type] = Warrant(type);
        }
    }

    /// <summary>Payoffs, slacks and claims at the current point.</summary>
    private void Evaluate()
    {
        Array.Clear(_means);
        for (int column = 0; column < _chances.Length; column++)
        {
            ReadOnlySpan<int> indices = _system.Indices(column);
            ReadOnlySpan<double> values = _system.Values(column);
            for (int k = 0; k < indices.Length; k++)
            {
                _means[indices[k]] += _chances[column] * values[k];
            }
        }

        int members = _system.Subgame.MemberCount;
        for (int type = 0; type < _types; type++)
        {
            _claims[type] = (members * _means[type]) - _system.ThreatSums[type] - _theta - (_tau / _scales[type]);
        }
    }

    /// <summary>The residual of a type's warrant equation.</summary>
    private double Warrant(int type)
    {
        (int member, int own) = _system.Types[type];
        double sum = _scales[type] * _claims[type];
        for (int pair = 0; pair < _pairs; pair++)
        {
            (int of, int truth, int reported) = _system.Pairs[pair];
            if (of == member && truth == own)
            {
                sum += _scales[_types + pair] * _claims[type];
            }
            else if (of == member && reported == own)
            {
                sum -= _scales[_types + pair] * _claims[_system.TypeIndex(of, truth)];
            }
        }

        for (int state = 0; state < _states; state++)
        {
            sum -= _system.Subgame.States.TypeOf(state, member) == own ? _worths[state] : 0;
        }

        double reserved = 0;
        for (int other = 0; other < _types; other++)
        {
            reserved += _scales[other] * _system.Outside[member][other];
        }

        return sum + (_system.Probabilities[type] * reserved);
    }

    /// <summary>One Newton step towards the point of the path with a smaller tau; returns the fraction of it that was taken.</summary>
    private double Step(double tau)
    {
        Steps++;
        int n = _step.Length;
        Evaluate();
        // Claims are re-evaluated with the barrier of the aimed-at tau, which is the equation the step solves.
        for (int type = 0; type < _types; type++)
        {
            _claims[type] -= (tau - _tau) / _scales[type];
        }

        double share = tau / _startTau;
        int y0 = _states; // columns of the matrix: worths, multipliers, weights, theta
        int ColumnOf(int scale) => scale < _types ? y0 + _pairs + scale : y0 + scale - _types;

        var quadratic = new double[_scales.Length * _scales.Length];
        var mixed = new double[_scales.Length * _states];
        var drift = new double[_scales.Length];
        var ratioSum = new double[_states];
        var driftSum = new double[_states];
        var chanceSum = new double[_states];
        for (int column = 0; column < _chances.Length; column++)
        {
            int state = _system.StateOf(column);
            double ratio = _chances[column] / _losses[column];
            double r = (tau / _losses[column]) - _chances[column];
            ratioSum[state] += ratio;
            driftSum[state] += r;
            chanceSum[state] += _chances[column];
            ReadOnlySpan<int> indices = _system.Indices(column);
            ReadOnlySpan<double> values = _system.Values(column);
            for (int k = 0; k < indices.Length; k++)
            {
                double weighted = ratio * values[k];
                drift[indices[k]] += r * values[k];
                mixed[(indices[k] * _states) + state] += weighted;
                for (int l = 0; l < indices.Length; l++)
                {
                    quadratic[(indices[k] * _scales.Length) + indices[l]] += weighted * values[l];
                }
            }
        }

        Array.Clear(_matrix);
        for (int state = 0; state < _states; state++)
        {
            _matrix[(state * n) + state] = -ratioSum[state];
            for (int scale = 0; scale < _scales.Length; scale++)
            {
                _matrix[(state * n) + ColumnOf(scale)] = mixed[(scale * _states) + state];
            }

            _step[state] = 1 - chanceSum[state] - driftSum[state];
        }

        // d(mean of scale) = drift - mixed dworth + quadratic dscale
        void AddMean(int row, int scale, double factor)
        {
            for (int state = 0; state < _states; state++)
            {
                _matrix[(row * n) + state] -= factor * mixed[(scale * _states) + state];
            }

            for (int other = 0; other < _scales.Length; other++)
            {
                _matrix[(row * n) + ColumnOf(other)] += factor * quadratic[(scale * _scales.Length) + other];
            }

            _step[row] -= factor * drift[scale];
        }

        for (int pair = 0; pair < _pairs; pair++)
        {
            int row = y0 + pair;
            double alpha = _scales[_types + pair];
            _step[row] = (tau / alpha) - _means[_types + pair] + (share * _slackResiduals[pair]);
            AddMean(row, _types + pair, 1);
            _matrix[(row * n) + row] += _slacks[pair] / alpha;
        }

        int members = _system.Subgame.MemberCount;
        for (int type = 0; type < _types; type++)
        {
            int row = y0 + _pairs + type;
            (int member, int own) = _system.Types[type];
            _step[row] = (share * _warrantResiduals[type]) - Warrant(type);

            void AddClaim(int of, double factor)
            {
                AddMean(row, of, factor * members);
                _matrix[(row * n) + y0 + _pairs + of] += factor * tau / (_scales[of] * _scales[of]);
                _matrix[(row * n) + n - 1] -= factor;
            }

            double ownScale = _scales[type];
            _matrix[(row * n) + y0 + _pairs + type] += _claims[type];
            for (int pair = 0; pair < _pairs; pair++)
            {
                (int of, int truth, int reported) = _system.Pairs[pair];
                if (of == member && truth == own)
                {
                    ownScale += _scales[_types + pair];
                    _matrix[(row * n) + y0 + pair] += _claims[type];
                }
                else if (of == member && reported == own)
                {
                    int tempted = _system.TypeIndex(of, truth);
                    _matrix[(row * n) + y0 + pair] -= _claims[tempted];
                    AddClaim(tempted, -_scales[_types + pair]);
                }
            }

            AddClaim(type, ownScale);
            for (int state = 0; state < _states; state++)
            {
                if (_system.Subgame.States.TypeOf(state, member) == own)
                {
                    _matrix[(row * n) + state] -= 1;
                }
            }

            for (int other = 0; other < _types; other++)
            {
                _matrix[(row * n) + y0 + _pairs + other] += _system.Probabilities[type] * _system.Outside[member][other];
            }
        }

        double total = 0;
        for (int type = 0; type < _types; type++)
        {
            _matrix[((n - 1) * n) + y0 + _pairs + type] = 1;
            total += _scales[type];
        }

        _step[n - 1] = 1 - total;
        if (!DenseMatrix.Solve(_matrix, _step))
        {
            return 0;
        }

        return Move(tau, share);
    }

    private double Move(double tau, double share)
    {
        int n = _step.Length;
        int y0 = _states;
        var dScales = new double[_scales.Length];
        for (int scale = 0; scale < _scales.Length; scale++)
        {
            dScales[scale] = scale < _types ? _step[y0 + _pairs + scale] : _step[y0 + scale - _types];
        }

        var dLosses = new double[_losses.Length];
        var dChances = new double[_chances.Length];
        var dMeans = new double[_scales.Length];
        double length = 1 / BoundaryFraction;
        for (int column = 0; column < _chances.Length; column++)
        {
            dLosses[column] = _step[_system.StateOf(column)] - _system.Worth(column, dScales);
            dChances[column] = (tau / _losses[column]) - _chances[column] - (_chances[column] / _losses[column] * dLosses[column]);
            ReadOnlySpan<int> indices = _system.Indices(column);
            ReadOnlySpan<double> values = _system.Values(column);
            for (int k = 0; k < indices.Length; k++)
            {
                dMeans[indices[k]] += dChances[column] * values[k];
            }

            length = Math.Min(length, Math.Min(Limit(_losses[column], dLosses[column]), Limit(_chances[column], dChances[column])));
        }

        var dSlacks = new double[_pairs];
        for (int pair = 0; pair < _pairs; pair++)
        {
            dSlacks[pair] = dMeans[_types + pair] + _means[_types + pair] - _slacks[pair] - (share * _slackResiduals[pair]);
            length = Math.Min(length, Limit(_slacks[pair], dSlacks[pair]));
        }

        for (int scale = 0; scale < _scales.Length; scale++)
        {
            length = Math.Min(length, Limit(_scales[scale], dScales[scale]));
        }

        length = Math.Min(1, BoundaryFraction * length);
        if (!double.IsFinite(length))
        {
            return 0;
        }

        Add(_chances, dChances, length);
        Add(_losses, dLosses, length);
        Add(_scales, dScales, length);
        Add(_slacks, dSlacks, length);
        Add(_worths, _step.AsSpan(0, _states), length);
        _theta += length * _step[n - 1];
        return length;
    }

    /// <summary>How far a positive number can move before it reaches zero, in steps.</summary>
    private static double Limit(double value, double change) => change < 0 ? -value / change : double.PositiveInfinity;

    private static void Add(double[] target, ReadOnlySpan<double> change, double length)
    {
        for (int k = 0; k < target.Length; k++)
        {
            target[k] += length * change[k];
        }
    }
}
