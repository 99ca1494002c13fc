using Parley.Problems.Numbers;

namespace Parley.Certificates.Programs;

/// <summary>
/// What a linear program's solver says: one of four closed cases, the first three each with the vectors that prove
/// it to anyone.
/// </summary>
public abstract record LinearProgramAnswer
{
    private LinearProgramAnswer()
    {
    }

    /// <summary>
    /// An optimum. Proof: <paramref name="Primal"/> is feasible, <paramref name="Dual"/> is feasible, and both have
    /// the same value. Dual signs for maximisation: at least 0 on at-most rows, at most 0 on at-least rows.
    /// </summary>
    /// <param name="Value">The greatest value of the objective.</param>
    /// <param name="Primal">One number for each variable.</param>
    /// <param name="Dual">One multiplier for each row.</param>
    public sealed record Optimal(Rational Value, Rational[] Primal, Rational[] Dual) : LinearProgramAnswer;

    /// <summary>
    /// No point satisfies the rows. Proof (Farkas): <paramref name="Multipliers"/> with the dual's signs whose
    /// combination of the rows reads "a nonnegative sum is at most a negative number".
    /// </summary>
    /// <param name="Multipliers">One multiplier for each row.</param>
    public sealed record Infeasible(Rational[] Multipliers) : LinearProgramAnswer;

    /// <summary>
    /// The objective grows without end. Proof: a feasible <paramref name="Point"/> and a <paramref name="Ray"/> along
    /// which every row stays satisfied and the objective increases.
    /// </summary>
    /// <param name="Point">One number for each variable.</param>
    /// <param name="Ray">One direction for each variable.</param>
    public sealed record Unbounded(Rational[] Point, Rational[] Ray) : LinearProgramAnswer;

    /// <summary>The work was stopped before an answer was proved.</summary>
    /// <param name="Reason">Why, in words for a person.</param>
    public sealed record Stopped(string Reason) : LinearProgramAnswer;
}
