using static Parley.Engines.RiskPools.SaddleProgram;

namespace Parley.Engines.RiskPools;

/// <summary>
/// A primal-dual interior-point method for a <see cref="SaddleProgram"/>: it follows, by Newton steps, the points at which every
/// inequality's slack times its multiplier is the same small number times the inequality's weight.
/// </summary>
/// <remarks>
/// Source: Mehrotra, "On the implementation of a primal-dual interior point method", 1992 (predictor and corrector); Boyd and
/// Vandenberghe, "Convex optimization", 2004, 11.7 (a step must reduce the residual). Variables and multipliers take the same
/// step, because the cost is not linear. Cost of a step: one factoring of <see cref="SaddleSystem"/>.
/// </remarks>
internal sealed class InteriorPoint
{
    /// <summary>The part of the way to the nearest boundary that a step goes at most.</summary>
    private const double MostOfTheWay = 0.995;

    /// <summary>The gap that is aimed at in the end: rounding.</summary>
    private const double LeastGap = 1e-15;

    /// <summary>A tilt smaller than this part of an even one is weighed as if it were that large: its logarithm sets a part.</summary>
    private const double LeastTilt = 1e-4;

    private const int MostHalvings = 30;

    private readonly SaddleProgram _program;
    private readonly SaddleSystem _system;
    private readonly SaddlePattern _places;
    private readonly LagrangeFunction _lagrange;
    private readonly double[] _point;
    private readonly double[] _rowMultipliers;
    private readonly double[] _slacks;
    private readonly double[] _multipliers;
    private readonly double[] _weights;
    private readonly double[] _target;
    private readonly double[] _dual;
    private readonly double[] _primal;
    private readonly double[] _right;
    private readonly double[] _direction;
    private readonly double[] _slackChange;
    private readonly double[] _multiplierChange;
    private readonly double _totalWeight;
    private readonly double[] _leastSize;

    /// <summary>Begins at the program's start.</summary>
    /// <param name="program">The program.</param>
    /// <param name="gap">The sum of slacks times multipliers to begin with.</param>
    public InteriorPoint(SaddleProgram program, double gap)
    {
        (_program, _system, _lagrange) = (program, new SaddleSystem(program), new LagrangeFunction(program));
        _places = _system.Pattern;
        _point = [.. program.Start];
        _weights = [.. program.Inequalities.Select(inequality => inequality.Weight), .. program.Balls.Select(ball => 0.1)];
        _totalWeight = _weights.Sum();
        _rowMultipliers = new double[program.Equations.Count];
        (_slacks, _multipliers, _target) = (new double[_weights.Length], new double[_weights.Length], new double[_weights.Length]);
        (_dual, _primal) = (new double[_point.Length], new double[_rowMultipliers.Length]);
        (_right, _direction) = (new double[_places.Size], new double[_places.Size]);
        (_slackChange, _multiplierChange) = (new double[_weights.Length], new double[_weights.Length]);
        _leastSize = new double[_point.Length];
        foreach (EntropyTerm term in program.Entropies)
        {
            _leastSize[term.Tilt] = LeastTilt * program.Even;
        }

        _lagrange.Slacks(_point, _slacks);
        for (int k = 0; k < _weights.Length; k++)
        {
            _multipliers[k] = gap / _totalWeight * _weights[k] / _slacks[k];
        }
    }

    /// <summary>The variables.</summary>
    public ReadOnlySpan<double> Point => _point;

    /// <summary>How far the last step went, as a part of its direction.</summary>
    public double LastStep { get; private set; } = 1;

    /// <summary>The sum of slacks times multipliers: the gap, once the equations hold.</summary>
    public double Gap
    {
        get
        {
            double sum = 0;
            for (int k = 0; k < _slacks.Length; k++)
            {
                sum += _slacks[k] * _multipliers[k];
            }

            return sum;
        }
    }

    /// <summary>The multiplier of an inequality.</summary>
    public double Multiplier(int inequality) => inequality < 0 ? 0 : _multipliers[inequality];

    /// <summary>The multiplier of an equation.</summary>
    public double RowMultiplier(int equation) => _rowMultipliers[equation];

    /// <summary>By how much the equations and the conditions of the optimum fail, in the unit of the cost.</summary>
    public double Infeasibility()
    {
        _lagrange.Residuals(_point, _multipliers, _rowMultipliers, _dual, _primal);
        double sum = 0;
        for (int k = 0; k < _dual.Length; k++)
        {
            sum += Math.Abs(_dual[k]) * Math.Max(Math.Abs(_point[k]), _leastSize[k]);
        }

        foreach (double miss in _primal)
        {
            sum += Math.Abs(miss);
        }

        return sum;
    }

    /// <summary>One step towards the optimum.</summary>
    public void Step()
    {
        double average = _totalWeight > 0 ? Gap / _totalWeight : 0;
        _system.Factor(_point, _slacks, _multipliers);
        Aim(0, corrected: false);
        double reach = Direction();
        double centring = Math.Pow(1 - (reach * (1 - PredictedGap(reach) / Math.Max(Gap, double.Epsilon))), 3);
        centring = Math.Clamp(Math.Max(centring, LastStep < 0.1 ? 0.5 : 0), 1e-6, 1);
        if (reach > 0.1)
        {
            Aim(Math.Max(centring * average, LeastGap / _totalWeight), corrected: true);
            reach = Direction();
            if (Advance(Math.Min(1, MostOfTheWay * reach), 3))
            {
                return;
            }
        }

        Aim(Math.Max(Math.Max(centring, 0.3) * average, LeastGap / Math.Max(_totalWeight, LeastGap)), corrected: false);
        reach = Direction();
        Advance(Math.Min(1, MostOfTheWay * reach), MostHalvings);
    }

    private double PredictedGap(double step)
    {
        double sum = 0;
        for (int k = 0; k < _slacks.Length; k++)
        {
            sum += (_slacks[k] + (step * _slackChange[k])) * (_multipliers[k] + (step * _multiplierChange[k]));
        }

        return sum;
    }

    /// <summary>Sets what slack times multiplier is to become; corrected for the product of the changes just predicted.</summary>
    private void Aim(double average, bool corrected)
    {
        for (int k = 0; k < _target.Length; k++)
        {
            double product = corrected ? _slackChange[k] * _multiplierChange[k] : 0;
            double aim = average * _weights[k];
            _target[k] = aim - Math.Clamp(product, -10 * Math.Max(aim, _slacks[k] * _multipliers[k]), 10 * Math.Max(aim, _slacks[k] * _multipliers[k]));
        }
    }

    /// <summary>Solves for the direction; returns the largest step to the nearest boundary, at most about 1.</summary>
    private double Direction()
    {
        _lagrange.Residuals(_point, _multipliers, _rowMultipliers, _dual, _primal);
        for (int k = 0; k < _dual.Length; k++)
        {
            _right[k] = -_dual[k];
        }

        for (int k = 0; k < _primal.Length; k++)
        {
            _right[_places.Variables + k] = -_primal[k];
        }

        for (int k = 0; k < _program.Inequalities.Count; k++)
        {
            Inequality inequality = _program.Inequalities[k];
            if (inequality.Second < 0)
            {
                _right[inequality.First] += inequality.Scale * ((_target[k] / _slacks[k]) - _multipliers[k]);
            }
        }

        for (int k = 0; k < _places.Pairs.Length; k++)
        {
            int pair = _places.Pairs[k];
            _right[_places.FirstPair + k] = (_target[pair] / _multipliers[pair]) - _slacks[pair];
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            int place = _program.Inequalities.Count + k;
            _right[_places.FirstBall + k] = (_target[place] / _multipliers[place]) - _slacks[place];
        }

        _system.Solve(_right, _direction);
        return Changes();
    }

    /// <summary>Derives the changes of slacks and multipliers.</summary>
    private double Changes()
    {
        for (int k = 0; k < _program.Inequalities.Count; k++)
        {
            Inequality inequality = _program.Inequalities[k];
            _slackChange[k] = inequality.Scale * _direction[inequality.First];
            if (inequality.Second < 0)
            {
                _multiplierChange[k] = ((_target[k] - (_multipliers[k] * _slackChange[k])) / _slacks[k]) - _multipliers[k];
            }
            else
            {
                _slackChange[k] -= _direction[inequality.Second];
            }
        }

        for (int k = 0; k < _places.Pairs.Length; k++)
        {
            _multiplierChange[_places.Pairs[k]] = -_direction[_places.FirstPair + k];
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            int place = _program.Inequalities.Count + k;
            _multiplierChange[place] = -_direction[_places.FirstBall + k];
            _slackChange[place] = (_target[place] - (_slacks[place] * _multiplierChange[place])) / _multipliers[place] - _slacks[place];
        }

        return Reach();
    }

    private double Reach()
    {
        double reach = 1 / MostOfTheWay;
        for (int k = 0; k < _slacks.Length; k++)
        {
            reach = Limit(reach, _multipliers[k], _multiplierChange[k]);
            if (k < _program.Inequalities.Count)
            {
                reach = Limit(reach, _slacks[k], _slackChange[k]);
            }
        }

        foreach (EntropyTerm term in _program.Entropies)
        {
            reach = Limit(reach, _point[term.Tilt], _direction[term.Tilt]);
        }

        return reach;
    }

    private static double Limit(double reach, double value, double change) => value + (reach * change) < 0 ? -value / change : reach;

    /// <summary>Goes along the direction, less far while that would not reduce the residual; false where nothing does.</summary>
    private bool Advance(double step, int halvings)
    {
        double[] point = new double[_point.Length];
        double[] slacks = new double[_slacks.Length];
        double[] multipliers = new double[_multipliers.Length];
        double[] rows = new double[_rowMultipliers.Length];
        double before = Merit(_point, _slacks, _multipliers, _rowMultipliers);
        for (int halving = 0; halving <= halvings; halving++, step *= 0.5)
        {
            for (int k = 0; k < point.Length; k++)
            {
                point[k] = _point[k] + (step * _direction[k]);
            }

            for (int k = 0; k < rows.Length; k++)
            {
                rows[k] = _rowMultipliers[k] - (step * _direction[_places.Variables + k]);
            }

            for (int k = 0; k < multipliers.Length; k++)
            {
                multipliers[k] = _multipliers[k] + (step * _multiplierChange[k]);
            }

            _lagrange.Slacks(point, slacks);
            if (Positive(slacks) && Merit(point, slacks, multipliers, rows) <= (1 - (0.01 * step)) * before)
            {
                point.CopyTo(_point, 0);
                slacks.CopyTo(_slacks, 0);
                multipliers.CopyTo(_multipliers, 0);
                rows.CopyTo(_rowMultipliers, 0);
                LastStep = step;
                return true;
            }
        }

        LastStep = 0;
        return false;
    }

    private static bool Positive(double[] slacks)
    {
        foreach (double slack in slacks)
        {
            if (!(slack > 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How far a point is from the aim, in the unit of the cost; in the weights of the current point.</summary>
    private double Merit(double[] point, double[] slacks, double[] multipliers, double[] rows)
    {
        _lagrange.Residuals(point, multipliers, rows, _dual, _primal);
        double sum = 0;
        for (int k = 0; k < _dual.Length; k++)
        {
            sum += Math.Abs(_dual[k]) * Math.Max(Math.Abs(_point[k]), _leastSize[k]);
        }

        foreach (double miss in _primal)
        {
            sum += Math.Abs(miss);
        }

        for (int k = 0; k < slacks.Length; k++)
        {
            sum += Math.Abs((slacks[k] * multipliers[k]) - _target[k]);
        }

        return sum;
    }
}
