using Parley.Certificates.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>What a mechanism is chosen for.</summary>
internal enum GridGoal
{
    /// <summary>Sum of w_i E u_i, without an expected deficit.</summary>
    Payoffs,

    /// <summary>The expected sum of payments, whatever its sign: below zero exactly where no mechanism pays for itself.</summary>
    Budget,
}

/// <summary>The best mechanism on a grid.</summary>
/// <param name="Value">The goal's greatest value.</param>
/// <param name="Allocation">For each partner and value, the chance of the asset; not unique.</param>
/// <param name="Payoffs">E u_i.</param>
/// <param name="Budget">The expected sum of payments.</param>
internal sealed record GridOutcome(Rational Value, Rational[][] Allocation, Rational[] Payoffs, Rational Budget);

/// <summary>
/// A partnership on a grid: the part of its linear program that concerns interim allocations and payoffs. Partner i's
/// variables stand together from <see cref="First"/> on.
/// </summary>
internal sealed class GridPartnership
{
    private readonly int[] _first;

    /// <summary>A partnership of some partners.</summary>
    public GridPartnership(params GridPartner[] partners)
    {
        Partners = partners;
        _first = new int[partners.Length];
        foreach ((int i, GridPartner partner) in partners.Index())
        {
            _first[i] = VariableCount;
            VariableCount += partner.Count + partner.PayoffCount;
        }
    }

    /// <summary>The partners.</summary>
    public IReadOnlyList<GridPartner> Partners { get; }

    /// <summary>How many variables describe interim allocations and payoffs.</summary>
    public int VariableCount { get; }

    /// <summary>The expected sum of payments.</summary>
    public LinearForm Budget => LinearForm.Sum(Partners.Select((partner, i) => partner.ExpectedPayment.Shifted(_first[i])));

    /// <summary>E max theta less the outside options: what partners would gain if nobody had secrets.</summary>
    public Rational FirstBestGain
    {
        get
        {
            Rational Reached(Rational value) => Partners.Select(partner => partner.Values.Zip(partner.Probabilities)
                .Where(type => type.First <= value).Aggregate(Rational.Zero, (sum, type) => sum + type.Second)).Aggregate((left, right) => left * right);
            Rational[] values = [.. Partners.SelectMany(partner => partner.Values).Distinct().Order()];
            Rational[] reached = [.. values.Select(Reached)];
            return values.Select((value, k) => value * (reached[k] - (k == 0 ? Rational.Zero : reached[k - 1])))
                .Concat(Partners.Select(partner => -partner.OutsideOption)).Aggregate((sum, part) => sum + part);
        }
    }

    /// <summary>A partnership of finite types.</summary>
    public static GridPartnership Finite(Partnership partnership, int count) =>
        new([.. partnership.Agents.Select(agent => FiniteTypes.Of(agent, count))]);

    /// <summary>A partnership of pooled types.</summary>
    public static GridPartnership Pooled(Partnership partnership, int count) =>
        new([.. partnership.Agents.Select(agent => PooledTypes.Of(agent, count))]);

    /// <summary>The variable of partner i's first value.</summary>
    public int First(int partner) => _first[partner];

    /// <summary>The rows of honesty and, unless it is the goal, of the budget.</summary>
    public IEnumerable<Row> Rows(GridGoal goal)
    {
        IEnumerable<Row> honesty = Partners.SelectMany((partner, i) => partner.Honesty.Select(row => new Row(
            row.Terms.ToArray().Select(term => term with { Index = term.Index + _first[i] }), row.Relation, row.Bound)));
        return goal == GridGoal.Budget ? honesty : honesty.Append(Budget.AtLeastZero());
    }

    /// <summary>What is maximised.</summary>
    public LinearForm Objective(GridGoal goal) => goal == GridGoal.Budget
        ? Budget
        : LinearForm.Sum(Partners.Select((partner, i) => Payoff(i).Times(partner.Terms.Weight)));

    /// <summary>States a program whose first variables are those of this partnership.</summary>
    public LinearProgram Program(GridGoal goal, int variableCount, IEnumerable<Row> rows)
    {
        var objective = new Rational[variableCount];
        foreach (Term term in Objective(goal).Terms)
        {
            objective[term.Index] = term.Value;
        }

        return new LinearProgram(objective, [], rows);
    }

    /// <summary>Reads an optimum.</summary>
    /// <exception cref="InvalidOperationException">There is none: no mechanism pays for itself.</exception>
    public GridOutcome Outcome(GridGoal goal, LinearProgramAnswer answer)
    {
        Rational[] point = answer is LinearProgramAnswer.Optimal optimal
            ? optimal.Primal
            : throw new InvalidOperationException($"no mechanism pays for itself, or the work was stopped: {answer.GetType().Name}");
        return new GridOutcome(
            Objective(goal).Evaluate(point),
            [.. Partners.Select((partner, i) => point[_first[i]..(_first[i] + partner.Count)])],
            [.. Partners.Select((_, i) => Payoff(i).Evaluate(point))],
            Budget.Evaluate(point));
    }

    private LinearForm Payoff(int partner) => Partners[partner].ExpectedPayoff.Shifted(_first[partner]);
}
