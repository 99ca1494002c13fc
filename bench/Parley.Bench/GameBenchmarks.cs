using BenchmarkDotNet.Attributes;
using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Bench;

/// <summary>A game solved, audited, and put to the textbook simplex.</summary>
public abstract class GameBenchmarks
{
    private readonly CoalitionGame _game;
    private CoalitionOutcome _outcome = null!;

    private protected GameBenchmarks(CoalitionGame game) => _game = game;

    /// <summary>Solves it once.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _outcome = Solve();
        if (_outcome.Unanswered is { } none || Audit().Any(promise => promise.IsBroken))
        {
            throw new InvalidOperationException("the game is not answered, or wrongly");
        }
    }

    /// <summary>All coalitions, from the problem to the exact outcome with its evidence.</summary>
    [Benchmark(Baseline = true)]
    public CoalitionOutcome Solve() => NeutralProceduralSolution.Solve(BenchGames.Fresh(_game));

    /// <summary>Re-checks the outcome in memory.</summary>
    [Benchmark]
    public IReadOnlyList<Promise> Audit() => EvidenceFlaws.Of(_outcome).Count > 0 ? [] : CoalitionAudit.Run(_outcome);

    /// <summary>The dictators' programs alone, listed in full, by the textbook simplex.</summary>
    [Benchmark]
    public Rational TextbookDemands() => ListedDemands.Solve(_outcome);
}

/// <summary>Six players with complete information: 63 coalitions, 1,057 decisions of the grand coalition.</summary>
public class SixPlayersBenchmarks() : GameBenchmarks(BenchGames.WinnerTakesAll(6));

/// <summary>A buyer with 8 types and a seller, 17 prices.</summary>
public class OneInformedBenchmarks() : GameBenchmarks(BenchGames.Trade(8, 1));

/// <summary>A buyer and a seller with 5 types each, 11 prices.</summary>
public class TwoInformedBenchmarks() : GameBenchmarks(BenchGames.Trade(5, 5));
