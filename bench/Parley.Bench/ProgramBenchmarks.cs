using BenchmarkDotNet.Attributes;
using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>A linear program solved exactly.</summary>
public abstract class ProgramBenchmarks
{
    private protected ProgramBenchmarks(LinearProgram program) => Program = program;

    private protected LinearProgram Program { get; }

    /// <summary>Doubles to find the basis, rationals to prove it.</summary>
    [Benchmark(Baseline = true)]
    public LinearProgramAnswer Solve() => LinearProgramSolver.Solve(Program) is LinearProgramAnswer.Optimal optimal
        ? optimal
        : throw new InvalidOperationException("the program has an optimum");
}

/// <summary>A program at a size at which the textbook simplex finishes.</summary>
public abstract class SmallProgramBenchmarks : ProgramBenchmarks
{
    private protected SmallProgramBenchmarks(LinearProgram program)
        : base(program)
    {
        if (((LinearProgramAnswer.Optimal)Solve()).Value != Textbook())
        {
            throw new InvalidOperationException("the two solvers disagree");
        }
    }

    /// <summary>The dense tableau in rationals.</summary>
    [Benchmark]
    public Rational? Textbook() => TextbookSimplex.Maximise(Program);
}

/// <summary>20 rows, 10 variables, dense.</summary>
public class Program20x10Benchmarks() : SmallProgramBenchmarks(BenchPrograms.Dense(20, 10));

/// <summary>50 rows, 500 variables, dense.</summary>
public class Program50x500Benchmarks() : SmallProgramBenchmarks(BenchPrograms.Dense(50, 500));

/// <summary>50 rows, 5000 variables, dense.</summary>
public class Program50x5000Benchmarks() : ProgramBenchmarks(BenchPrograms.Dense(50, 5000));

/// <summary>1001 rows, 3000 variables, five of them in a row.</summary>
public class Sparse1000x3000Benchmarks() : ProgramBenchmarks(BenchPrograms.Sparse(1000, 3000, 5));
