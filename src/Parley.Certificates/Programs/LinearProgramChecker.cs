using System.Numerics;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;
using Violation = Parley.Certificates.Programs.LinearProgramVerdict.Rejected;

namespace Parley.Certificates.Programs;

/// <summary>
/// Decides, in exact arithmetic and without solving anything, whether an answer's vectors prove it.
/// </summary>
/// <remarks>
/// Source: linear programming duality and Farkas' lemma (Chvatal, Linear Programming, chapters 5 and 16). Cost: a few
/// products of the program's matrix with a vector.
/// </remarks>
public static class LinearProgramChecker
{
    /// <summary>Accepted, or the first condition violated, with its place and an exact amount.</summary>
    /// <param name="program">The program that was asked.</param>
    /// <param name="answer">What somebody says about it; vectors of a wrong length are a violation.</param>
    public static LinearProgramVerdict Check(LinearProgram program, LinearProgramAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(program);
        Violation? violation = answer switch
        {
            LinearProgramAnswer.Optimal optimal => ViolationOf(program, optimal),
            LinearProgramAnswer.Infeasible infeasible => ViolationOf(program, infeasible),
            LinearProgramAnswer.Unbounded unbounded => ViolationOf(program, unbounded),
            _ => Fail(ProgramCondition.HasProof, -1, Rational.Zero),
        };
        return violation is null ? new LinearProgramVerdict.Accepted() : violation;
    }

    private static Violation? ViolationOf(LinearProgram program, LinearProgramAnswer.Optimal answer) =>
        VariableLength(program, answer.Primal)
        ?? RowLength(program, answer.Dual)
        ?? Signs(program, answer.Primal, ProgramCondition.VariableSign)
        ?? Rows(program, answer.Primal, RightHandSide, ProgramCondition.RowHolds)
        ?? MultiplierSigns(program, answer.Dual)
        ?? Coefficients(program, answer.Dual, variable => program.Objective[variable], ProgramCondition.ReducedCost)
        ?? Equal(Objective(program, answer.Primal), answer.Value, ProgramCondition.StatedValue)
        ?? Equal(CombinedBound(program, answer.Dual), answer.Value, ProgramCondition.DualValue);

    private static Violation? ViolationOf(LinearProgram program, LinearProgramAnswer.Infeasible answer) =>
        RowLength(program, answer.Multipliers)
        ?? MultiplierSigns(program, answer.Multipliers)
        ?? Coefficients(program, answer.Multipliers, _ => Rational.Zero, ProgramCondition.CombinedCoefficient)
        ?? Positive(-CombinedBound(program, answer.Multipliers), ProgramCondition.CombinedBound);

    private static Violation? ViolationOf(LinearProgram program, LinearProgramAnswer.Unbounded answer) =>
        VariableLength(program, answer.Point)
        ?? VariableLength(program, answer.Ray)
        ?? Signs(program, answer.Point, ProgramCondition.VariableSign)
        ?? Rows(program, answer.Point, RightHandSide, ProgramCondition.RowHolds)
        ?? Signs(program, answer.Ray, ProgramCondition.RaySign)
        ?? Rows(program, answer.Ray, _ => Rational.Zero, ProgramCondition.RowAlongRay)
        ?? Positive(Objective(program, answer.Ray), ProgramCondition.RayImproves);

    private static Violation Fail(ProgramCondition condition, int index, Rational amount) =>
        new(condition, index, amount);

    private static Violation? VariableLength(LinearProgram program, Rational[] vector) =>
        vector.Length == program.VariableCount
            ? null
            : Fail(ProgramCondition.VariableVectorLength, -1, vector.Length - program.VariableCount);

    private static Violation? RowLength(LinearProgram program, Rational[] vector) =>
        vector.Length == program.RowCount
            ? null
            : Fail(ProgramCondition.RowVectorLength, -1, vector.Length - program.RowCount);

    private static Violation? Equal(Rational actual, Rational stated, ProgramCondition condition) =>
        actual == stated ? null : Fail(condition, -1, stated - actual);

    private static Violation? Positive(Rational value, ProgramCondition condition) =>
        value.Sign > 0 ? null : Fail(condition, -1, -value);

    private static Violation? Signs(LinearProgram program, Rational[] point, ProgramCondition condition)
    {
        for (int variable = 0; variable < point.Length; variable++)
        {
            if (!program.IsFree(variable) && point[variable].Sign < 0)
            {
                return Fail(condition, variable, -point[variable]);
            }
        }

        return null;
    }

    private static Rational RightHandSide(Row row) => row.Bound;

    private static Violation? Rows(
        LinearProgram program, Rational[] point, Func<Row, Rational> bound, ProgramCondition condition)
    {
        (Rational[] numerators, Rational denominator) = OverOneDenominator(point);
        for (int index = 0; index < program.RowCount; index++)
        {
            Row row = program.Rows[index];
            Rational excess = (row.Evaluate(numerators) / denominator) - bound(row);
            bool holds = row.Relation switch
            {
                Relation.AtMost => excess.Sign <= 0,
                Relation.AtLeast => excess.Sign >= 0,
                _ => excess.IsZero,
            };
            if (!holds)
            {
                return Fail(condition, index, row.Relation == Relation.AtLeast ? -excess : excess);
            }
        }

        return null;
    }

    private static Violation? MultiplierSigns(LinearProgram program, Rational[] multipliers)
    {
        for (int index = 0; index < multipliers.Length; index++)
        {
            bool allowed = program.Rows[index].Relation switch
            {
                Relation.AtMost => multipliers[index].Sign >= 0,
                Relation.AtLeast => multipliers[index].Sign <= 0,
                _ => true,
            };
            if (!allowed)
            {
                return Fail(ProgramCondition.MultiplierSign, index, multipliers[index].Abs());
            }
        }

        return null;
    }

    /// <summary>The rows combined by the multipliers give each variable at least what is asked; exactly that, where free.</summary>
    private static Violation? Coefficients(
        LinearProgram program, Rational[] multipliers, Func<int, Rational> least, ProgramCondition condition)
    {
        Rational[] combined = Combine(program, multipliers);
        for (int variable = 0; variable < combined.Length; variable++)
        {
            Rational missing = least(variable) - combined[variable];
            bool free = program.IsFree(variable);
            if (free ? !missing.IsZero : missing.Sign > 0)
            {
                return Fail(condition, variable, free ? -missing : missing);
            }
        }

        return null;
    }

    private static Rational[] Combine(LinearProgram program, Rational[] multipliers)
    {
        (Rational[] numerators, Rational denominator) = OverOneDenominator(multipliers);
        var combined = new Rational[program.VariableCount];
        for (int index = 0; index < numerators.Length; index++)
        {
            foreach (Term term in numerators[index].IsZero ? [] : program.Rows[index].Terms)
            {
                combined[term.Index] += term.Value * numerators[index];
            }
        }

        return Array.ConvertAll(combined, sum => sum / denominator);
    }

    private static Rational CombinedBound(LinearProgram program, Rational[] multipliers)
    {
        (Rational[] numerators, Rational denominator) = OverOneDenominator(multipliers);
        Rational sum = Rational.Zero;
        for (int index = 0; index < numerators.Length; index++)
        {
            sum += program.Rows[index].Bound * numerators[index];
        }

        return sum / denominator;
    }

    private static Rational Objective(LinearProgram program, Rational[] point)
    {
        (Rational[] numerators, Rational denominator) = OverOneDenominator(point);
        Rational sum = Rational.Zero;
        for (int variable = 0; variable < numerators.Length; variable++)
        {
            sum += program.Objective[variable] * numerators[variable];
        }

        return sum / denominator;
    }

    /// <summary>Sums of integers are much cheaper than sums of long fractions; the numbers are the same.</summary>
    private static (Rational[] Numerators, Rational Denominator) OverOneDenominator(Rational[] vector)
    {
        BigInteger common = BigInteger.One;
        foreach (Rational entry in vector)
        {
            BigInteger denominator = entry.Denominator;
            if (!(common % denominator).IsZero)
            {
                common *= denominator / BigInteger.GreatestCommonDivisor(common, denominator);
            }
        }

        return (Array.ConvertAll(vector, entry => (Rational)(entry.Numerator * (common / entry.Denominator))), common);
    }
}
