using BenchmarkDotNet.Attributes;
using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Partnerships;
using Parley.Problems.Promises;

namespace Parley.Bench;

/// <summary>
/// Partnerships from two to a hundred partners, the frontier, and the audit; the discretised programs that somebody would
/// write instead are in <see cref="PartnershipBaselineBenchmarks"/>.
/// </summary>
public class PartnershipBenchmarks
{
    private readonly Partnership _twoUniform = BenchPartnerships.TwoUniform;
    private readonly Partnership _twoBeta = BenchPartnerships.TwoBeta;
    private readonly Partnership _twenty = BenchPartnerships.Mixed(20, 1);
    private readonly Partnership _hundred = BenchPartnerships.Mixed(100, 2);
    private readonly PartnershipOutcome _outcome = IncompleteInformationBargaining.Solve(BenchPartnerships.TwoUniform);

    /// <summary>Figure 2(c).</summary>
    [Benchmark(Baseline = true)]
    public PartnershipOutcome TwoUniform() => IncompleteInformationBargaining.Solve(_twoUniform);

    /// <summary>Two beta partners.</summary>
    [Benchmark]
    public PartnershipOutcome TwoBeta() => IncompleteInformationBargaining.Solve(_twoBeta);

    /// <summary>Twenty partners of four families.</summary>
    [Benchmark]
    public PartnershipOutcome Twenty() => IncompleteInformationBargaining.Solve(_twenty);

    /// <summary>A hundred partners of four families.</summary>
    [Benchmark]
    public PartnershipOutcome Hundred() => IncompleteInformationBargaining.Solve(_hundred);

    /// <summary>A frontier of a thousand points, half along weights and half along shares, of uniform partners.</summary>
    [Benchmark]
    public Frontier FrontierUniform() => FrontierSearch.Solve(_twoUniform, 500);

    /// <summary>The same of beta partners.</summary>
    [Benchmark]
    public Frontier FrontierBeta() => FrontierSearch.Solve(_twoBeta, 500);

    /// <summary>The whole audit of Figure 2(c): all integrals again, and 400 x 400 misreports of each partner.</summary>
    [Benchmark]
    public IReadOnlyList<Promise> Audit() => PartnershipAudit.Run(PartnershipFindings.Of(_outcome));
}
