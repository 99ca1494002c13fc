using BenchmarkDotNet.Attributes;
using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Bench;

/// <summary>Shapley's value of ten players, in exact fractions.</summary>
public class ShapleyTenBenchmarks
{
    private readonly WorthGame _game = BenchGames.Worths(10);

    /// <summary>By dividends.</summary>
    [Benchmark(Baseline = true)]
    public WorthOutcome Solve() => ShapleyValue.Solve(_game);

    /// <summary>By marginal contributions to all coalitions.</summary>
    [Benchmark]
    public Rational[] Marginals() => DirectShapley.ByMarginals(_game);

    /// <summary>By the average over all 3,628,800 orders.</summary>
    [Benchmark]
    public Rational[] Orders() => DirectShapley.OverOrders(_game);
}

/// <summary>Shapley's value of fifteen players, in exact fractions.</summary>
public class ShapleyFifteenBenchmarks
{
    private readonly WorthGame _game = BenchGames.Worths(15);

    /// <summary>By dividends.</summary>
    [Benchmark(Baseline = true)]
    public WorthOutcome Solve() => ShapleyValue.Solve(_game);

    /// <summary>By marginal contributions to all coalitions.</summary>
    [Benchmark]
    public Rational[] Marginals() => DirectShapley.ByMarginals(_game);
}
