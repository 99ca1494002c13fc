using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>
/// The best mechanism on a grid by the linear program as it is said: a variable for every profile and partner, the
/// chance that this partner gets the asset.
/// </summary>
internal static class DiscretePartnershipProgram
{
    /// <summary>The exact optimum. Cost: a program with a row for every profile.</summary>
    public static GridOutcome Solve(GridPartnership partnership, GridGoal goal = GridGoal.Payoffs) =>
        partnership.Outcome(goal, LinearProgramSolver.Solve(State(partnership, goal)));

    /// <summary>
    /// The program: interim variables first, then Q_i(profile) for every profile (the last partner's value moving
    /// fastest) and every partner but the last, who gets the rest: the others' chances sum to at most 1.
    /// </summary>
    public static LinearProgram State(GridPartnership partnership, GridGoal goal = GridGoal.Payoffs)
    {
        int others = partnership.Partners.Count - 1;
        int[][] profiles = [.. Profiles([.. partnership.Partners.Select(partner => partner.Count)])];
        int Chance(int profile, int partner) => partnership.VariableCount + (profile * others) + partner;

        IEnumerable<Row> capacity = profiles.Select((_, profile) => new Row(
            Enumerable.Range(0, others).Select(partner => new Term(Chance(profile, partner), 1)), Relation.AtMost, 1));
        IEnumerable<Row> rows = partnership.Rows(goal).Concat(Interim(partnership, profiles, Chance)).Concat(capacity);
        return partnership.Program(goal, partnership.VariableCount + (profiles.Length * others), rows);
    }

    /// <summary>q_i(value) = sum over the profiles with this value of P(the others' values) Q_i(profile).</summary>
    private static IEnumerable<Row> Interim(GridPartnership partnership, int[][] profiles, Func<int, int, int> chance)
    {
        int last = partnership.Partners.Count - 1;
        for (int i = 0; i <= last; i++)
        {
            GridPartner partner = partnership.Partners[i];
            List<Term>[] terms = [.. partner.Values.Select((_, k) => new List<Term> { new(partnership.First(i) + k, -1) })];
            for (int profile = 0; profile < profiles.Length; profile++)
            {
                Rational probability = OthersProbability(partnership, profiles[profile], i);
                terms[profiles[profile][i]].AddRange(i < last
                    ? [new Term(chance(profile, i), probability)]
                    : Enumerable.Range(0, last).Select(other => new Term(chance(profile, other), -probability)));
            }

            foreach ((int k, List<Term> sum) in terms.Index())
            {
                yield return new Row(sum, Relation.Equal, i < last ? 0 : -1);
            }
        }
    }

    private static Rational OthersProbability(GridPartnership partnership, int[] profile, int excepted) => profile
        .Select((value, partner) => partner == excepted ? Rational.One : partnership.Partners[partner].Probabilities[value])
        .Aggregate((left, right) => left * right);

    private static IEnumerable<int[]> Profiles(int[] counts) => counts.Aggregate<int, IEnumerable<int[]>>(
        [[]], (profiles, count) => profiles.SelectMany(profile => Enumerable.Range(0, count).Select(value => (int[])[.. profile, value])));
}
