using BenchmarkDotNet.Attributes;

namespace Parley.Bench;

/// <summary>
/// Figure 2(c) of Loertscher and Marx by linear programs on grids; <see cref="GridTable"/> says how close they come.
/// </summary>
public class PartnershipBaselineBenchmarks
{
    private readonly DiscretisedPartnership _forty = new(40);
    private readonly DiscretisedPartnership _eighty = new(80);
    private readonly DiscretisedPartnership _manyCells = new(160);

    /// <summary>80 x 80 pairs by Clp: 2.2e-5 short of the optimum.</summary>
    [Benchmark(Baseline = true)]
    public double Clp80() => _eighty.PairsByClp();

    /// <summary>160 x 160 pairs by Clp: 5.5e-6 short.</summary>
    [Benchmark]
    public double Clp160() => _manyCells.PairsByClp();

    /// <summary>40 x 40 pairs, proved exactly: 9.0e-5 short.</summary>
    [Benchmark]
    public double Exact40() => _forty.PairsExactly();

    /// <summary>80 cells in reduced form, proved exactly: 2.2e-5 short.</summary>
    [Benchmark]
    public double Reduced80() => _eighty.ReducedExactly();
}
