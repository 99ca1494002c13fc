using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>A partner with finitely many types. The variable u_k is the payoff of type k.</summary>
/// <remarks>
/// Type k gains nothing by posing as l: u_k >= u_l + (theta_k - theta_l)(q_l - slope). Neighbours suffice, because a
/// payoff's slope in the type, q - slope, orders reports in the same way for all types (single crossing): the two rows
/// between neighbours make q increase, and adding the rows from l up to k then gives the row between l and k, since
/// each step's q is on the right side of q_l.
/// </remarks>
internal sealed class FiniteTypes(Rational[] values, Rational[] probabilities, GridTerms terms, bool everyPair = false)
    : GridPartner(values, probabilities, terms)
{
    /// <inheritdoc/>
    public override int PayoffCount => Count;

    /// <inheritdoc/>
    public override IEnumerable<Row> Honesty =>
        from type in Enumerable.Range(0, Count)
        from report in Enumerable.Range(0, Count)
        where everyPair ? type != report : Math.Abs(type - report) == 1
        let step = Values[type] - Values[report]
        select new Row(
            [new Term(Count + type, 1), new Term(Count + report, -1), new Term(report, -step)], Relation.AtLeast, -step * Terms.Slope);

    /// <inheritdoc/>
    public override LinearForm ExpectedPayoff => new([.. Probabilities.Select((probability, k) => new Term(Count + k, probability))], Rational.Zero);

    /// <summary>
    /// An agent whose type is known up to one of equally likely cells, as finite types: each cell's conditional mean.
    /// Atoms are taken as they are.
    /// </summary>
    /// <remarks>
    /// Finite types are easier to keep honest than a continuum: a rent is a sum of lower steps in place of an integral.
    /// The best value therefore ends up above the continuum's, at the rate 1 / count; on coarse grids it may be below,
    /// because the best allocation of the cells' means is worth less than that of the values.
    /// </remarks>
    public static FiniteTypes Of(Agent agent, int count)
    {
        if (agent.Type.Atoms.Count == 0)
        {
            (_, Rational[] means, Rational[] probabilities) = Cells(agent, count);
            return new FiniteTypes(means, probabilities, GridTerms.Of(agent));
        }

        Rational[] chances = [.. agent.Type.Atoms.Select(atom => GridTerms.Simplest(atom.Probability))];
        Rational sum = chances.Aggregate((left, right) => left + right);
        return new FiniteTypes(
            [.. agent.Type.Atoms.Select(atom => GridTerms.Simplest(atom.Value))], [.. chances.Select(chance => chance / sum)], GridTerms.Of(agent));
    }
}
