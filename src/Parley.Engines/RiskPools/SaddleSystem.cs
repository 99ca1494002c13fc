using Parley.Engines.Numerics;
using static Parley.Engines.RiskPools.SaddleProgram;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The linear equations of one step of an interior-point method on a <see cref="SaddleProgram"/>: unknowns are the variables, and
/// below them a multiplier for each equation, inequality between two variables, and ball. The matrix is symmetric and quasi-definite.
/// </summary>
/// <remarks>
/// Inequalities between two variables keep a row of their own: where they bind, a large number on the diagonal would swallow
/// the curvature. The factors are of a matrix with a little more curvature; refinement takes that back.
/// </remarks>
internal sealed class SaddleSystem
{
    /// <summary>Extra curvature of a variable: this divided by its size at the start, or by an even probability where that is larger.</summary>
    private const double ExtraCurvature = 1e-6;

    /// <summary>Extra slack of a row, as a part of one.</summary>
    private const double ExtraSlack = 1e-10;

    /// <summary>The residual, relative to the right-hand side, at which refinement ends.</summary>
    private const double Precision = 1e-15;

    private const int MostRefinements = 40;

    private readonly SaddleProgram _program;
    private readonly SaddlePattern _pattern;
    private readonly double[] _values;
    private readonly double[] _raised;
    private readonly SymmetricFactors _factors;
    private readonly double[] _residual;
    private readonly double[] _correction;
    private int _next;

    public SaddleSystem(SaddleProgram program)
    {
        (_program, _pattern) = (program, new SaddlePattern(program));
        (_values, _raised) = (new double[_pattern.Rows.Length], new double[_pattern.Rows.Length]);
        (_residual, _correction) = (new double[_pattern.Size], new double[_pattern.Size]);
        bool[] positive = new bool[_pattern.Size];
        for (int k = 0; k < _pattern.Variables; k++)
        {
            positive[_pattern.Places[k]] = true;
        }

        _factors = new SymmetricFactors(_pattern.Start, _pattern.Rows, positive);
    }

    /// <summary>Where the unknowns are.</summary>
    public SaddlePattern Pattern => _pattern;

    /// <summary>Writes the matrix at a point and factors it.</summary>
    /// <param name="point">The variables.</param>
    /// <param name="slacks">By inequality, and after them by ball.</param>
    /// <param name="multipliers">As the slacks.</param>
    public void Factor(ReadOnlySpan<double> point, ReadOnlySpan<double> slacks, ReadOnlySpan<double> multipliers)
    {
        Array.Clear(_values);
        _next = 0;
        AddBounds(slacks, multipliers);
        AddEntropies(point);
        AddEquations();
        AddPairs(slacks, multipliers);
        AddBalls(point, slacks, multipliers);
        _values.CopyTo(_raised, 0);
        for (int k = 0; k < _pattern.Size; k++)
        {
            _raised[_pattern.Diagonal(k)] += k < _pattern.Variables ? ExtraCurvature / Math.Max(Math.Abs(_program.Start[k]), _program.Even) : -ExtraSlack;
        }

        _factors.Factor(_raised);
    }

    /// <summary>Solves for a right-hand side, in the program's order; refined until the residual stops falling.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        double[] wanted = new double[_pattern.Size];
        double[] found = new double[_pattern.Size];
        for (int k = 0; k < _pattern.Size; k++)
        {
            wanted[_pattern.Places[k]] = right[k];
        }

        double best = double.PositiveInfinity;
        double size = 0;
        foreach (double entry in wanted)
        {
            size = Math.Max(size, Math.Abs(entry));
        }

        wanted.CopyTo(_residual, 0);
        for (int round = 0; round <= MostRefinements; round++)
        {
            _residual.CopyTo(_correction, 0);
            _factors.Solve(_correction);
            for (int k = 0; k < _pattern.Size; k++)
            {
                _correction[k] += found[k];
            }

            double norm = Residual(wanted, _correction);
            if (!(norm < best))
            {
                break;
            }

            _correction.CopyTo(found, 0);
            if (norm <= Precision * size || norm > 0.9 * best)
            {
                break;
            }

            best = norm;
        }

        for (int k = 0; k < _pattern.Size; k++)
        {
            solution[k] = found[_pattern.Places[k]];
        }
    }

    private double Residual(double[] wanted, double[] found)
    {
        wanted.CopyTo(_residual, 0);
        for (int column = 0; column < _pattern.Size; column++)
        {
            double sum = 0;
            double value = found[column];
            for (int k = _pattern.Start[column]; k < _pattern.Start[column + 1]; k++)
            {
                int row = _pattern.Rows[k];
                if (row == column)
                {
                    sum += _values[k] * value;
                }
                else
                {
                    sum += _values[k] * found[row];
                    _residual[row] -= _values[k] * value;
                }
            }

            _residual[column] -= sum;
        }

        double norm = 0;
        foreach (double entry in _residual)
        {
            norm = Math.Max(norm, Math.Abs(entry));
        }

        return norm;
    }

    private void AddBounds(ReadOnlySpan<double> slacks, ReadOnlySpan<double> multipliers)
    {
        for (int k = 0; k < _program.Inequalities.Count; k++)
        {
            Inequality inequality = _program.Inequalities[k];
            if (inequality.Second < 0)
            {
                Add(inequality.Scale * inequality.Scale * multipliers[k] / slacks[k]);
            }
        }
    }

    private void AddEntropies(ReadOnlySpan<double> point)
    {
        foreach (EntropyTerm term in _program.Entropies)
        {
            double tilt = point[term.Tilt];
            double prior = term.Prior.At(point);
            Add(term.Scale / tilt);
            if (term.Prior.Variable >= 0)
            {
                Add(term.Scale * tilt / (prior * prior));
                Add(-term.Scale / prior);
            }
        }
    }

    private void AddEquations()
    {
        foreach (Equation equation in _program.Equations)
        {
            foreach (double coefficient in equation.Coefficients)
            {
                Add(coefficient);
            }
        }
    }

    private void AddPairs(ReadOnlySpan<double> slacks, ReadOnlySpan<double> multipliers)
    {
        foreach (int pair in _pattern.Pairs)
        {
            Add(_program.Inequalities[pair].Scale);
            Add(-1);
            Add(-slacks[pair] / multipliers[pair]);
        }
    }

    private void AddBalls(ReadOnlySpan<double> point, ReadOnlySpan<double> slacks, ReadOnlySpan<double> multipliers)
    {
        for (int k = 0; k < _program.Balls.Count; k++)
        {
            Ball ball = _program.Balls[k];
            int place = _program.Inequalities.Count + k;
            for (int s = 0; s < ball.Variables.Length; s++)
            {
                double value = point[ball.Variables[s]];
                Add(-Math.Log(value / ball.Centre[s]));
                Add(multipliers[place] / value);
            }

            Add(-slacks[place] / multipliers[place]);
        }
    }

    private void Add(double value) => _values[_pattern.Slots[_next++]] += value;
}
