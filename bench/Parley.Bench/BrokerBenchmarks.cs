using BenchmarkDotNet.Attributes;
using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Bench;

/// <summary>examples/broker.yaml: reading, solving, auditing, verifying the written result.</summary>
public class BrokerBenchmarks
{
    private readonly string _text = BenchGames.BrokerText;
    private readonly DecisionProblem _problem = BenchGames.Broker();
    private CoalitionOutcome _outcome = null!;
    private byte[] _result = [];

    /// <summary>Solves it once and keeps the result as it is written to a file.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _outcome = Solve();
        _result = ResultWriter.ToBytes(CoalitionResult.Of(_problem, _outcome, "bench").Tree);
        if (!Verify().IsTrue)
        {
            throw new InvalidOperationException("the result is not true");
        }
    }

    /// <summary>All seven coalitions, from the problem to the exact outcome with its evidence.</summary>
    [Benchmark(Baseline = true)]
    public CoalitionOutcome Solve() => NeutralProceduralSolution.Solve(BenchGames.Fresh(_problem.Game));

    /// <summary>What <c>parley solve --json</c> does: reads, solves, audits, writes.</summary>
    [Benchmark]
    public byte[] Answer()
    {
        var problem = (DecisionProblem)Read();
        return ResultWriter.ToBytes(CoalitionResult.Of(problem, NeutralProceduralSolution.Solve(problem.Game), "bench").Tree);
    }

    /// <summary>Re-checks the outcome in memory.</summary>
    [Benchmark]
    public IReadOnlyList<Promise> Audit() => EvidenceFlaws.Of(_outcome).Count > 0 ? [] : CoalitionAudit.Run(_outcome);

    /// <summary>What <c>parley verify</c> does: reads the result, recomputes everything that follows from its evidence, compares.</summary>
    [Benchmark]
    public Verification Verify() => Verification.Of(BenchGames.Broker(), ResultReader.Read(ProblemSource.FromBytes(_result, "broker.json", maximumBytes: _result.Length)));

    /// <summary>From the file's text to the game.</summary>
    [Benchmark]
    public Problem Read() => ProblemReader.Read(ProblemSource.FromText(_text));

    /// <summary>The audited result as JSON.</summary>
    [Benchmark]
    public byte[] Write() => ResultWriter.ToBytes(CoalitionResult.Of(_problem, _outcome, "bench").Tree);

    /// <summary>The dictators' programs alone, listed in full, by the textbook simplex.</summary>
    [Benchmark]
    public Rational TextbookDemands() => ListedDemands.Solve(_outcome);
}
