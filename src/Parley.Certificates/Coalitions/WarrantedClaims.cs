using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// The warrant equations (4.11) at omega = |S| U - c (5.1): with an efficient mechanism and positive weights they make
/// it a non-degenerate neutral procedural solution (Definition 4).
/// </summary>
/// <remarks>
/// The virtual worth of the others' threat is taken as sum lambda_j U_j^{S\i}, which equals the paper's expression
/// exactly when alpha^{S\i} satisfies (4.7); with alpha^{S\i} left free, Definition 4 would admit almost anything.
/// </remarks>
public static class WarrantedClaims
{
    /// <summary>The type whose equation fails most: the slack is minus the largest residual, 0 where all hold.</summary>
    /// <exception cref="ArgumentException">The threat carries no weights and multipliers.</exception>
    public static Finding Check(CoalitionOutcome outcome, Threat threat)
    {
        if (threat.Efficiency is not EfficiencyEvidence.Supported(var weights, var multipliers))
        {
            throw new ArgumentException("only weights and multipliers can warrant a claim", nameof(threat));
        }

        Subgame subgame = threat.Mechanism.Subgame;
        var scales = new VirtualUtility(subgame, weights, multipliers);
        Rational[] worths = scales.ScaledWorths();
        TypeVector claims = outcome.Claims(subgame, threat.Value);
        return Finding.Tightest(
            from member in Enumerable.Range(0, subgame.MemberCount)
            let reserved = Reserved(outcome, subgame, weights, member)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            let residual = scales.Apply(claims, member, type)
                - ResidualWorth(subgame, worths, member, type) + (subgame.States.TypeProbability(member, type) * reserved)
            select Finding.About(subgame, member, type, -residual.Abs()));
    }

    /// <summary>R_i(lambda): the weighted reservation payoffs of the members other than i.</summary>
    private static Rational Reserved(CoalitionOutcome outcome, Subgame subgame, TypeVector weights, int absent)
    {
        if (subgame.MemberCount == 1)
        {
            return Rational.Zero;
        }

        IReadOnlyList<Rational[]> values = outcome.ValueWithout(subgame, absent);
        Rational sum = Rational.Zero;
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < values[member].Length; type++)
            {
                sum += weights[member, type] * values[member][type];
            }
        }

        return sum;
    }

    private static Rational ResidualWorth(Subgame subgame, Rational[] worths, int member, int type) =>
        subgame.States.StatesWith(member, type).Aggregate(Rational.Zero, (sum, state) => sum + worths[state]);
}
