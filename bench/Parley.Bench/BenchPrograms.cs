using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>The linear programs that are measured; all are feasible and bounded.</summary>
internal static class BenchPrograms
{
    /// <summary>Sums of all variables with coefficients from 1 to 20, each at most some number.</summary>
    public static LinearProgram Dense(int rows, int variables)
    {
        var random = new Random(7);
        Rational[] objective = [.. Enumerable.Range(0, variables).Select(_ => (Rational)random.Next(1, 50))];
        return new LinearProgram(objective, [], Enumerable.Range(0, rows).Select(_ => new Row(
            Enumerable.Range(0, variables).Select(variable => new Term(variable, random.Next(1, 21))), Relation.AtMost, random.Next(100, 1000))).ToArray());
    }

    /// <summary>A few variables in each row, all three relations, a known feasible point, and a bound on the sum.</summary>
    public static LinearProgram Sparse(int rows, int variables, int termsPerRow)
    {
        var random = new Random(11);
        Rational[] point = [.. Enumerable.Range(0, variables).Select(_ => (Rational)random.Next(5))];
        List<Row> stated = [];
        for (int row = 0; row < rows; row++)
        {
            int[] chosen = [.. Enumerable.Range(0, termsPerRow).Select(_ => random.Next(variables)).Distinct()];
            Term[] terms = [.. chosen.Select(variable => new Term(variable, random.Next(1, 10) * (random.Next(3) == 0 ? -1 : 1)))];
            Relation relation = (row % 5) switch { 3 => Relation.AtLeast, 4 => Relation.Equal, _ => Relation.AtMost };
            Rational room = relation switch { Relation.AtMost => random.Next(4), Relation.AtLeast => -random.Next(4), _ => 0 };
            stated.Add(new Row(terms, relation, new Row(terms, relation, 0).Evaluate(point) + room));
        }

        stated.Add(new Row(Enumerable.Range(0, variables).Select(variable => new Term(variable, 1)), Relation.AtMost, 10 * variables));
        return new LinearProgram([.. point.Select(_ => (Rational)random.Next(1, 10))], [], stated);
    }
}
