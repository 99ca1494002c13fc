using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// A dictator's strong solution (section 4): safe, so that whatever the others infer from the demand they still take
/// part honestly, and undominated, so that no feasible mechanism is better for the dictator.
/// </summary>
public static class StrongSolution
{
    /// <summary>The tightest condition of both halves; the slack is negative where one fails.</summary>
    /// <param name="dictatorship">The demand and its scales.</param>
    /// <param name="outside">U_j^{S\i}: what the others get without the dictator, by member.</param>
    public static Finding Check(Dictatorship dictatorship, IReadOnlyList<Rational[]> outside) =>
        Finding.Tightest([.. Safety(dictatorship.Mechanism, dictatorship.Member, outside), Undominated(dictatorship, outside)]);

    /// <summary>
    /// Definition 3: the dictator's own incentive constraints, and for each of the dictator's types the others' incentive
    /// constraints (4.12a) and their participation, given that type. Participation is checked as an inequality, which is
    /// Myerson's (1983) definition; <see cref="IsExact"/> tells whether it is the equality of (4.12b).
    /// </summary>
    public static IEnumerable<Finding> Safety(Mechanism mechanism, int dictator, IReadOnlyList<Rational[]> outside)
    {
        StateSpace states = mechanism.Subgame.States;
        foreach (Finding own in IncentiveCompatibility.Reports(mechanism, dictator))
        {
            yield return own;
        }

        for (int inferred = 0; inferred < states.TypeCount(dictator); inferred++)
        {
            for (int member = 0; member < states.MemberCount; member++)
            {
                for (int type = 0; member != dictator && type < states.TypeCount(member); type++)
                {
                    foreach (Finding finding in Given(mechanism, (dictator, inferred), (member, type), outside[member][type]))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    /// <summary>True where every type of the others expects exactly its outside option: what (4.12b) asks of a safe mechanism.</summary>
    public static bool IsExact(Dictatorship dictatorship, IReadOnlyList<Rational[]> outside)
    {
        TypeVector payoffs = dictatorship.Mechanism.Payoffs();
        return Enumerable.Range(0, outside.Count).All(member => member == dictatorship.Member
            || outside[member].AsSpan().SequenceEqual(payoffs.Of(member)));
    }

    /// <summary>
    /// Proposition 2 as a duality gap: with positive weights on the dictator's types, nonnegative weights and multipliers
    /// elsewhere, feasibility, and lambda_i . U_i = sum p(t) W(t) - sum lambda_j . U_j^{S\i}, nothing feasible is better.
    /// </summary>
    public static Finding Undominated(Dictatorship dictatorship, IReadOnlyList<Rational[]> outside)
    {
        var (dictator, mechanism, weights, multipliers) = dictatorship;
        Subgame subgame = mechanism.Subgame;
        TypeVector payoffs = mechanism.Payoffs();
        Rational gap = new VirtualUtility(subgame, weights, multipliers).Worth() - weights.Dot(payoffs, dictator);
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < outside[member].Length; type++)
            {
                gap -= weights[member, type] * outside[member][type];
            }
        }

        return Finding.Tightest([IncentiveCompatibility.Check(mechanism), Finding.About(subgame, -gap)]);
    }

    /// <summary>The conditions (4.12) of one type of another member, who has inferred the dictator's type.</summary>
    private static IEnumerable<Finding> Given(
        Mechanism mechanism, (int Member, int Type) inferred, (int Member, int Type) other, Rational outside)
    {
        Subgame subgame = mechanism.Subgame;
        int[] believed = [.. subgame.States.StatesWith(other.Member, other.Type)
            .Where(state => subgame.States.TypeOf(state, inferred.Member) == inferred.Type)];
        Rational Expected(int reported) => believed.Aggregate(Rational.Zero, (sum, state) => sum
            + (subgame.States.OthersProbability(state, other.Member) / subgame.States.TypeProbability(inferred.Member, inferred.Type)
                * mechanism.StatePayoff(other.Member, state, subgame.States.WithType(state, other.Member, reported))));
        Rational truthful = Expected(other.Type);
        yield return Finding.About(subgame, other.Member, other.Type, truthful - outside);
        for (int reported = 0; reported < subgame.States.TypeCount(other.Member); reported++)
        {
            if (reported != other.Type)
            {
                yield return Finding.About(subgame, other.Member, other.Type, truthful - Expected(reported), reported);
            }
        }
    }
}
