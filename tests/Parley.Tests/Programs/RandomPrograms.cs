using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>The kinds of coefficients that random programs are made of.</summary>
public enum Coefficients
{
    /// <summary>-3 to 3: many ties and degenerate vertices.</summary>
    SmallIntegers,

    /// <summary>-1, 0 or 1 with right-hand sides 0 or 1: almost everything is degenerate.</summary>
    Signs,

    /// <summary>Fractions of small integers.</summary>
    Fractions,

    /// <summary>Doubles between -1 and 1, exactly as they are.</summary>
    Doubles,

    /// <summary>Integers times powers of ten from -9 to 9, mixed without any pattern.</summary>
    BadlyScaled,
}

/// <summary>Seeded random programs, with dependent, duplicated, empty and contradicting rows among them.</summary>
internal static class RandomPrograms
{
    /// <summary>A program with up to a few rows and variables, perhaps none.</summary>
    public static LinearProgram Small(Random random, Coefficients kind, int mostRows = 4, int mostVariables = 4)
    {
        int variables = random.Next(mostVariables + 1);
        int rowCount = random.Next(mostRows + 1);
        double freeShare = random.Next(3) switch { 0 => 0, 1 => 0.3, _ => random.Next(4) == 0 ? 1 : 0.1 };
        bool[] free = [.. Enumerable.Range(0, variables).Select(_ => random.NextDouble() < freeShare)];
        var rows = new List<Row>();
        for (int row = 0; row < rowCount; row++)
        {
            bool repeat = row > 0 && random.Next(4) == 0;
            rows.Add(repeat ? Multiple(random, rows[random.Next(row)]) : Fresh(random, kind, variables));
        }

        Rational[] objective = [.. Enumerable.Range(0, variables).Select(_ => Number(random, kind))];
        return new LinearProgram(objective, free, rows);
    }

    /// <summary>A sparse program that is feasible and bounded: a known point inside the rows and a box around it.</summary>
    public static LinearProgram Sparse(Random random, int rowCount, int variables, int termsPerRow, Func<Random, Rational> number)
    {
        Rational[] point = [.. Enumerable.Range(0, variables).Select(_ => (Rational)random.Next(5))];
        var rows = new List<Row>();
        for (int row = 0; row < rowCount; row++)
        {
            int[] chosen = [.. Enumerable.Range(0, termsPerRow).Select(_ => random.Next(variables)).Distinct()];
            Term[] terms = [.. chosen.Select(variable => new Term(variable, number(random)))];
            Relation relation = (row % 5) switch { 3 => Relation.AtLeast, 4 => Relation.Equal, _ => Relation.AtMost };
            Rational value = new Row(terms, relation, 0).Evaluate(point);
            Rational room = relation switch { Relation.AtMost => random.Next(4), Relation.AtLeast => -random.Next(4), _ => 0 };
            rows.Add(new Row(terms, relation, value + room));
        }

        Term[] all = [.. Enumerable.Range(0, variables).Select(variable => new Term(variable, 1))];
        rows.Add(new Row(all, Relation.AtMost, 10 * variables));
        return new LinearProgram([.. point.Select(_ => number(random))], [], rows);
    }

    private static Row Fresh(Random random, Coefficients kind, int variables)
    {
        Term[] terms = [.. Enumerable.Range(0, variables).Select(variable => new Term(variable, Number(random, kind)))];
        var relation = (Relation)random.Next(3);
        return new Row(terms, relation, random.Next(3) == 0 ? 0 : Number(random, kind));
    }

    /// <summary>The same row times a number, perhaps with another relation or a bound that contradicts.</summary>
    private static Row Multiple(Random random, Row row)
    {
        Rational factor = random.Next(2) == 0 ? 1 : new Rational(random.Next(1, 4));
        Rational shift = random.Next(3) == 0 ? random.Next(-1, 2) : 0;
        Relation relation = random.Next(2) == 0 ? row.Relation : (Relation)random.Next(3);
        IEnumerable<Term> terms = row.Terms.ToArray().Select(term => term with { Value = factor * term.Value });
        return new Row(terms, relation, (factor * row.Bound) + shift);
    }

    private static Rational Number(Random random, Coefficients kind) => kind switch
    {
        Coefficients.Signs => random.Next(-1, 2),
        Coefficients.SmallIntegers => random.Next(-3, 4),
        Coefficients.Fractions => new Rational(random.Next(-6, 7)) / random.Next(1, 7),
        Coefficients.Doubles => random.Next(4) == 0 ? 0 : Rational.FromDouble((2 * random.NextDouble()) - 1),
        _ => random.Next(-9, 10) * new Rational(10).Pow(random.Next(-9, 10)),
    };
}
