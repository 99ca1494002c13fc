using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Programs;

/// <summary>Programs beyond brute force: the checker decides, and values are compared along different ways.</summary>
public sealed class LinearProgramSolverCertificateTests
{
    /// <summary>Two rows that no double tells apart; the answer depends on their difference.</summary>
    [Fact]
    public void Rows_that_differ_beyond_doubles_are_told_apart()
    {
        Rational tiny = new Rational(10).Pow(-20);
        Row[] rows =
        [
            new([new(0, 1), new(1, 1)], Relation.Equal, 1),
            new([new(0, 1), new(1, 1 + tiny)], Relation.Equal, 1 + (tiny / 2)),
        ];
        var program = new LinearProgram([1, 3], [], rows);
        var optimal = Assert.IsType<LinearProgramAnswer.Optimal>(AssertProved(program, LinearProgramSolver.Solve(program)));
        Assert.Equal(2, optimal.Value);
        Assert.Equal([new Rational(1) / 2, new Rational(1) / 2], optimal.Primal);
    }

    [Fact]
    public void Contradictions_beyond_doubles_are_found()
    {
        Row[] rows =
        [
            new([new(0, 1), new(1, 1)], Relation.AtMost, 1),
            new([new(0, 1), new(1, 1)], Relation.AtLeast, 1 + new Rational(10).Pow(-20)),
        ];
        var program = new LinearProgram([1, 3], [], rows);
        Assert.IsType<LinearProgramAnswer.Infeasible>(AssertProved(program, LinearProgramSolver.Solve(program)));
    }

    [Fact]
    public void Coefficients_beyond_the_range_of_doubles_are_exact()
    {
        Rational huge = new Rational(10).Pow(400);
        var program = new LinearProgram(
            [huge, huge.Reciprocal()],
            [],
            [new Row([new(0, huge), new(1, huge.Reciprocal())], Relation.AtMost, huge), new Row([new(1, 1)], Relation.AtMost, 7)]);
        var optimal = Assert.IsType<LinearProgramAnswer.Optimal>(AssertProved(program, LinearProgramSolver.Solve(program)));
        Assert.Equal(huge, optimal.Value);
    }

    /// <summary>The exact method computes modulo 2^31 - 1 first; here that prime divides the determinants.</summary>
    [Fact]
    public void Determinants_that_a_prime_divides_are_no_obstacle()
    {
        const long prime = int.MaxValue;
        Row[] rows =
        [
            new([new(0, prime), new(1, 1)], Relation.AtMost, 1),
            new([new(0, 1), new(1, 1)], Relation.AtMost, 5),
            new([new(0, 1 - prime), new(2, prime * 3)], Relation.Equal, 2),
        ];
        var program = new LinearProgram([prime, new Rational(1) / 2, -1], [false, false, true], rows);
        var optimal = (LinearProgramAnswer.Optimal)AssertProved(program, LinearProgramSolver.Solve(program));
        Assert.Equal(new Rational(1) / prime, optimal.Primal[0]);
    }

    [Theory]
    [InlineData(40, 60, 6)]
    [InlineData(120, 200, 4)]
    [InlineData(300, 500, 3)]
    public void Sparse_programs_are_proved_with_integers(int rows, int variables, int terms) =>
        AssertSolvedTwice(RandomPrograms.Sparse(new Random(rows), rows, variables, terms, random => random.Next(-9, 20)));

    [Theory]
    [InlineData(40, 60, 6)]
    [InlineData(200, 300, 3)]
    public void Sparse_programs_are_proved_with_doubles(int rows, int variables, int terms) => AssertSolvedTwice(
        RandomPrograms.Sparse(new Random(rows), rows, variables, terms, random => Rational.FromDouble(random.NextDouble() - 0.3)));

    /// <summary>An assignment problem: every vertex is degenerate, one row depends on the others, all answers are integers.</summary>
    [Fact]
    public void Assignments_are_integral()
    {
        const int size = 12;
        var random = new Random(1955);
        Rational[] gains = [.. Enumerable.Range(0, size * size).Select(_ => (Rational)random.Next(100))];
        IEnumerable<Row> persons = Enumerable.Range(0, size).Select(person => Ones(Enumerable.Range(0, size).Select(job => (person * size) + job)));
        IEnumerable<Row> jobs = Enumerable.Range(0, size).Select(job => Ones(Enumerable.Range(0, size).Select(person => (person * size) + job)));
        var program = new LinearProgram(gains, [], [.. persons, .. jobs]);
        var optimal = Assert.IsType<LinearProgramAnswer.Optimal>(AssertProved(program, LinearProgramSolver.Solve(program)));
        Assert.All(optimal.Primal, share => Assert.True(share.IsZero || share == 1));

        static Row Ones(IEnumerable<int> variables) =>
            new(variables.Select(variable => new Term(variable, 1)), Relation.Equal, 1);
    }

    [Fact]
    public void A_basis_serves_the_next_similar_program()
    {
        LinearProgram first = RandomPrograms.Sparse(new Random(7), 60, 80, 5, random => random.Next(-9, 20));
        LinearProgramSolver.Solve(first, start: null, out Basis basis);
        Rational[] objective = first.Objective.ToArray();
        objective[3] += 1;
        var next = new LinearProgram(objective, [], first.Rows.ToArray());
        var cold = (LinearProgramAnswer.Optimal)LinearProgramSolver.Solve(next);
        var warm = (LinearProgramAnswer.Optimal)AssertProved(next, LinearProgramSolver.Solve(next, basis, out Basis final));
        Assert.Equal(cold.Value, warm.Value);
        Assert.Equal(next.RowCount, final.Columns.Length);
    }

    [Fact]
    public void Cancelled_work_says_so()
    {
        LinearProgram program = RandomPrograms.Sparse(new Random(7), 60, 80, 5, random => random.Next(-9, 20));
        var cancelled = new CancellationToken(canceled: true);
        LinearProgramAnswer stopped = LinearProgramSolver.Solve(program, cancelled);
        Assert.IsType<LinearProgramAnswer.Stopped>(stopped);
        Assert.IsType<LinearProgramAnswer.Stopped>(LinearProgramSolver.Prove(program, new Basis([]), cancelled));
        Assert.IsType<LinearProgramVerdict.Rejected>(LinearProgramChecker.Check(program, stopped));
    }

    private static void AssertSolvedTwice(LinearProgram program)
    {
        LinearProgramAnswer answer = AssertProved(program, LinearProgramSolver.Solve(program, start: null, out Basis basis));
        var optimal = Assert.IsType<LinearProgramAnswer.Optimal>(answer);
        var again = Assert.IsType<LinearProgramAnswer.Optimal>(LinearProgramSolver.Prove(program, basis));
        Assert.Equal(optimal.Value, again.Value);
    }

    private static LinearProgramAnswer AssertProved(LinearProgram program, LinearProgramAnswer answer)
    {
        Assert.Equal(new LinearProgramVerdict.Accepted(), LinearProgramChecker.Check(program, answer));
        return answer;
    }
}
