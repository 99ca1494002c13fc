using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>
/// Solves a tiny program by trying every basis of its standard form A z = b, z at least 0 (free variables split, slacks
/// added). Such a polyhedron has a vertex where it has a point; the objective is unbounded where it also has an extreme
/// ray that improves, and the rays are the vertices of A z = 0 cut by sum z = 1.
/// </summary>
internal sealed class VertexEnumeration
{
    private readonly List<Rational[]> _columns = [];
    private readonly List<Rational> _objective = [];
    private readonly Rational[] _bounds;

    private VertexEnumeration(LinearProgram program)
    {
        _bounds = [.. program.Rows.ToArray().Select(row => row.Bound)];
        for (int variable = 0; variable < program.VariableCount; variable++)
        {
            Rational[] column = Column(program, variable);
            Add(column, program.Objective[variable]);
            if (program.IsFree(variable))
            {
                Add(Array.ConvertAll(column, entry => -entry), -program.Objective[variable]);
            }
        }

        for (int index = 0; index < program.RowCount; index++)
        {
            Relation relation = program.Rows[index].Relation;
            if (relation != Relation.Equal)
            {
                var slack = new Rational[program.RowCount];
                slack[index] = relation == Relation.AtMost ? 1 : -1;
                Add(slack, Rational.Zero);
            }
        }
    }

    /// <summary>The case by name, and the greatest value where there is one.</summary>
    public static (string Case, Rational Value) Solve(LinearProgram program)
    {
        var standard = new VertexEnumeration(program);
        List<Rational> values = Values(standard._columns, standard._bounds, standard._objective);
        if (values.Count == 0)
        {
            return ("Infeasible", default);
        }

        List<Rational[]> cut = [.. standard._columns.Select(column => (Rational[])[.. column, Rational.One])];
        Rational[] unit = [.. standard._bounds.Select(_ => Rational.Zero), Rational.One];
        bool endless = Values(cut, unit, standard._objective).Exists(value => value.Sign > 0);
        return endless ? ("Unbounded", default) : ("Optimal", values.Max());
    }

    private void Add(Rational[] column, Rational cost)
    {
        _columns.Add(column);
        _objective.Add(cost);
    }

    private static Rational[] Column(LinearProgram program, int variable)
    {
        var column = new Rational[program.RowCount];
        for (int index = 0; index < column.Length; index++)
        {
            foreach (Term term in program.Rows[index].Terms)
            {
                column[index] = term.Index == variable ? term.Value : column[index];
            }
        }

        return column;
    }

    /// <summary>The objective at every vertex: choose columns one by one, eliminating as they come.</summary>
    private static List<Rational> Values(List<Rational[]> columns, Rational[] bounds, List<Rational> objective)
    {
        int width = columns.Count;
        var table = new Rational[bounds.Length][];
        for (int row = 0; row < bounds.Length; row++)
        {
            table[row] = [.. columns.Select(column => column[row]), bounds[row]];
        }

        var values = new List<Rational>();
        Extend(table, 0, [], 0);
        return values;

        void Extend(Rational[][] current, int fixedRows, (int Row, int Column)[] chosen, int from)
        {
            bool spanned = current.Skip(fixedRows).All(row => row.AsSpan(0, width).IndexOfAnyExcept(Rational.Zero) < 0);
            if (spanned)
            {
                bool consistent = current.Skip(fixedRows).All(row => row[width].IsZero);
                if (consistent && current.Take(fixedRows).All(row => row[width].Sign >= 0))
                {
                    values.Add(chosen.Aggregate(Rational.Zero, (sum, pair) => sum + (objective[pair.Column] * current[pair.Row][width])));
                }

                return;
            }

            for (int column = from; column < width; column++)
            {
                int pivot = Array.FindIndex(current, fixedRows, row => !row[column].IsZero);
                if (pivot >= 0)
                {
                    Extend(Eliminate(current, pivot, fixedRows, column), fixedRows + 1, [.. chosen, (fixedRows, column)], column + 1);
                }
            }
        }
    }

    private static Rational[][] Eliminate(Rational[][] table, int pivot, int target, int column)
    {
        Rational[][] next = [.. table];
        (next[pivot], next[target]) = (next[target], next[pivot]);
        Rational scale = next[target][column].Reciprocal();
        Rational[] unit = Array.ConvertAll(next[target], entry => entry * scale);
        for (int row = 0; row < next.Length; row++)
        {
            Rational factor = next[row][column];
            next[row] = row == target ? unit : [.. next[row].Zip(unit, (entry, other) => entry - (factor * other))];
        }

        return next;
    }
}
