using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The linear programs over a coalition's mechanisms. Variable <c>state * decisions + decision</c> is the probability
/// of a decision when a state is reported; every row is a promise of the mechanism, written so that a maximisation's
/// multiplier for it is at least 0.
/// </summary>
internal sealed class MechanismProgram(Subgame subgame)
{
    private readonly List<Row> _rows = [.. Lotteries(subgame)];

    /// <summary>The number of the next row: where its multiplier will be found.</summary>
    public int RowCount => _rows.Count;

    /// <summary>
    /// Adds "type <paramref name="type"/> does not gain by reporting <paramref name="reported"/>" (3.2), or where it
    /// <paramref name="binds"/> "is indifferent".
    /// </summary>
    public void AddIncentive(int member, int type, int reported, bool binds = false) => _rows.Add(new Row(
        Sum(Interim(member, type, reported, Rational.One), Interim(member, type, type, -Rational.One)),
        binds ? Relation.Equal : Relation.AtMost,
        0));

    /// <summary>Adds the incentive constraints of all members and returns where each one's multiplier is found.</summary>
    public IReadOnlyDictionary<(int Member, int True, int Reported), int> AddIncentives()
    {
        Dictionary<(int, int, int), int> places = [];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            foreach (var (type, reported) in FalseReports(member))
            {
                places.Add((member, type, reported), RowCount);
                AddIncentive(member, type, reported);
            }
        }

        return places;
    }

    /// <summary>Adds U_i(t) at least <paramref name="payoff"/>.</summary>
    public void AddFloor(int member, int type, Rational payoff) => _rows.Add(new Row(
        Interim(member, type, type, -Rational.One), Relation.AtMost, -payoff));

    /// <summary>Adds U_i(t) equal to <paramref name="payoff"/>.</summary>
    public void AddPayoff(int member, int type, Rational payoff) => _rows.Add(new Row(
        Interim(member, type, type, Rational.One), Relation.Equal, payoff));

    /// <summary>
    /// Adds the conditions (4.12) of a member who has inferred the dictator's type: honesty, and participation that
    /// is worth <paramref name="outside"/> (or, not <paramref name="exactly"/>, at least that) to every type.
    /// </summary>
    public void AddSafety(int dictator, int inferred, int member, ReadOnlySpan<Rational> outside, bool exactly)
    {
        foreach (var (type, reported) in FalseReports(member))
        {
            _rows.Add(new Row(
                Sum(Given(dictator, inferred, member, type, reported, Rational.One), Given(dictator, inferred, member, type, type, -Rational.One)),
                Relation.AtMost,
                0));
        }

        for (int type = 0; type < outside.Length; type++)
        {
            Rational floor = outside[type] * subgame.States.TypeProbability(dictator, inferred);
            _rows.Add(new Row(
                Given(dictator, inferred, member, type, type, -Rational.One), exactly ? Relation.Equal : Relation.AtMost, -floor));
        }
    }

    /// <summary>The program that maximises the weighted sum of all types' interim payoffs.</summary>
    public LinearProgram Maximise(TypeVector weights)
    {
        var objective = new Rational[subgame.States.Count * subgame.DecisionCount];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < subgame.States.TypeCount(member); type++)
            {
                if (!weights[member, type].IsZero)
                {
                    foreach (Term term in Interim(member, type, type, weights[member, type]))
                    {
                        objective[term.Index] += term.Value;
                    }
                }
            }
        }

        return new LinearProgram(objective, [], _rows);
    }

    /// <summary>The program that minimises the expected cost, where every decision in every state has one.</summary>
    public LinearProgram Minimise(Func<int, int, Rational> costOfDecisionInState)
    {
        var objective = new Rational[subgame.States.Count * subgame.DecisionCount];
        for (int variable = 0; variable < objective.Length; variable++)
        {
            int state = variable / subgame.DecisionCount;
            objective[variable] = -(subgame.States.Probability(state) * costOfDecisionInState(variable % subgame.DecisionCount, state));
        }

        return new LinearProgram(objective, [], _rows);
    }

    /// <summary>
    /// The program that comes nearest to given payoffs, in sum of absolute distances, with some columns only. The
    /// distances are variables behind the probabilities.
    /// </summary>
    public LinearProgram Approach(IReadOnlyList<((int Member, int Type) Entry, Rational Payoff)> targets, Func<int, bool> isAllowed)
    {
        int columns = subgame.States.Count * subgame.DecisionCount;
        var objective = new Rational[columns + targets.Count];
        List<Row> rows = [.. _rows];
        for (int k = 0; k < targets.Count; k++)
        {
            var ((member, type), payoff) = targets[k];
            objective[columns + k] = -Rational.One;
            Term[] sum = [.. Interim(member, type, type, Rational.One)];
            rows.Add(new Row([.. sum, new Term(columns + k, -1)], Relation.AtMost, payoff));
            rows.Add(new Row([.. sum, new Term(columns + k, 1)], Relation.AtLeast, payoff));
        }

        rows.Add(new Row(Enumerable.Range(0, columns).Where(column => !isAllowed(column)).Select(column => new Term(column, 1)), Relation.Equal, 0));
        return new LinearProgram(objective, [], rows);
    }

    /// <summary>The mechanism that a point of the program describes.</summary>
    public Mechanism Read(ReadOnlySpan<Rational> point)
    {
        Rational[] probabilities = point.ToArray();
        return new Mechanism(subgame, Enumerable.Range(0, subgame.States.Count).Select(state => Enumerable
            .Range(0, subgame.DecisionCount)
            .Select(decision => new Draw(decision, probabilities[(state * subgame.DecisionCount) + decision]))));
    }

    /// <summary>The pairs of a member's type and a different one.</summary>
    public IEnumerable<(int True, int Reported)> FalseReports(int member) =>
        from type in Enumerable.Range(0, subgame.States.TypeCount(member))
        from reported in Enumerable.Range(0, subgame.States.TypeCount(member))
        where reported != type
        select (type, reported);

    private static IEnumerable<Row> Lotteries(Subgame subgame) => Enumerable.Range(0, subgame.States.Count).Select(state => new Row(
        Enumerable.Range(0, subgame.DecisionCount).Select(decision => new Term((state * subgame.DecisionCount) + decision, 1)),
        Relation.Equal,
        1));

    private IEnumerable<Term> Interim(int member, int type, int reported, Rational factor) =>
        Over(subgame.States.StatesWith(member, type), member, reported, factor);

    private IEnumerable<Term> Given(int dictator, int inferred, int member, int type, int reported, Rational factor) =>
        Over(subgame.States.StatesWith(member, type).Where(state => subgame.States.TypeOf(state, dictator) == inferred), member, reported, factor);

    /// <summary>factor times what a member expects over some true states when it reports a type.</summary>
    private IEnumerable<Term> Over(IEnumerable<int> states, int member, int reported, Rational factor)
    {
        foreach (int state in states)
        {
            int seen = subgame.States.WithType(state, member, reported);
            Rational scale = factor * subgame.States.OthersProbability(state, member);
            for (int decision = 0; decision < subgame.DecisionCount; decision++)
            {
                Rational payoff = subgame.Payoff(decision, state, member);
                if (!payoff.IsZero)
                {
                    yield return new Term((seen * subgame.DecisionCount) + decision, scale * payoff);
                }
            }
        }
    }

    private static IEnumerable<Term> Sum(IEnumerable<Term> first, IEnumerable<Term> second) => first
        .Concat(second)
        .GroupBy(term => term.Index)
        .Select(same => new Term(same.Key, same.Aggregate(Rational.Zero, (sum, term) => sum + term.Value)));
}
