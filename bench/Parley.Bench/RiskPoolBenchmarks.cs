using BenchmarkDotNet.Attributes;
using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Engines.RiskPools.Averages;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Bench;

/// <summary>Risk pools in memory: welfare, its certificate, and what somebody would write first.</summary>
public class RiskPoolBenchmarks
{
    private readonly RiskPool _small = BenchPools.Tilted(20, 200, new SinglePrior(), spread: 1, size: 1);
    private readonly RiskPool _thousand = BenchPools.Tilted(500, 1_000, new SinglePrior());
    private readonly RiskPool _tenThousand = BenchPools.Tilted(500, 10_000, new SinglePrior());
    private readonly RiskPool _hundredThousand = BenchPools.Tilted(500, 100_000, new SinglePrior());
    private readonly RiskPool _million = BenchPools.Tilted(500, 1_000_000, new SinglePrior());
    private readonly RiskPool _doubtful = BenchPools.Tilted(500, 10_000, new Contamination(0.1));
    private PoolOutcome? _solved;

    /// <summary>20 members, 200 scenarios, by projected gradients to a relative gap of 1e-9.</summary>
    [Benchmark(Baseline = true)]
    public double Gradients() => DirectSharing.Solve(_small, 1e-9).Welfare;

    /// <summary>The same by Newton's method, to rounding.</summary>
    [Benchmark]
    public PoolOutcome Small() => WelfareMaximum.Solve(_small);

    /// <summary>500 members, 1,000 scenarios.</summary>
    [Benchmark]
    public PoolOutcome Thousand() => WelfareMaximum.Solve(_thousand);

    /// <summary>500 members, 10,000 scenarios.</summary>
    [Benchmark]
    public PoolOutcome TenThousand() => WelfareMaximum.Solve(_tenThousand);

    /// <summary>500 members, 100,000 scenarios.</summary>
    [Benchmark]
    public PoolOutcome HundredThousand() => WelfareMaximum.Solve(_hundredThousand);

    /// <summary>... checked.</summary>
    [Benchmark]
    public PoolFindings HundredThousandChecked() => PoolFindings.Of(_solved ??= WelfareMaximum.Solve(_hundredThousand));

    /// <summary>500 members, 1,000,000 scenarios.</summary>
    [Benchmark]
    public PoolOutcome Million() => WelfareMaximum.Solve(_million);

    /// <summary>Averages over the flat menu, 20 members, 200 scenarios: 1,000 draws, a hundredth of what they are is still noise.</summary>
    [Benchmark]
    public double[] AverageDraws() => DirectAverages.Solve(_small, 1_000);

    /// <summary>The same, enclosed to ten digits and more.</summary>
    [Benchmark]
    public AverageUtility[] AverageSmall() => MenuAverages.Of(_small, new MenuAverage(MenuMeasure.SignPreserving, 1, 1));

    /// <summary>500 members, 10,000 scenarios, over the flat menu.</summary>
    [Benchmark]
    public AverageUtility[] AverageFlat() => MenuAverages.Of(_tenThousand, new MenuAverage(MenuMeasure.SignPreserving, 1, 1));

    /// <summary>500 members, 1,000 scenarios, over the proportional menu.</summary>
    [Benchmark]
    public AverageUtility[] AverageProportional() => MenuAverages.Of(_thousand, new MenuAverage(MenuMeasure.Proportional, 1, 1));

    /// <summary>500 members who doubt their priors, 10,000 scenarios.</summary>
    [Benchmark]
    public PoolOutcome Doubtful() => WelfareMaximum.Solve(_doubtful);
}
