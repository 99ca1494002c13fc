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

    private const int MostRefinements = 12;

    /// <summary>Refinements in a row that hardly help before the residual is taken to be rounding.</summary>
    private const int Patience = 2;

    private readonly SaddleProgram _program;
    private readonly SaddlePattern _pattern;
    private readonly double[] _values;
    private readonly double[] _raised;
    private readonly SymmetricFactors _factors;
    private readonly double[] _residual;
    private int _next;

    public SaddleSystem(SaddleProgram program)
    {
        (_program, _pattern) = (program, new SaddlePattern(program));
        (_values, _raised) = (new double[_pattern.Rows.Length], new double[_pattern.Rows.Length]);
        _residual = new double[_pattern.Size];
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
    /// <remarks>
    /// Where a variable has less curvature of its own than what was added, plain refinement would need as many rounds as the one goes into the other. There
    /// are few such variables; the method of conjugate residuals takes about a round for each (Eisenstat, Elman and Schultz, 1983).
    /// </remarks>
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        double[] found = new double[_pattern.Size];
        for (int k = 0; k < _pattern.Size; k++)
        {
            _residual[_pattern.Places[k]] = right[k];
        }

        double best = Largest(_residual);
        double enough = Precision * best;
        var moves = new List<(double[] Move, double[] Image, double Square)>();
        int idle = 0;
        while (moves.Count < MostRefinements && idle < Patience && best > enough)
        {
            (double[] move, double[] image) = Improvement(moves);
            double square = Product(image, image);
            double length = Product(_residual, image) / square;
            if (!double.IsFinite(length))
            {
                break;
            }

            moves.Add((move, image, square));
            AddTo(found, length, move);
            AddTo(_residual, -length, image);
            double norm = Largest(_residual);
            idle = norm < 0.5 * best ? 0 : idle + 1;
            best = Math.Min(best, norm);
        }

        for (int k = 0; k < _pattern.Size; k++)
        {
            solution[k] = found[_pattern.Places[k]];
        }
    }

    /// <summary>The factors' answer to the residual, such that what the matrix makes of it is orthogonal to all before.</summary>
    private (double[] Move, double[] Image) Improvement(List<(double[] Move, double[] Image, double Square)> moves)
    {
        double[] move = [.. _residual];
        _factors.Solve(move);
        double[] image = Times(move);
        foreach ((double[] earlier, double[] itsImage, double square) in moves)
        {
            double overlap = -Product(image, itsImage) / square;
            AddTo(move, overlap, earlier);
            AddTo(image, overlap, itsImage);
        }

        return (move, image);
    }

    private double[] Times(double[] vector)
    {
        double[] product = new double[_pattern.Size];
        for (int column = 0; column < _pattern.Size; column++)
        {
            double sum = 0;
            double value = vector[column];
            for (int k = _pattern.Start[column]; k < _pattern.Start[column + 1]; k++)
            {
                int row = _pattern.Rows[k];
                sum += _values[k] * vector[row];
                product[row] += row == column ? 0 : _values[k] * value;
            }

            product[column] += sum;
        }

        return product;
    }

    private static double Product(double[] first, double[] second)
    {
        double sum = 0;
        for (int k = 0; k < first.Length; k++)
        {
            sum += first[k] * second[k];
        }

        return sum;
    }

    private static void AddTo(double[] vector, double factor, double[] other)
    {
        for (int k = 0; k < vector.Length; k++)
        {
            vector[k] += factor * other[k];
        }
    }

    private static double Largest(double[] vector)
    {
        double largest = 0;
        foreach (double entry in vector)
        {
            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest;
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
