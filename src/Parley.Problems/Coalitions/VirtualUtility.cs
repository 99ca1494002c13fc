using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// Payoffs in the scales (lambda, alpha): every type counts with its weight, and pays for the incentives of the types
/// that would like to be mistaken for it (Salamanca, equation 3.6; Myerson 1984).
/// </summary>
public sealed class VirtualUtility
{
    private readonly Subgame _subgame;
    private readonly Rational[][] _ownScales;
    private readonly Rational[][][] _prices;

    /// <summary>The scales.</summary>
    /// <param name="subgame">The coalition.</param>
    /// <param name="weights">lambda.</param>
    /// <param name="multipliers">alpha.</param>
    public VirtualUtility(Subgame subgame, TypeVector weights, Multipliers multipliers)
    {
        _subgame = subgame;
        _prices = [.. Enumerable.Range(0, subgame.MemberCount).Select(member => Pairwise(subgame.States.TypeCount(member), (truth, reported) => multipliers[member, truth, reported]))];
        _ownScales = [.. _prices.Select((prices, member) => prices.Select((row, type) =>
            row.Aggregate(weights[member, type], (sum, price) => sum + price)).ToArray())];
    }

    /// <summary>lambda_i(t) + sum over tau of alpha_i(tau | t): how much a type's own payoff counts.</summary>
    public Rational OwnScale(int member, int type) => _ownScales[member][type];

    /// <summary>alpha_i(reported | true).</summary>
    public Rational Price(int member, int truth, int reported) => _prices[member][truth][reported];

    /// <summary>
    /// p(t) times the summed virtual utility of a part's members from one of its listed decisions in a state.
    /// </summary>
    public Rational Scaled(Part part, int option, int state)
    {
        Rational sum = Rational.Zero;
        for (int k = 0; k < part.Members.Count; k++)
        {
            sum += _subgame.States.OthersProbability(state, part.Members[k]) * Scaled(part, option, state, k);
        }

        return sum;
    }

    /// <summary>p_i(t_i) v_i(d, t) for the part's k-th member i.</summary>
    private Rational Scaled(Part part, int option, int state, int k)
    {
        int member = part.Members[k];
        int type = _subgame.States.TypeOf(state, member);
        Rational sum = OwnScale(member, type) * part.Payoff(option, state, k);
        for (int tempted = 0; tempted < _subgame.States.TypeCount(member); tempted++)
        {
            Rational price = _prices[member][tempted][type];
            if (!price.IsZero)
            {
                sum -= price * part.Payoff(option, _subgame.States.WithType(state, member, tempted), k);
            }
        }

        return sum;
    }

    /// <summary>A decision of greatest virtual worth in a state, and p(t) W(t), that worth times the state's probability.</summary>
    public (IReadOnlyList<(Part Part, int Option)> Choice, Rational Worth) Best(int state) => _subgame.Best((part, option) => Scaled(part, option, state));

    /// <summary>
    /// p(t) W(t) for every state. Costs, for each state, listed decisions times members, and at most 3^n additions.
    /// </summary>
    public Rational[] ScaledWorths() => [.. Enumerable.Range(0, _subgame.States.Count).Select(state => Best(state).Worth)];

    /// <summary>sum over the states of p(t) W(t): the dual bound (3.7) on the members' weighted payoffs.</summary>
    public Rational Worth() => ScaledWorths().Aggregate(Rational.Zero, (sum, worth) => sum + worth);

    /// <summary>
    /// M(lambda, alpha) applied to a vector: (lambda_i(t) + sum alpha_i(tau | t)) x_i(t) - sum alpha_i(t | tau) x_i(tau),
    /// the left-hand side of the warrant equations (4.11) times p_i(t).
    /// </summary>
    public Rational Apply(TypeVector vector, int member, int type)
    {
        Rational sum = OwnScale(member, type) * vector[member, type];
        for (int tempted = 0; tempted < _subgame.States.TypeCount(member); tempted++)
        {
            sum -= _prices[member][tempted][type] * vector[member, tempted];
        }

        return sum;
    }

    private static Rational[][] Pairwise(int types, Func<int, int, Rational> entry) =>
        [.. Enumerable.Range(0, types).Select(truth => Enumerable.Range(0, types).Select(reported => entry(truth, reported)).ToArray())];
}
