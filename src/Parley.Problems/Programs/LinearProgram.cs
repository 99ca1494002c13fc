using Parley.Problems.Numbers;

namespace Parley.Problems.Programs;

/// <summary>How a row's value compares with its right-hand side.</summary>
public enum Relation
{
    /// <summary>At most the right-hand side.</summary>
    AtMost,

    /// <summary>Equal to the right-hand side.</summary>
    Equal,

    /// <summary>At least the right-hand side.</summary>
    AtLeast,
}

/// <summary>One entry of a sparse row or column.</summary>
/// <param name="Index">The variable (in a row) or the row (in a column).</param>
/// <param name="Value">The coefficient; never zero inside a program.</param>
public readonly record struct Term(int Index, Rational Value);

/// <summary>
/// A linear program as a statement, in exact rationals: maximise the objective over variables that are nonnegative
/// or free, subject to rows. It says what is asked and never how it is answered.
/// </summary>
public sealed class LinearProgram
{
    private readonly Rational[] _objective;
    private readonly bool[] _free;
    private readonly Row[] _rows;

    /// <summary>States a program.</summary>
    /// <param name="objective">The coefficient of each variable; its length is the number of variables.</param>
    /// <param name="free">Which variables may be negative; the others are at least zero. Empty: none is free.</param>
    /// <param name="rows">The constraints.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or a row names a variable that does not exist or names one twice.</exception>
    public LinearProgram(ReadOnlySpan<Rational> objective, ReadOnlySpan<bool> free, IEnumerable<Row> rows)
    {
        _objective = objective.ToArray();
        if (free.Length != 0 && free.Length != objective.Length)
        {
            throw new ArgumentException($"{free.Length} signs for {objective.Length} variables; give one each", nameof(free));
        }

        _free = free.Length == 0 ? new bool[objective.Length] : free.ToArray();
        _rows = [.. rows];
        foreach (Row row in _rows)
        {
            if (row.Terms.Length > 0 && row.Terms[^1].Index >= _objective.Length)
            {
                throw new ArgumentException($"a row names variable {row.Terms[^1].Index}, but there are {_objective.Length}", nameof(rows));
            }
        }
    }

    /// <summary>The number of variables.</summary>
    public int VariableCount => _objective.Length;

    /// <summary>The number of rows.</summary>
    public int RowCount => _rows.Length;

    /// <summary>The coefficient of each variable in the maximised sum.</summary>
    public ReadOnlySpan<Rational> Objective => _objective;

    /// <summary>The constraints, in the order stated.</summary>
    public ReadOnlySpan<Row> Rows => _rows;

    /// <summary>True where the variable may be negative.</summary>
    public bool IsFree(int variable) => _free[variable];
}

/// <summary>One constraint: a sparse sum, a relation and a right-hand side.</summary>
public sealed class Row
{
    private readonly Term[] _terms;

    /// <summary>States a constraint; zero coefficients are dropped and terms are sorted by variable.</summary>
    /// <exception cref="ArgumentException">A variable is negative or stands twice.</exception>
    public Row(IEnumerable<Term> terms, Relation relation, Rational bound)
    {
        _terms = [.. terms.Where(term => !term.Value.IsZero).OrderBy(term => term.Index)];
        Relation = relation;
        Bound = bound;
        for (int k = 0; k < _terms.Length; k++)
        {
            if (_terms[k].Index < 0 || (k > 0 && _terms[k].Index == _terms[k - 1].Index))
            {
                throw new ArgumentException($"variable {_terms[k].Index} is negative or stands twice in a row", nameof(terms));
            }
        }
    }

    /// <summary>The nonzero coefficients, by increasing variable.</summary>
    public ReadOnlySpan<Term> Terms => _terms;

    /// <summary>How the sum compares with <see cref="Bound"/>.</summary>
    public Relation Relation { get; }

    /// <summary>The right-hand side.</summary>
    public Rational Bound { get; }

    /// <summary>The sum at a point.</summary>
    public Rational Evaluate(ReadOnlySpan<Rational> point)
    {
        Rational sum = Rational.Zero;
        foreach (Term term in _terms)
        {
            sum += term.Value * point[term.Index];
        }

        return sum;
    }
}
