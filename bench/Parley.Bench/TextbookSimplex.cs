using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>
/// The simplex method as a textbook states it: a dense tableau in exact rationals, two phases, the largest coefficient
/// entering (Bland's rule once pivots stop moving the objective). The baseline for Parley's solver.
/// </summary>
/// <remarks>Source: Chvátal, "Linear Programming", 1983, chapters 2, 3 and 8.</remarks>
internal sealed class TextbookSimplex
{
    private const int PatienceWithTies = 20;

    private readonly Rational[][] _rows;
    private readonly int[] _basis;
    private readonly int _columns;
    private readonly int _firstArtificial;

    /// <summary>The columns are the variables (a free one twice, with both signs), slacks, artificials, and the right-hand side.</summary>
    private TextbookSimplex(LinearProgram program, int[] splits)
    {
        int slacks = program.Rows.ToArray().Count(row => row.Relation != Relation.Equal);
        _firstArtificial = program.VariableCount + splits.Length + slacks;
        _columns = _firstArtificial + program.RowCount;
        _rows = new Rational[program.RowCount][];
        _basis = new int[program.RowCount];
        int slack = program.VariableCount + splits.Length;
        for (int row = 0; row < program.RowCount; row++)
        {
            Row stated = program.Rows[row];
            var line = new Rational[_columns + 1];
            foreach (Term term in stated.Terms)
            {
                line[term.Index] = term.Value;
            }

            for (int k = 0; k < splits.Length; k++)
            {
                line[program.VariableCount + k] = -line[splits[k]];
            }

            if (stated.Relation != Relation.Equal)
            {
                line[slack++] = stated.Relation == Relation.AtMost ? 1 : -1;
            }

            line[_columns] = stated.Bound;
            _rows[row] = stated.Bound.Sign < 0 ? [.. line.Select(entry => -entry)] : line;
            _rows[row][_firstArtificial + row] = Rational.One;
            _basis[row] = _firstArtificial + row;
        }
    }

    /// <summary>The greatest value; null where there is none (infeasible or unbounded).</summary>
    public static Rational? Maximise(LinearProgram program)
    {
        int[] splits = [.. Enumerable.Range(0, program.VariableCount).Where(program.IsFree)];
        var tableau = new TextbookSimplex(program, splits);
        var artificial = new Rational[tableau._columns];
        Array.Fill(artificial, -Rational.One, tableau._firstArtificial, program.RowCount);
        if (tableau.Run(artificial, tableau._columns) is not { IsZero: true })
        {
            return null;
        }

        var objective = new Rational[tableau._columns];
        program.Objective.CopyTo(objective);
        for (int k = 0; k < splits.Length; k++)
        {
            objective[program.VariableCount + k] = -objective[splits[k]];
        }

        return tableau.Run(objective, tableau._firstArtificial);
    }

    /// <summary>Pivots until no column below a limit improves; null where a column improves without end.</summary>
    private Rational? Run(Rational[] objective, int columns)
    {
        Rational[] gains = Gains(objective);
        for (int ties = 0; Entering(gains, columns, ties > PatienceWithTies) is int entering and >= 0;)
        {
            int leaving = Leaving(entering);
            if (leaving < 0)
            {
                return null;
            }

            ties = _rows[leaving][_columns].IsZero ? ties + 1 : 0;
            Pivot(leaving, entering, gains);
        }

        return -gains[_columns];
    }

    private Rational[] Gains(Rational[] objective)
    {
        Rational[] gains = [.. objective, Rational.Zero];
        for (int row = 0; row < _rows.Length; row++)
        {
            Subtract(gains, _rows[row], objective[_basis[row]]);
        }

        return gains;
    }

    private static int Entering(Rational[] gains, int columns, bool first)
    {
        int entering = -1;
        for (int column = 0; column < columns; column++)
        {
            if (gains[column].Sign > 0 && (entering < 0 || gains[column] > gains[entering]))
            {
                entering = column;
                if (first)
                {
                    break;
                }
            }
        }

        return entering;
    }

    /// <summary>The smallest ratio; among equals an artificial first, then the smallest basic variable.</summary>
    private int Leaving(int entering)
    {
        int leaving = -1;
        Rational least = Rational.Zero;
        for (int row = 0; row < _rows.Length; row++)
        {
            // A basic artificial at zero must not grow again once the first phase is over.
            bool blocks = _basis[row] >= _firstArtificial && _rows[row][_columns].IsZero && !_rows[row][entering].IsZero;
            if (_rows[row][entering].Sign > 0 || blocks)
            {
                Rational ratio = blocks ? Rational.Zero : _rows[row][_columns] / _rows[row][entering];
                if (leaving < 0 || ratio < least || (ratio == least && _basis[row] < _basis[leaving]))
                {
                    (leaving, least) = (row, ratio);
                }
            }
        }

        return leaving;
    }

    private void Pivot(int leaving, int entering, Rational[] gains)
    {
        Rational[] pivot = _rows[leaving];
        Rational reciprocal = pivot[entering].Reciprocal();
        for (int column = 0; column <= _columns; column++)
        {
            pivot[column] *= reciprocal;
        }

        foreach (Rational[] row in _rows)
        {
            if (row != pivot)
            {
                Subtract(row, pivot, row[entering]);
            }
        }

        Subtract(gains, pivot, gains[entering]);
        _basis[leaving] = entering;
    }

    private static void Subtract(Rational[] from, Rational[] row, Rational factor)
    {
        for (int column = 0; !factor.IsZero && column < from.Length; column++)
        {
            if (!row[column].IsZero)
            {
                from[column] -= factor * row[column];
            }
        }
    }
}
