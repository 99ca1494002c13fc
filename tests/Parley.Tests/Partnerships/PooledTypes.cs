using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>
/// A partner with a continuum of types whom the mechanism tells apart only by cells: q is constant on each. The
/// variables v_0 ... v_count are payoffs at the ends of the cells.
/// </summary>
/// <remarks>
/// A payoff's slope is q - slope (envelope theorem), so that between ends it is linear: v_(k+1) - v_k =
/// (end_(k+1) - end_k)(q_k - slope), and least at an end. Together with an increasing q this is honesty for every type
/// of the continuum. So what is found is a mechanism for the continuum, its value a lower bound, short of the best at
/// the rate 1 / count squared.
/// </remarks>
/// <param name="ends">The ends of the cells, increasing, one more than there are cells.</param>
/// <param name="means">The mean of the types in each cell.</param>
internal sealed class PooledTypes(Rational[] ends, Rational[] means, Rational[] probabilities, GridTerms terms)
    : GridPartner(means, probabilities, terms)
{
    /// <inheritdoc/>
    public override int PayoffCount => Count + 1;

    /// <inheritdoc/>
    public override IEnumerable<Row> Honesty => Envelope.Concat(Order);

    /// <inheritdoc/>
    public override LinearForm ExpectedPayoff
    {
        get
        {
            Rational[] arms = [.. Probabilities.Select((probability, k) => probability * (Values[k] - ends[k]))];
            return new(
                [.. arms.Select((arm, k) => new Term(k, arm)), .. Probabilities.Select((probability, k) => new Term(Count + k, probability))],
                -Terms.Slope * arms.Aggregate((sum, arm) => sum + arm));
        }
    }

    private IEnumerable<Row> Envelope =>
        from cell in Enumerable.Range(0, Count)
        let length = ends[cell + 1] - ends[cell]
        select new Row(
            [new Term(Count + cell + 1, 1), new Term(Count + cell, -1), new Term(cell, -length)], Relation.Equal, -length * Terms.Slope);

    private IEnumerable<Row> Order => Enumerable.Range(1, Count - 1).Select(cell =>
        new Row([new Term(cell, 1), new Term(cell - 1, -1)], Relation.AtLeast, 0));

    /// <summary>An agent's continuum in cells that are equally likely.</summary>
    public static PooledTypes Of(Agent agent, int count)
    {
        (Rational[] ends, Rational[] means, Rational[] probabilities) = Cells(agent, count);
        return new PooledTypes(ends, means, probabilities, GridTerms.Of(agent));
    }
}
