using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// The warrant equations (4.11) of a coalition in given scales: M(lambda, alpha) omega_i(t) equals the virtual worth
/// that is expected given t, times p_i(t), less p_i(t) R_i(lambda), where R_i(lambda) is what the others' reservation
/// payoffs weigh.
/// </summary>
/// <remarks>
/// The virtual worth of the others' threat is taken as sum lambda_j U_j^{S\i}, which equals the paper's expression
/// exactly when alpha^{S\i} satisfies (4.7); with alpha^{S\i} left free, Definition 4 would admit almost anything.
/// </remarks>
public sealed class WarrantEquations
{
    private readonly Subgame _subgame;
    private readonly VirtualUtility _scales;
    private readonly Rational[] _worths;
    private readonly Rational[] _reserved;

    /// <summary>States the equations. Costs states times decisions times members.</summary>
    /// <param name="subgame">The coalition S.</param>
    /// <param name="outside">For each member i, the others' reservation payoffs U_j^{S\i} by member and type; empty for i.</param>
    /// <param name="weights">lambda.</param>
    /// <param name="multipliers">alpha.</param>
    public WarrantEquations(
        Subgame subgame, IReadOnlyList<IReadOnlyList<Rational[]>> outside, TypeVector weights, Multipliers multipliers)
    {
        _subgame = subgame;
        _scales = new VirtualUtility(subgame, weights, multipliers);
        _worths = _scales.ScaledWorths();
        _reserved = [.. outside.Select(values => Reserved(values, weights))];
    }

    /// <summary>What a type's equation lacks at a vector omega, times p_i(t): 0 where it holds.</summary>
    public Rational Residual(TypeVector claims, int member, int type) =>
        _scales.Apply(claims, member, type) - RightSide(member, type);

    /// <summary>The warranted claims omega; null where the equations do not determine them.</summary>
    public TypeVector? Claims()
    {
        Rational[]?[] byMember = [.. Enumerable.Range(0, _subgame.MemberCount).Select(ClaimsOf)];
        return Array.Exists(byMember, claims => claims is null) ? null : new TypeVector(byMember!);
    }

    private Rational[]? ClaimsOf(int member)
    {
        int types = _subgame.States.TypeCount(member);
        var matrix = Enumerable.Range(0, types).Select(row => Enumerable.Range(0, types).Select(column =>
            row == column ? _scales.OwnScale(member, row) : -_scales.Price(member, column, row)).ToArray()).ToArray();
        return RationalSystem.Solve(matrix, [.. Enumerable.Range(0, types).Select(type => RightSide(member, type))]);
    }

    private Rational RightSide(int member, int type) =>
        _subgame.States.StatesWith(member, type).Aggregate(Rational.Zero, (sum, state) => sum + _worths[state])
            - (_subgame.States.TypeProbability(member, type) * _reserved[member]);

    private static Rational Reserved(IReadOnlyList<Rational[]> values, TypeVector weights)
    {
        Rational sum = Rational.Zero;
        for (int member = 0; member < values.Count; member++)
        {
            for (int type = 0; type < values[member].Length; type++)
            {
                sum += weights[member, type] * values[member][type];
            }
        }

        return sum;
    }
}
