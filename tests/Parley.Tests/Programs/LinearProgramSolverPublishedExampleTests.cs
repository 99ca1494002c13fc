using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>Programs of the literature that defeat careless simplex methods.</summary>
public sealed class LinearProgramSolverPublishedExampleTests
{
    /// <summary>Klee and Minty, 1972, as in Chvatal, Linear Programming, chapter 4: the optimum is 100^(n-1).</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(15)]
    public void Klee_Minty_cubes_are_solved(int size)
    {
        var rows = new List<Row>();
        for (int row = 0; row < size; row++)
        {
            IEnumerable<Term> earlier = Enumerable.Range(0, row).Select(k => new Term(k, 2 * new Rational(10).Pow(row - k)));
            rows.Add(new Row([.. earlier, new Term(row, 1)], Relation.AtMost, new Rational(100).Pow(row)));
        }

        Rational[] objective = [.. Enumerable.Range(0, size).Select(k => new Rational(10).Pow(size - 1 - k))];
        AssertOptimum(new LinearProgram(objective, [], rows), new Rational(100).Pow(size - 1));
    }

    /// <summary>Beale, 1955: the largest-coefficient rule cycles from the slack basis; the optimum is 1/20.</summary>
    [Fact]
    public void Beale_s_example_does_not_cycle()
    {
        Row[] rows =
        [
            new([new(0, new Rational(1) / 4), new(1, -60), new(2, new Rational(-1) / 25), new(3, 9)], Relation.AtMost, 0),
            new([new(0, new Rational(1) / 2), new(1, -90), new(2, new Rational(-1) / 50), new(3, 3)], Relation.AtMost, 0),
            new([new(2, 1)], Relation.AtMost, 1),
        ];
        AssertOptimum(new LinearProgram([new Rational(3) / 4, -150, new Rational(1) / 50, -6], [], rows), new Rational(1) / 20);
    }

    /// <summary>Chvatal, Linear Programming, chapter 3: cycles under the largest-coefficient rule; the optimum is 1.</summary>
    [Fact]
    public void Chvatal_s_example_does_not_cycle()
    {
        Row[] rows =
        [
            new([new(0, new Rational(1) / 2), new(1, new Rational(-11) / 2), new(2, new Rational(-5) / 2), new(3, 9)], Relation.AtMost, 0),
            new([new(0, new Rational(1) / 2), new(1, new Rational(-3) / 2), new(2, new Rational(-1) / 2), new(3, 1)], Relation.AtMost, 0),
            new([new(0, 1)], Relation.AtMost, 1),
        ];
        AssertOptimum(new LinearProgram([10, -57, -9, -24], [], rows), 1);
    }

    private static void AssertOptimum(LinearProgram program, Rational value)
    {
        foreach (LinearProgramAnswer answer in (LinearProgramAnswer[])
            [LinearProgramSolver.Solve(program), LinearProgramSolver.Prove(program, new Basis([]))])
        {
            Assert.Equal(value, Assert.IsType<LinearProgramAnswer.Optimal>(answer).Value);
            Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(program, answer));
        }
    }
}
