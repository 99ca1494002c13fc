using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>The checker names the first place where a tampered proof fails, and by how much.</summary>
public sealed class LinearProgramCheckerCertificateTests
{
    private static readonly Rational Third = new Rational(1) / 3;

    /// <summary>max 3x + 2y + z: x + y + z at most 4, x + 3y at most 6, x at most 3, z = 0; the optimum is 11 at (3, 1, 0).</summary>
    private static readonly LinearProgram Bounded = new(
        [3, 2, 1],
        [false, false, true],
        [
            new Row([new(0, 1), new(1, 1), new(2, 1)], Relation.AtMost, 4),
            new Row([new(0, -1), new(1, -3)], Relation.AtLeast, -6),
            new Row([new(0, 1)], Relation.AtMost, 3),
            new Row([new(2, 1)], Relation.Equal, 0),
        ]);

    private static readonly LinearProgramAnswer.Optimal Optimum = new(11, [3, 1, 0], [2, 0, 1, -1]);

    /// <summary>x + y at most 1 and x at least 2.</summary>
    private static readonly LinearProgram Contradiction = new(
        [1, 0],
        [false, true],
        [
            new Row([new(0, 1), new(1, 1)], Relation.AtMost, 1),
            new Row([new(0, 1)], Relation.AtLeast, 2),
            new Row([new(1, 1)], Relation.Equal, 0),
        ]);

    private static readonly LinearProgramAnswer.Infeasible Farkas = new([1, -1, -1]);

    /// <summary>max x + y: x - y at most 1, x at least 1, z = 2.</summary>
    private static readonly LinearProgram Endless = new(
        [1, 1, 0],
        [],
        [
            new Row([new(0, 1), new(1, -1)], Relation.AtMost, 1),
            new Row([new(0, 1)], Relation.AtLeast, 1),
            new Row([new(2, 1)], Relation.Equal, 2),
        ]);

    private static readonly LinearProgramAnswer.Unbounded Ray = new([1, 0, 2], [1, 1, 0]);

    [Fact]
    public void Right_proofs_are_accepted()
    {
        Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(Bounded, Optimum));
        Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(Contradiction, Farkas));
        Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(Endless, Ray));
    }

    [Fact]
    public void A_tampered_point_is_named()
    {
        AssertRejected(Optimum with { Primal = [3, -Third, 0] }, ProgramCondition.VariableSign, 1, Third);
        AssertRejected(Optimum with { Primal = [3, 1 + Third, 0] }, ProgramCondition.RowHolds, 0, Third);
        AssertRejected(Optimum with { Primal = [0, 2 + Third, 0] }, ProgramCondition.RowHolds, 1, 1);
        AssertRejected(Optimum with { Primal = [3, 1, -Third] }, ProgramCondition.RowHolds, 3, -Third);
        AssertRejected(Optimum with { Primal = [3, 1 - Third, 0] }, ProgramCondition.StatedValue, -1, 2 * Third);
    }

    [Fact]
    public void Tampered_multipliers_are_named()
    {
        AssertRejected(Optimum with { Dual = [-Third, 0, 1, -1] }, ProgramCondition.MultiplierSign, 0, Third);
        AssertRejected(Optimum with { Dual = [2, Third, 1, -1] }, ProgramCondition.MultiplierSign, 1, Third);
        AssertRejected(Optimum with { Dual = [2, 0, 1 - Third, -1] }, ProgramCondition.ReducedCost, 0, Third);
        AssertRejected(Optimum with { Dual = [2, 0, 1, -1 + Third] }, ProgramCondition.ReducedCost, 2, Third);
        AssertRejected(Optimum with { Dual = [2, 0, 1 + Third, -1] }, ProgramCondition.DualValue, -1, -1);
    }

    [Fact]
    public void A_tampered_value_is_named() =>
        AssertRejected(Optimum with { Value = 11 + Third }, ProgramCondition.StatedValue, -1, Third);

    [Fact]
    public void Tampered_Farkas_multipliers_are_named()
    {
        AssertRejected(new LinearProgramAnswer.Infeasible([-1, -1, 1]), ProgramCondition.MultiplierSign, 0, 1, Contradiction);
        AssertRejected(new LinearProgramAnswer.Infeasible([1, -1 - Third, -1]), ProgramCondition.CombinedCoefficient, 0, Third, Contradiction);
        AssertRejected(new LinearProgramAnswer.Infeasible([1, -1, -1 + Third]), ProgramCondition.CombinedCoefficient, 1, Third, Contradiction);
        AssertRejected(new LinearProgramAnswer.Infeasible([1, -Third, -1]), ProgramCondition.CombinedBound, -1, Third, Contradiction);
        AssertRejected(new LinearProgramAnswer.Infeasible([0, 0, 0]), ProgramCondition.CombinedBound, -1, 0, Contradiction);
    }

    [Fact]
    public void A_tampered_ray_is_named()
    {
        AssertRejected(Ray with { Point = [-1, 0, 2] }, ProgramCondition.VariableSign, 0, 1, Endless);
        AssertRejected(Ray with { Point = [Third, 0, 2] }, ProgramCondition.RowHolds, 1, 2 * Third, Endless);
        AssertRejected(Ray with { Ray = [1, -1, 0] }, ProgramCondition.RaySign, 1, 1, Endless);
        AssertRejected(Ray with { Ray = [1, 0, 0] }, ProgramCondition.RowAlongRay, 0, 1, Endless);
        AssertRejected(Ray with { Ray = [1, 1, Third] }, ProgramCondition.RowAlongRay, 2, Third, Endless);
        AssertRejected(Ray with { Ray = [0, 0, 0] }, ProgramCondition.RayImproves, -1, 0, Endless);
    }

    [Fact]
    public void Vectors_of_a_wrong_length_are_violations()
    {
        AssertRejected(Optimum with { Primal = [3, 1] }, ProgramCondition.VariableVectorLength, -1, -1);
        AssertRejected(Optimum with { Dual = [] }, ProgramCondition.RowVectorLength, -1, -4);
        AssertRejected(new LinearProgramAnswer.Infeasible([1]), ProgramCondition.RowVectorLength, -1, -2, Contradiction);
        AssertRejected(Ray with { Ray = [1, 1, 0, 0] }, ProgramCondition.VariableVectorLength, -1, 1, Endless);
    }

    [Fact]
    public void A_stopped_answer_proves_nothing() =>
        AssertRejected(new LinearProgramAnswer.Stopped("tired"), ProgramCondition.HasProof, -1, 0);

    /// <summary>Where an optimum is unique on both sides, no entry may change.</summary>
    [Fact]
    public void No_changed_entry_of_a_random_proof_of_a_unique_optimum_passes()
    {
        LinearProgram program = RandomPrograms.Sparse(new Random(3), 12, 10, 6, random => random.Next(-90, 190));
        var optimal = (LinearProgramAnswer.Optimal)LinearProgramSolver.Solve(program);
        for (int variable = 0; variable < program.VariableCount; variable++)
        {
            Rational[] primal = [.. optimal.Primal];
            primal[variable] += Third;
            Assert.IsType<LinearProgramVerdict.Rejected>(LinearProgramChecker.Check(program, optimal with { Primal = primal }));
        }

        for (int row = 0; row < program.RowCount; row++)
        {
            Rational[] dual = [.. optimal.Dual];
            dual[row] += Third;
            Assert.IsType<LinearProgramVerdict.Rejected>(LinearProgramChecker.Check(program, optimal with { Dual = dual }));
        }
    }

    private static void AssertRejected(
        LinearProgramAnswer answer, ProgramCondition condition, int index, Rational amount, LinearProgram? program = null)
    {
        LinearProgramVerdict verdict = LinearProgramChecker.Check(program ?? Bounded, answer);
        Assert.Equal(new LinearProgramVerdict.Rejected(condition, index, amount), verdict);
    }
}
