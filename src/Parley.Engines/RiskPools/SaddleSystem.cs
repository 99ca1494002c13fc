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
    private readonly int[] _place;
    private readonly int[] _slots;
    private readonly int[] _start;
    private readonly int[] _rows;
    private readonly int[] _diagonal;
    private readonly double[] _values;
    private readonly double[] _raised;
    private readonly SymmetricFactors _factors;
    private readonly double[] _residual;
    private readonly double[] _correction;
    private int _next;

    public SaddleSystem(SaddleProgram program)
    {
        _program = program;
        Variables = program.Start.Count;
        Pairs = [.. Enumerable.Range(0, program.Inequalities.Count).Where(k => program.Inequalities[k].Second >= 0)];
        FirstPair = Variables + program.Equations.Count;
        FirstBall = FirstPair + Pairs.Length;
        Size = FirstBall + program.Balls.Count;
        _place = Order();
        List<(int Row, int Column)> entries = Entries();
        (_start, _rows, _slots) = Compress(entries);
        _diagonal = Diagonals();
        bool[] positive = new bool[Size];
        for (int k = 0; k < Variables; k++)
        {
            positive[_place[k]] = true;
        }

        _factors = new SymmetricFactors(_start, _rows, positive);
        (_values, _raised) = (new double[_rows.Length], new double[_rows.Length]);
        (_residual, _correction) = (new double[Size], new double[Size]);
    }

    public int Variables { get; }

    /// <summary>The inequalities between two variables, by their position in the program.</summary>
    public int[] Pairs { get; }

    public int FirstPair { get; }

    public int FirstBall { get; }

    public int Size { get; }

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
        for (int k = 0; k < Size; k++)
        {
            _raised[_diagonal[_place[k]]] += k < Variables ? ExtraCurvature / Math.Max(Math.Abs(_program.Start[k]), _program.Even) : -ExtraSlack;
        }

        _factors.Factor(_raised);
    }

    /// <summary>Solves for a right-hand side, in the program's order; refined until the residual stops falling.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        double[] wanted = new double[Size];
        double[] found = new double[Size];
        for (int k = 0; k < Size; k++)
        {
            wanted[_place[k]] = right[k];
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
            for (int k = 0; k < Size; k++)
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

        for (int k = 0; k < Size; k++)
        {
            solution[k] = found[_place[k]];
        }
    }

    private double Residual(double[] wanted, double[] found)
    {
        wanted.CopyTo(_residual, 0);
        for (int column = 0; column < Size; column++)
        {
            double sum = 0;
            double value = found[column];
            for (int k = _start[column]; k < _start[column + 1]; k++)
            {
                int row = _rows[k];
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
        foreach (int pair in Pairs)
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

    private void Add(double value) => _values[_slots[_next++]] += value;

    /// <summary>The entries in the order in which they are added, as rows and columns of the program's order.</summary>
    private List<(int Row, int Column)> Entries()
    {
        var entries = new List<(int, int)>();
        foreach (Inequality bound in _program.Inequalities.Where(inequality => inequality.Second < 0))
        {
            entries.Add((bound.First, bound.First));
        }

        foreach (EntropyTerm term in _program.Entropies)
        {
            entries.Add((term.Tilt, term.Tilt));
            if (term.Prior.Variable >= 0)
            {
                entries.Add((term.Prior.Variable, term.Prior.Variable));
                entries.Add((term.Tilt, term.Prior.Variable));
            }
        }

        for (int row = 0; row < _program.Equations.Count; row++)
        {
            entries.AddRange(_program.Equations[row].Variables.Select(variable => (Variables + row, variable)));
        }

        for (int k = 0; k < Pairs.Length; k++)
        {
            Inequality pair = _program.Inequalities[Pairs[k]];
            entries.Add((FirstPair + k, pair.First));
            entries.Add((FirstPair + k, pair.Second));
            entries.Add((FirstPair + k, FirstPair + k));
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            foreach (int variable in _program.Balls[k].Variables)
            {
                entries.Add((FirstBall + k, variable));
                entries.Add((variable, variable));
            }

            entries.Add((FirstBall + k, FirstBall + k));
        }

        for (int k = 0; k < Size; k++)
        {
            entries.Add((k, k));
        }

        return entries;
    }

    /// <summary>The place of every unknown in the order of elimination.</summary>
    private int[] Order()
    {
        long[] stages = new long[Size];
        _program.Stages.CopyTo(stages);
        for (int k = 0; k < _program.Equations.Count; k++)
        {
            stages[Variables + k] = _program.Equations[k].Stage;
        }

        for (int k = 0; k < Pairs.Length; k++)
        {
            stages[FirstPair + k] = _program.Inequalities[Pairs[k]].Stage;
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            stages[FirstBall + k] = _program.Balls[k].Stage;
        }

        int[] place = new int[Size];
        int next = 0;
        foreach (int unknown in Enumerable.Range(0, Size).OrderBy(k => stages[k]))
        {
            place[unknown] = next++;
        }

        return place;
    }

    /// <summary>Columns of the upper triangle without repetitions, and where each of the entries went.</summary>
    private (int[] Start, int[] Rows, int[] Slots) Compress(List<(int Row, int Column)> entries)
    {
        long[] keys = new long[entries.Count];
        int[] order = new int[entries.Count];
        for (int k = 0; k < keys.Length; k++)
        {
            (int row, int column) = (_place[entries[k].Row], _place[entries[k].Column]);
            keys[k] = ((long)Math.Max(row, column) * Size) + Math.Min(row, column);
            order[k] = k;
        }

        Array.Sort(keys, order);
        int[] start = new int[Size + 1];
        int[] slots = new int[entries.Count];
        var rows = new List<int>();
        for (int k = 0; k < keys.Length; k++)
        {
            if (k == 0 || keys[k] != keys[k - 1])
            {
                rows.Add((int)(keys[k] % Size));
                start[(keys[k] / Size) + 1]++;
            }

            slots[order[k]] = rows.Count - 1;
        }

        for (int column = 0; column < Size; column++)
        {
            start[column + 1] += start[column];
        }

        return (start, [.. rows], slots);
    }

    /// <summary>Where each column's diagonal entry is: the last one.</summary>
    private int[] Diagonals()
    {
        int[] places = new int[Size];
        for (int column = 0; column < Size; column++)
        {
            places[column] = _start[column + 1] - 1;
        }

        return places;
    }
}
