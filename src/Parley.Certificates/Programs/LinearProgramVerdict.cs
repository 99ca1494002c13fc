using Parley.Problems.Numbers;

namespace Parley.Certificates.Programs;

/// <summary>What a check of a linear program's answer may find violated. The index it comes with is named in brackets.</summary>
public enum ProgramCondition
{
    /// <summary>The answer carries a proof at all; a stopped one does not.</summary>
    HasProof,

    /// <summary>There is one number for each variable. Amount: how many numbers too many.</summary>
    VariableVectorLength,

    /// <summary>There is one number for each row. Amount: how many numbers too many.</summary>
    RowVectorLength,

    /// <summary>The point satisfies the row [row].</summary>
    RowHolds,

    /// <summary>The point is at least zero where the variable is not free [variable].</summary>
    VariableSign,

    /// <summary>The multiplier has the sign that the row's relation asks for [row].</summary>
    MultiplierSign,

    /// <summary>The multipliers price the variable at its objective or more; exactly, where it is free [variable].</summary>
    ReducedCost,

    /// <summary>The stated value is the objective at the point.</summary>
    StatedValue,

    /// <summary>The multipliers' bound is the stated value.</summary>
    DualValue,

    /// <summary>The combined coefficient is at least zero; exactly zero, where the variable is free [variable].</summary>
    CombinedCoefficient,

    /// <summary>The combined right-hand side is negative.</summary>
    CombinedBound,

    /// <summary>The row stays satisfied along the ray [row].</summary>
    RowAlongRay,

    /// <summary>The ray does not lower a variable that is not free [variable].</summary>
    RaySign,

    /// <summary>The objective increases along the ray.</summary>
    RayImproves,
}

/// <summary>What a check of an answer finds: it is proved, or which condition fails first.</summary>
public abstract record LinearProgramVerdict
{
    private LinearProgramVerdict()
    {
    }

    /// <summary>Every condition holds, so the answer is right.</summary>
    public sealed record Accepted : LinearProgramVerdict;

    /// <summary>A condition fails. The answer may still be right, but its vectors do not prove it.</summary>
    /// <param name="Condition">What fails.</param>
    /// <param name="Index">The row or variable where it fails, as the condition says; -1 where it concerns the whole.</param>
    /// <param name="Amount">
    /// By how much: positive, except for equations, where it is what stands there minus what should.
    /// </param>
    public sealed record Rejected(ProgramCondition Condition, int Index, Rational Amount) : LinearProgramVerdict;
}
