using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>
/// What somebody would write without the engine: for every coalition and member one linear program over all of the
/// coalition's decisions, the member's best safe mechanism (Salamanca, Definition 3), solved by the textbook simplex.
/// It is less than the engine does: no test for dominance, no efficiency, no warrants, and threats come for free.
/// </summary>
internal static class ListedDemands
{
    /// <summary>The sum of the dictators' expected payoffs over all coalitions of two and more.</summary>
    /// <param name="solved">The threats, from which the outside options are taken.</param>
    public static Rational Solve(CoalitionOutcome solved)
    {
        Rational sum = Rational.Zero;
        foreach (Threat threat in solved.Threats.Where(threat => threat.Coalition.Count > 1))
        {
            Subgame subgame = threat.Mechanism.Subgame;
            for (int dictator = 0; dictator < subgame.MemberCount; dictator++)
            {
                sum += TextbookSimplex.Maximise(State(subgame, dictator, solved.ValueWithout(subgame, dictator))) ?? Rational.Zero;
            }
        }

        return sum;
    }

    /// <summary>Variable <c>state * decisions + decision</c> is the probability of a decision when a state is reported.</summary>
    private static LinearProgram State(Subgame subgame, int dictator, IReadOnlyList<Rational[]> outside)
    {
        int decisions = subgame.DecisionCount;
        var objective = new Rational[subgame.States.Count * decisions];
        List<Row> rows = [];
        for (int state = 0; state < subgame.States.Count; state++)
        {
            for (int decision = 0; decision < decisions; decision++)
            {
                objective[(state * decisions) + decision] = subgame.States.Probability(state) * subgame.Payoff(decision, state, dictator);
            }

            int first = state * decisions;
            rows.Add(new Row(Enumerable.Range(first, decisions).Select(variable => new Term(variable, 1)), Relation.Equal, 1));
        }

        for (int member = 0; member < subgame.MemberCount; member++)
        {
            // The others have inferred the dictator's type, and stay honest and willing all the same.
            int inferences = member == dictator ? 1 : subgame.States.TypeCount(dictator);
            for (int inferred = 0; inferred < inferences; inferred++)
            {
                rows.AddRange(Honesty(subgame, member, dictator, member == dictator ? null : inferred));
                for (int type = 0; member != dictator && type < subgame.States.TypeCount(member); type++)
                {
                    Rational floor = outside[member][type] * subgame.States.TypeProbability(dictator, inferred);
                    rows.Add(new Row(Interim(subgame, member, type, type, dictator, inferred), Relation.AtLeast, floor));
                }
            }
        }

        return new LinearProgram(objective, [], rows);
    }

    private static IEnumerable<Row> Honesty(Subgame subgame, int member, int dictator, int? inferred) =>
        from type in Enumerable.Range(0, subgame.States.TypeCount(member))
        from reported in Enumerable.Range(0, subgame.States.TypeCount(member))
        where type != reported
        let lies = Interim(subgame, member, type, reported, dictator, inferred).Select(term => term with { Value = -term.Value })
        select new Row(lies.Concat(Interim(subgame, member, type, type, dictator, inferred)), Relation.AtLeast, 0);

    /// <summary>What a member's type expects from a report, times the chance of the dictator's inferred type.</summary>
    private static IEnumerable<Term> Interim(Subgame subgame, int member, int type, int reported, int dictator, int? inferred) =>
        from state in subgame.States.StatesWith(member, type)
        where inferred is null || subgame.States.TypeOf(state, dictator) == inferred
        from decision in Enumerable.Range(0, subgame.DecisionCount)
        select new Term(
            (subgame.States.WithType(state, member, reported) * subgame.DecisionCount) + decision,
            subgame.States.OthersProbability(state, member) * subgame.Payoff(decision, state, member));
}
