using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>The solver against brute force over every basis, in exact arithmetic.</summary>
public sealed class LinearProgramSolverOracleTests
{
    private const int ProgramsPerKind = 1000;

    [Theory]
    [InlineData(Coefficients.SmallIntegers)]
    [InlineData(Coefficients.Signs)]
    [InlineData(Coefficients.Fractions)]
    [InlineData(Coefficients.Doubles)]
    [InlineData(Coefficients.BadlyScaled)]
    public void Every_answer_is_that_of_brute_force_and_proved(Coefficients kind)
    {
        var random = new Random(20260 + (int)kind);
        var seen = new Dictionary<string, int>();
        for (int trial = 0; trial < ProgramsPerKind; trial++)
        {
            LinearProgram program = RandomPrograms.Small(random, kind);
            string found = AssertAgrees(program, LinearProgramSolver.Solve(program), trial);
            seen[found] = seen.GetValueOrDefault(found) + 1;
        }

        Assert.All(["Optimal", "Infeasible", "Unbounded"], name => Assert.True(seen.GetValueOrDefault(name) >= 50));
    }

    [Theory]
    [InlineData(Coefficients.SmallIntegers)]
    [InlineData(Coefficients.Signs)]
    [InlineData(Coefficients.BadlyScaled)]
    public void The_exact_method_recovers_from_any_basis(Coefficients kind)
    {
        var random = new Random(1977 + (int)kind);
        for (int trial = 0; trial < ProgramsPerKind; trial++)
        {
            LinearProgram program = RandomPrograms.Small(random, kind);
            int columns = program.VariableCount + program.RowCount;
            int[] wrong = [.. Enumerable.Range(0, program.RowCount).Select(_ => random.Next(-1, columns + 2))];
            AssertAgrees(program, LinearProgramSolver.Prove(program, new Basis(wrong)), trial);
            AssertAgrees(program, LinearProgramSolver.Solve(program, new Basis(wrong), out _), trial);
        }
    }

    [Fact]
    public void Programs_without_rows_or_without_variables_are_answered()
    {
        var none = new LinearProgram([], [], []);
        var onlyVariables = new LinearProgram([-1, 0], [false, true], []);
        var onlyRows = new LinearProgram([], [], [new Row([], Relation.AtMost, 1), new Row([], Relation.AtLeast, 2)]);
        Assert.All([none, onlyVariables, onlyRows], program => AssertAgrees(program, LinearProgramSolver.Solve(program), 0));
    }

    private static string AssertAgrees(LinearProgram program, LinearProgramAnswer answer, int trial)
    {
        (string expected, Rational value) = VertexEnumeration.Solve(program);
        Assert.True(expected == answer.GetType().Name, $"trial {trial}: {expected} was answered {answer.GetType().Name}");
        Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(program, answer));
        if (answer is LinearProgramAnswer.Optimal optimal)
        {
            Assert.Equal(value, optimal.Value);
        }

        return expected;
    }
}
