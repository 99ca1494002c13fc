using Parley.Engines.Numerics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// A step of the search for levels and floors, from sums over scenarios alone: the counterpart of <see cref="LevelModel"/> where members
/// doubt their prior. What a member feels alone, where it is idle or at its floor, is kept as an exponential; what is shared is
/// taken as linear in the step.
/// </summary>
internal sealed class CapModel
{
    private const int MostSteps = 40;

    private readonly int _members;
    private readonly double[] _aversion;
    private readonly CapPoint _point;
    private readonly bool[] _isHeld;
    private readonly bool _isFull;
    private double[] _step;

    private CapModel(CapPoint point, double[] aversion, bool[] isHeld, bool isFull)
    {
        (_point, _aversion, _isHeld, _isFull, _members) = (point, aversion, isHeld, isFull, aversion.Length);
        _step = new double[2 * _members];
    }

    /// <summary>
    /// The step d in levels (first half) and floors (second half) that maximises the model.
    /// </summary>
    /// <param name="point">The sums at the point that the step starts from.</param>
    /// <param name="aversion">The risk aversion of each member.</param>
    /// <param name="isHeld">True for members whose floor does not move.</param>
    /// <param name="isFull">True where the floors' sum stays what it is.</param>
    public static double[] Solve(CapPoint point, double[] aversion, bool[] isHeld, bool isFull)
    {
        var model = new CapModel(point, aversion, isHeld, isFull);
        model.Run();
        return model._step;
    }

    private void Run()
    {
        double value = Value(_step);
        for (int round = 0; round < MostSteps; round++)
        {
            double[] gradient = Gradient(_step);
            double[] direction = Direction(gradient);
            double slope = 0;
            for (int k = 0; k < direction.Length; k++)
            {
                slope += direction[k] * gradient[k];
            }

            double[]? next = null;
            for (double length = 1; length > 1e-4 && next is null; length /= 2)
            {
                double[] trial = [.. _step.Zip(direction, (d, move) => d + (length * move))];
                double climbed = Value(trial);
                if (climbed > value + (1e-4 * length * slope))
                {
                    (next, value) = (trial, climbed);
                }
            }

            if (next is null)
            {
                break;
            }

            _step = next;
            if (slope < 1e-16 * Math.Max(1, Math.Abs(value)))
            {
                break;
            }
        }
    }

    /// <summary>Newton's direction for the model, within the floors that may move.</summary>
    private double[] Direction(double[] gradient)
    {
        int n = 2 * _members;
        double[] matrix = [.. _point.Curvature];
        for (int i = 0; i < _members; i++)
        {
            int floor = _members + i;
            double idle = _aversion[i] * _point.Idle[i] * Math.Exp(_aversion[i] * _step[i]);
            double own = _aversion[i] * _point.Own[i] * Math.Exp(_aversion[i] * (_step[i] - _step[floor]));
            matrix[(i * n) + i] += idle + own;
            matrix[(floor * n) + floor] += own;
            matrix[(i * n) + floor] -= own;
            matrix[(floor * n) + i] -= own;
            if (_isHeld[i])
            {
                matrix.AsSpan(floor * n, n).Clear();
                for (int k = 0; k < n; k++)
                {
                    matrix[(k * n) + floor] = 0;
                }

                matrix[(floor * n) + floor] = 1;
            }
        }

        double[] direction = [.. gradient.Select((slope, k) => k >= _members && _isHeld[k - _members] ? 0 : slope)];
        var factor = new Cholesky(matrix, n);
        factor.Solve(direction);
        if (!_isFull)
        {
            return direction;
        }

        double[] room = [.. Enumerable.Range(0, n).Select(k => k >= _members && !_isHeld[k - _members] ? 1.0 : 0)];
        double[] response = [.. room];
        factor.Solve(response);
        double price = Floors(direction) / Floors(response);
        return [.. direction.Zip(response, (d, r) => d - (price * r))];
    }

    private double Floors(double[] vector)
    {
        double sum = 0;
        for (int i = 0; i < _members; i++)
        {
            sum += _isHeld[i] ? 0 : vector[_members + i];
        }

        return sum;
    }

    private double[] Gradient(double[] d)
    {
        int n = 2 * _members;
        double[] gradient = new double[n];
        for (int i = 0; i < _members; i++)
        {
            double own = _point.Own[i] * Math.Exp(_aversion[i] * (d[i] - d[_members + i]));
            gradient[i] = 1 - _point.Active[i] - (_point.Idle[i] * Math.Exp(_aversion[i] * d[i])) - own - Cholesky.Dot(_point.Curvature.AsSpan(i * n, n), d);
            gradient[_members + i] = _isHeld[i] ? 0 : own - _point.Shared[i] - Cholesky.Dot(_point.Curvature.AsSpan((_members + i) * n, n), d);
        }

        return gradient;
    }

    private double Value(double[] d)
    {
        int n = 2 * _members;
        double value = 0;
        for (int i = 0; i < _members; i++)
        {
            int floor = _members + i;
            value += (d[i] * (1 - _point.Active[i])) - (d[floor] * _point.Shared[i]);
            value -= (_point.Idle[i] * (Math.Exp(_aversion[i] * d[i]) - 1) / _aversion[i])
                + (_point.Own[i] * (Math.Exp(_aversion[i] * (d[i] - d[floor])) - 1) / _aversion[i]);
            value -= ((d[i] * Cholesky.Dot(_point.Curvature.AsSpan(i * n, n), d)) + (d[floor] * Cholesky.Dot(_point.Curvature.AsSpan(floor * n, n), d))) / 2;
        }

        return value;
    }
}
