using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>
/// The best mechanism on a grid without profiles: chances q_i(value) come from an allocation of one asset if and only
/// if no sets of values win more often than they come up (Border). Such rows are added as they are violated.
/// </summary>
/// <remarks>
/// Source: Border, "Reduced form auctions revisited", 2007. As every q_i increases, sets of the values from some
/// a_i upwards suffice: sum over i and k >= a_i of P_i(k) q_i(k) is at most 1 - product of P_i(theta &lt; a_i); given
/// the others' sets, the worst set of partner i consists of the values whose q_i exceeds a number.
/// </remarks>
internal static class ReducedPartnershipProgram
{
    /// <summary>The exact optimum. Cost: a few programs with a few hundred rows; looking for violated rows is linear in the profiles.</summary>
    public static GridOutcome Solve(GridPartnership partnership, GridGoal goal = GridGoal.Payoffs)
    {
        Rational[][] below = [.. partnership.Partners.Select(partner => partner.Below())];
        List<Row> rows = [.. partnership.Rows(goal), SetRow(partnership, below, new int[below.Length], Relation.Equal)];
        rows.AddRange(partnership.Partners.Select((partner, i) => SetRow(
            partnership, below, [.. partnership.Partners.Select((other, j) => i == j ? partner.Count - 1 : other.Count)], Relation.AtMost)));
        for (Basis? basis = null; ;)
        {
            LinearProgramAnswer answer = LinearProgramSolver.Solve(partnership.Program(goal, partnership.VariableCount, rows), basis, out basis);
            GridOutcome outcome = partnership.Outcome(goal, answer);
            int before = rows.Count;
            rows.AddRange(Violated(partnership, below, outcome).Select(starts => SetRow(partnership, below, starts, Relation.AtMost)));
            if (rows.Count == before)
            {
                return outcome;
            }
        }
    }

    private static Row SetRow(GridPartnership partnership, Rational[][] below, int[] starts, Relation relation) => new(
        from partner in Enumerable.Range(0, starts.Length)
        from value in Enumerable.Range(starts[partner], partnership.Partners[partner].Count - starts[partner])
        select new Term(partnership.First(partner) + value, partnership.Partners[partner].Probabilities[value]),
        relation,
        1 - starts.Select((start, partner) => below[partner][start]).Aggregate((left, right) => left * right));

    /// <summary>For every choice of the other partners' sets, the last partner's worst set, if it violates its row.</summary>
    private static IEnumerable<int[]> Violated(GridPartnership partnership, Rational[][] below, GridOutcome outcome)
    {
        Rational[][] above = [.. partnership.Partners.Select((partner, i) => Wins(partner, outcome.Allocation[i]))];
        int last = above.Length - 1;
        var starts = new int[above.Length];
        do
        {
            Rational wins = Enumerable.Range(0, last).Aggregate(Rational.Zero, (sum, i) => sum + above[i][starts[i]]);
            Rational misses = Enumerable.Range(0, last).Aggregate(Rational.One, (product, i) => product * below[i][starts[i]]);
            Rational[] excess = [.. above[last].Select((own, start) => wins + own + (misses * below[last][start]) - 1)];
            int worst = Array.IndexOf(excess, excess.Max());
            if (excess[worst].Sign > 0)
            {
                yield return [.. starts[..last], worst];
            }
        }
        while (Advance(starts, above, last));
    }

    /// <summary>How often the values from k upwards win, for each k.</summary>
    private static Rational[] Wins(GridPartner partner, Rational[] allocation)
    {
        var wins = new Rational[partner.Count + 1];
        for (int k = partner.Count - 1; k >= 0; k--)
        {
            wins[k] = wins[k + 1] + (partner.Probabilities[k] * allocation[k]);
        }

        return wins;
    }

    private static bool Advance(int[] starts, Rational[][] lists, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (++starts[i] < lists[i].Length)
            {
                return true;
            }

            starts[i] = 0;
        }

        return false;
    }
}
