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

    /// <summary>Corrections of a direction at most; each costs a solution of the system that was factored, much less than a step.</summary>
    private const int MostCorrectors = 4;

    /// <summary>Steps this long need no correction.</summary>
    private const double LongStep = 0.95;

    /// <summary>Products of slack and multiplier below this part of their aim, or above its inverse, are sent back.</summary>
    private const double FarFromAim = 0.1;

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
    private readonly double[] _aim;
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
    /// <param name="isWeighted">
    /// Whether products of slacks and multipliers stay in proportion to the inequalities' weights; otherwise all are alike, which takes fewer steps where
    /// there are many inequalities, and more where their sizes differ by orders of magnitude.
    /// </param>
    public InteriorPoint(SaddleProgram program, double gap, bool isWeighted)
    {
        (_program, _system, _lagrange) = (program, new SaddleSystem(program), new LagrangeFunction(program));
        _places = _system.Pattern;
        _point = [.. program.Start];
        _weights = isWeighted ? [.. program.Inequalities.Select(inequality => inequality.Weight), .. program.Balls.Select(ball => 0.1)]
            : [.. Enumerable.Repeat(1.0, program.Inequalities.Count + program.Balls.Count)];
        _totalWeight = _weights.Sum();
        _rowMultipliers = new double[program.Equations.Count];
        (_slacks, _multipliers, _target) = (new double[_weights.Length], new double[_weights.Length], new double[_weights.Length]);
        _aim = new double[_weights.Length];
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
        double reach = FindDirection();
        double centring = Math.Pow(1 - (reach * (1 - PredictedGap(reach) / Math.Max(Gap, double.Epsilon))), 3);
        centring = Math.Clamp(Math.Max(centring, LastStep < 0.1 ? 0.5 : 0), 1e-6, 1);
        double affine = reach;
        double aim = Math.Max(centring * average, LeastGap / Math.Max(_totalWeight, LeastGap));
        Aim(aim, corrected: affine > 0.1);
        reach = Centred(FindDirection(), aim);
        if (Advance(Math.Min(1, MostOfTheWay * reach), 3))
        {
            return;
        }

        Aim(Math.Max(Math.Max(centring, 0.3) * average, LeastGap / Math.Max(_totalWeight, LeastGap)), corrected: false);
        reach = FindDirection();
        Advance(Math.Min(1, MostOfTheWay * reach), MostHalvings);
    }

    /// <summary>
    /// Corrects the direction while that makes the step longer: products of slacks and multipliers that a somewhat longer step would carry far from
    /// their aim are sent back to it (Gondzio, "Multiple centrality correctors in a primal-dual method for linear programming", 1996).
    /// </summary>
    private double Centred(double reach, double average)
    {
        for (int round = 0; round < MostCorrectors && reach < LongStep; round++)
        {
            Direction before = Remembered();
            double trial = Math.Min(1, (1.3 * reach) + 0.1);
            SendBack(trial, average);
            double longer = FindDirection();
            if (longer < reach + (0.1 * (trial - reach)))
            {
                Restore(before);
                break;
            }

            reach = longer;
        }

        return reach;
    }

    private void SendBack(double step, double average)
    {
        for (int k = 0; k < _target.Length; k++)
        {
            double aim = average * _weights[k];
            double product = (_slacks[k] + (step * _slackChange[k])) * (_multipliers[k] + (step * _multiplierChange[k]));
            double near = Math.Clamp(product, FarFromAim * aim, aim / FarFromAim);
            _target[k] += Math.Max(near - product, -aim / FarFromAim);
        }
    }

    /// <summary>A direction, and what it aims at.</summary>
    private sealed record Direction(double[] Target, double[] Move, double[] SlackChange, double[] MultiplierChange);

    private Direction Remembered() => new([.. _target], [.. _direction], [.. _slackChange], [.. _multiplierChange]);

    private void Restore(Direction direction)
    {
        direction.Target.CopyTo(_target, 0);
        direction.Move.CopyTo(_direction, 0);
        direction.SlackChange.CopyTo(_slackChange, 0);
        direction.MultiplierChange.CopyTo(_multiplierChange, 0);
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
            double aim = _aim[k] = average * _weights[k];
            _target[k] = aim - Math.Clamp(product, -10 * Math.Max(aim, _slacks[k] * _multipliers[k]), 10 * Math.Max(aim, _slacks[k] * _multipliers[k]));
        }
    }

    /// <summary>Solves for the direction; returns the largest step to the nearest boundary, at most about 1.</summary>
    private double FindDirection()
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
            sum += Math.Abs((slacks[k] * multipliers[k]) - _aim[k]);
        }

        return sum;
    }
}
