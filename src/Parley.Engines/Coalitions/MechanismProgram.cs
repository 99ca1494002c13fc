using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Coalitions;

/// <summary>
/// Linear programs over a coalition's mechanisms. A row is a promise of the mechanism, written so that a maximisation's
/// multiplier for an inequality is at least 0. Joint decisions enter only when the multipliers of the program so far want
/// them, so the cost follows the decisions that are used, not the decisions that there are.
/// </summary>
internal sealed class MechanismProgram(Subgame subgame, CancellationToken cancellation)
{
    private readonly List<Condition> _conditions = [];

    /// <summary>The answer of a program.</summary>
    public abstract record Answer
    {
        /// <summary>The best mechanism, and the multiplier of each condition in the order added.</summary>
        public sealed record Optimal(Mechanism Mechanism, IReadOnlyList<Rational> Multipliers) : Answer;

        /// <summary>No mechanism keeps the conditions.</summary>
        public sealed record Infeasible : Answer;
    }

    /// <summary>The number of the next condition: where its multiplier will be found.</summary>
    public int ConditionCount => _conditions.Count;

    /// <summary>The pairs of a member's type and a different one.</summary>
    public IEnumerable<(int True, int Reported)> FalseReports(int member) =>
        from type in Enumerable.Range(0, subgame.States.TypeCount(member))
        from reported in Enumerable.Range(0, subgame.States.TypeCount(member))
        where reported != type
        select (type, reported);

    /// <summary>
    /// Adds "type <paramref name="type"/> does not gain by reporting <paramref name="reported"/>" (3.2), or where it
    /// <paramref name="binds"/> "is indifferent".
    /// </summary>
    public void AddIncentive(int member, int type, int reported, bool binds = false)
    {
        var gain = new PayoffSum(subgame);
        gain.AddInterim(member, type, reported, Rational.One);
        gain.AddInterim(member, type, type, -Rational.One);
        _conditions.Add(new Condition(gain, binds ? Relation.Equal : Relation.AtMost, Rational.Zero));
    }

    /// <summary>Adds the incentive constraints of all members and returns where each one's multiplier is found.</summary>
    public IReadOnlyDictionary<(int Member, int True, int Reported), int> AddIncentives()
    {
        Dictionary<(int, int, int), int> places = [];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            foreach (var (type, reported) in FalseReports(member))
            {
                places.Add((member, type, reported), ConditionCount);
                AddIncentive(member, type, reported);
            }
        }

        return places;
    }

    /// <summary>Adds U_i(t) at least <paramref name="payoff"/>.</summary>
    public void AddFloor(int member, int type, Rational payoff) =>
        _conditions.Add(new Condition(Interim(member, type, -Rational.One), Relation.AtMost, -payoff));

    /// <summary>Adds U_i(t) equal to <paramref name="payoff"/>.</summary>
    public void AddPayoff(int member, int type, Rational payoff) =>
        _conditions.Add(new Condition(Interim(member, type, Rational.One), Relation.Equal, payoff));

    /// <summary>
    /// Adds the conditions (4.12) of a member who has inferred the dictator's type: honesty, and participation that
    /// is worth <paramref name="outside"/> (or, not <paramref name="exactly"/>, at least that) to every type.
    /// </summary>
    public void AddSafety(int dictator, int inferred, int member, ReadOnlySpan<Rational> outside, bool exactly)
    {
        foreach (var (type, reported) in FalseReports(member))
        {
            var gain = new PayoffSum(subgame);
            gain.AddGiven(dictator, inferred, member, type, reported, Rational.One);
            gain.AddGiven(dictator, inferred, member, type, type, -Rational.One);
            _conditions.Add(new Condition(gain, Relation.AtMost, Rational.Zero));
        }

        for (int type = 0; type < outside.Length; type++)
        {
            Rational floor = outside[type] * subgame.States.TypeProbability(dictator, inferred);
            var payoff = new PayoffSum(subgame);
            payoff.AddGiven(dictator, inferred, member, type, type, -Rational.One);
            _conditions.Add(new Condition(payoff, exactly ? Relation.Equal : Relation.AtMost, -floor));
        }
    }

    /// <summary>Maximises the weighted sum of all types' interim payoffs.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Answer Maximise(TypeVector weights)
    {
        var objective = new PayoffSum(subgame);
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < subgame.States.TypeCount(member); type++)
            {
                objective.AddInterim(member, type, type, weights[member, type]);
            }
        }

        return Solve(objective);
    }

    /// <summary>Minimises what the members expect to lose, after the fact, against what they could do alone.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Answer MinimiseLoss()
    {
        var objective = new PayoffSum(subgame);
        objective.AddLosses(-Rational.One);
        return Solve(objective);
    }

    /// <summary>
    /// The payoffs nearest to given ones, in sum of absolute distances, among mechanisms that use only some of the
    /// decisions written down; null where there are none.
    /// </summary>
    /// <param name="targets">The payoffs.</param>
    /// <param name="isAllowed">Whether a decision may be used in a state.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public TypeVector? Approach(IReadOnlyList<((int Member, int Type) Entry, Rational Payoff)> targets, Func<int, int, bool> isAllowed)
    {
        int columns = subgame.States.Count * subgame.DecisionCount;
        var objective = new Rational[columns + targets.Count];
        List<Row> rows = [.. Rows()];
        for (int k = 0; k < targets.Count; k++)
        {
            var ((member, type), payoff) = targets[k];
            objective[columns + k] = -Rational.One;
            Term[] sum = [.. Terms(Interim(member, type, Rational.One))];
            rows.Add(new Row([.. sum, new Term(columns + k, -1)], Relation.AtMost, payoff));
            rows.Add(new Row([.. sum, new Term(columns + k, 1)], Relation.AtLeast, payoff));
        }

        rows.Add(new Row(
            from state in Enumerable.Range(0, subgame.States.Count)
            from decision in Enumerable.Range(0, subgame.DecisionCount)
            where !isAllowed(decision, state)
            select new Term(Column(decision, state), 1),
            Relation.Equal,
            0));
        return LinearProgramSolver.Solve(new LinearProgram(objective, [], rows), cancellation) switch
        {
            LinearProgramAnswer.Optimal optimal => Read(optimal.Primal).Payoffs(),
            LinearProgramAnswer.Infeasible => null,
            var other => throw Unexpected(other, cancellation),
        };
    }

    /// <summary>An answer that the program's shape rules out, or a cancellation.</summary>
    internal static Exception Unexpected(LinearProgramAnswer answer, CancellationToken cancellation) =>
        answer is LinearProgramAnswer.Stopped
            ? new OperationCanceledException(cancellation)
            : new InvalidOperationException($"a program over mechanisms cannot be {answer.GetType().Name}");

    /// <summary>Solves over the decisions written down, and writes down those that its multipliers want, until none is wanted.</summary>
    private Answer Solve(PayoffSum objective)
    {
        while (true)
        {
            var coefficients = new Rational[subgame.States.Count * subgame.DecisionCount];
            foreach (Term term in Terms(objective))
            {
                coefficients[term.Index] = term.Value;
            }

            LinearProgramAnswer answer = LinearProgramSolver.Solve(new LinearProgram(coefficients, [], Rows()), cancellation);
            (PayoffSum value, Rational[] multipliers) = answer switch
            {
                LinearProgramAnswer.Optimal optimal => (objective, optimal.Dual),
                LinearProgramAnswer.Infeasible infeasible => (new PayoffSum(subgame), infeasible.Multipliers),
                var other => throw Unexpected(other, cancellation),
            };
            if (subgame.IsListed || !WriteDownWanted(value, multipliers))
            {
                return answer is LinearProgramAnswer.Optimal best
                    ? new Answer.Optimal(Read(best.Primal), [.. best.Dual.Skip(subgame.States.Count)])
                    : new Answer.Infeasible();
            }
        }
    }

    /// <summary>
    /// Column generation: in each state, the decision with the largest reduced value, if that is positive. Without one, the
    /// multipliers prove the answer for all joint decisions.
    /// </summary>
    private bool WriteDownWanted(PayoffSum objective, Rational[] multipliers)
    {
        PayoffSum reduced = objective.Copy();
        for (int condition = 0; condition < _conditions.Count; condition++)
        {
            cancellation.ThrowIfCancellationRequested();
            reduced.Add(_conditions[condition].Sum, -multipliers[subgame.States.Count + condition]);
        }

        int before = subgame.DecisionCount;
        bool isWanted = false;
        for (int state = 0; state < subgame.States.Count; state++)
        {
            cancellation.ThrowIfCancellationRequested();
            int reported = state;
            var (choice, worth) = subgame.Best((part, option) => reduced.Value(part, option, reported));
            if (worth > multipliers[state])
            {
                isWanted = true;
                subgame.WriteDown(choice);
            }
        }

        return !isWanted || subgame.DecisionCount > before
            ? isWanted
            : throw new InvalidOperationException("a decision that is written down is still wanted");
    }

    /// <summary>Every state's lottery sums to 1; then the conditions.</summary>
    private IEnumerable<Row> Rows() =>
    [
        .. Enumerable.Range(0, subgame.States.Count).Select(state => new Row(
            Enumerable.Range(0, subgame.DecisionCount).Select(decision => new Term(Column(decision, state), 1)), Relation.Equal, 1)),
        .. _conditions.Select(condition => new Row(Terms(condition.Sum), condition.Relation, condition.Bound)),
    ];

    private IEnumerable<Term> Terms(PayoffSum sum)
    {
        for (int state = 0; state < subgame.States.Count; state++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int decision = 0; sum.Concerns(state) && decision < subgame.DecisionCount; decision++)
            {
                yield return new Term(Column(decision, state), sum.Value(decision, state));
            }
        }
    }

    private int Column(int decision, int state) => (state * subgame.DecisionCount) + decision;

    private Mechanism Read(Rational[] point) => new(subgame, Enumerable.Range(0, subgame.States.Count).Select(state => Enumerable
        .Range(0, subgame.DecisionCount)
        .Select(decision => new Draw(decision, point[Column(decision, state)]))));

    private PayoffSum Interim(int member, int type, Rational factor)
    {
        var sum = new PayoffSum(subgame);
        sum.AddInterim(member, type, type, factor);
        return sum;
    }

    private sealed record Condition(PayoffSum Sum, Relation Relation, Rational Bound);
}
