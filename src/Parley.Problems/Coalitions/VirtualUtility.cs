using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// Payoffs in the scales (lambda, alpha): every type counts with its weight, and pays for the incentives of the types
/// that would like to be mistaken for it (Salamanca, equation 3.6; Myerson 1984).
/// </summary>
/// <param name="subgame">The coalition.</param>
/// <param name="weights">lambda.</param>
/// <param name="multipliers">alpha.</param>
public sealed class VirtualUtility(Subgame subgame, TypeVector weights, Multipliers multipliers)
{
    /// <summary>lambda_i(t) + sum over tau of alpha_i(tau | t): how much a type's own payoff counts.</summary>
    public Rational OwnScale(int member, int type)
    {
        Rational scale = weights[member, type];
        for (int reported = 0; reported < subgame.States.TypeCount(member); reported++)
        {
            scale += multipliers[member, type, reported];
        }

        return scale;
    }

    /// <summary>alpha_i(reported | true).</summary>
    public Rational Price(int member, int truth, int reported) => multipliers[member, truth, reported];

    /// <summary>p_i(t_i) v_i(d, t): a member's virtual utility of a decision in a state, times the type's probability.</summary>
    public Rational Scaled(int member, int decision, int state)
    {
        int type = subgame.States.TypeOf(state, member);
        Rational sum = OwnScale(member, type) * subgame.Payoff(decision, state, member);
        for (int tempted = 0; tempted < subgame.States.TypeCount(member); tempted++)
        {
            Rational price = multipliers[member, tempted, type];
            if (!price.IsZero)
            {
                sum -= price * subgame.Payoff(decision, subgame.States.WithType(state, member, tempted), member);
            }
        }

        return sum;
    }

    /// <summary>p(t) times the members' summed virtual utility of a decision in a state.</summary>
    public Rational ScaledSum(int decision, int state)
    {
        Rational sum = Rational.Zero;
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            sum += subgame.States.OthersProbability(state, member) * Scaled(member, decision, state);
        }

        return sum;
    }

    /// <summary>
    /// p(t) W(t) for every state: the greatest virtual worth over all decisions, times the state's probability. Costs
    /// states times decisions times members.
    /// </summary>
    public Rational[] ScaledWorths()
    {
        var worths = new Rational[subgame.States.Count];
        for (int state = 0; state < worths.Length; state++)
        {
            worths[state] = Enumerable.Range(0, subgame.DecisionCount).Max(decision => ScaledSum(decision, state));
        }

        return worths;
    }

    /// <summary>sum over the states of p(t) W(t): the dual bound (3.7) on the members' weighted payoffs.</summary>
    public Rational Worth() => ScaledWorths().Aggregate(Rational.Zero, (sum, worth) => sum + worth);

    /// <summary>
    /// M(lambda, alpha) applied to a vector: (lambda_i(t) + sum alpha_i(tau | t)) x_i(t) - sum alpha_i(t | tau) x_i(tau),
    /// the left-hand side of the warrant equations (4.11) times p_i(t).
    /// </summary>
    public Rational Apply(TypeVector vector, int member, int type)
    {
        Rational sum = OwnScale(member, type) * vector[member, type];
        for (int tempted = 0; tempted < subgame.States.TypeCount(member); tempted++)
        {
            sum -= multipliers[member, tempted, type] * vector[member, tempted];
        }

        return sum;
    }
}
