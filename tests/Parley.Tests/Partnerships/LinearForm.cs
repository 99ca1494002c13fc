using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>A sum of variables with coefficients, and a constant.</summary>
/// <param name="Terms">The coefficients, each variable at most once.</param>
/// <param name="Constant">What is added to them.</param>
internal sealed record LinearForm(IReadOnlyList<Term> Terms, Rational Constant)
{
    /// <summary>The same form of the variables that stand some places later.</summary>
    public LinearForm Shifted(int places) => new([.. Terms.Select(term => term with { Index = term.Index + places })], Constant);

    /// <summary>The form times a number.</summary>
    public LinearForm Times(Rational factor) => new([.. Terms.Select(term => term with { Value = term.Value * factor })], Constant * factor);

    /// <summary>The sum of forms.</summary>
    public static LinearForm Sum(IEnumerable<LinearForm> forms)
    {
        var sums = new SortedDictionary<int, Rational>();
        Rational constant = Rational.Zero;
        foreach (LinearForm form in forms)
        {
            constant += form.Constant;
            foreach (Term term in form.Terms)
            {
                sums[term.Index] = sums.GetValueOrDefault(term.Index) + term.Value;
            }
        }

        return new([.. sums.Select(sum => new Term(sum.Key, sum.Value))], constant);
    }

    /// <summary>The form's value at a point.</summary>
    public Rational Evaluate(ReadOnlySpan<Rational> point)
    {
        Rational sum = Constant;
        foreach (Term term in Terms)
        {
            sum += term.Value * point[term.Index];
        }

        return sum;
    }

    /// <summary>The constraint that the form is at least zero.</summary>
    public Row AtLeastZero() => new(Terms, Relation.AtLeast, -Constant);
}
