using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Published numbers of partnerships, and the examples that show them.</summary>
public sealed class PartnershipPublishedExampleTests
{
    private const double Rounding = 1e-12;
    private const double TenDigits = 1e-10;

    /// <summary>Every example of a partnership.</summary>
    public static TheoryData<string> Examples =>
        [.. Repository.ExampleNames.Where(name => File.ReadAllText(Repository.Example(name)).Contains("\nkind: partnership\n", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_answered(string name)
    {
        PartnershipFindings findings = SolveExample(name);

        Assert.True(findings.IsAnswered);
        Assert.InRange(findings.Budget, -findings.Tolerance, double.PositiveInfinity);
        AssertNear(findings.UpperBound, findings.Objective, TenDigits);
    }

    /// <summary>Loertscher and Marx, Figure 2(c): equal weights, r = (0.9, 0.1), both uniform on [0, 1].</summary>
    [Fact]
    public void Figure_2c()
    {
        PartnershipFindings findings = SolveExample("partners-nine-to-one");

        AssertNear(1.1520737093, findings.Outcome.Bound!.Multiplier, TenDigits);
        AssertNear(0.886800001762240, findings.Outcome.Rules[0].Ironing[0], TenDigits);
        AssertNear(0.113199998237760, findings.Outcome.Rules[0].Ironing[1], TenDigits);
        AssertNear(0.8416961200, findings.CriticalType(0), TenDigits);
        AssertNear(0.1583038800, findings.CriticalType(1), TenDigits);
        Assert.All(findings.Payoffs, payoff => AssertNear(0.0808781192, payoff, TenDigits));
        AssertNear(-23.0 / 300, findings.EfficientBudget, Rounding);
        Assert.False(findings.IsFirstBestAttainable);
    }

    /// <summary>Myerson and Satterthwaite (1983): they trade if the buyer's value is higher by 1/4.</summary>
    [Fact]
    public void Owner_and_buyer()
    {
        PartnershipFindings findings = SolveExample("owner-and-buyer");

        AssertNear(1.5, findings.Outcome.Bound!.Multiplier, TenDigits);
        AssertNear(9.0 / 64, findings.Gains, Rounding);
        AssertNear(-1.0 / 6, findings.EfficientBudget, Rounding);
        Assert.Equal([1, 0], RealisedOutcome.At(findings, [0.3, 0.5499]).Chances);
        Assert.Equal([0, 1], RealisedOutcome.At(findings, [0.3, 0.5501]).Chances);
    }

    [Fact]
    public void Dissolving_three()
    {
        PartnershipFindings findings = SolveExample("dissolving-three");

        Assert.True(findings.IsFirstBestAttained);
        AssertNear(CramtonGibbonsKlemperer([1.0 / 3, 1.0 / 3, 1.0 / 3]), findings.EfficientBudget, Rounding);
        AssertNear(0.25, findings.Gains, Rounding);
        AssertNear(17.0 / 1500, RealisedOutcome.At(findings, [0.5, 0, 0.6]).Payments[0], Rounding); // paid without getting the firm
    }

    /// <summary>Cramton, Gibbons and Klemperer (1987): Pi^e = (n - 1)/(n + 1) - ((n - 1)/n) sum of r_i^(n/(n - 1)), uniform on [0, 1].</summary>
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.7, 0.3)]
    [InlineData(1.0, 0.0)]
    [InlineData(0.5, 0.3, 0.2)]
    [InlineData(0.6, 0.4, 0.0)]
    [InlineData(0.8, 0.1, 0.1)]
    [InlineData(0.25, 0.25, 0.25, 0.25)]
    [InlineData(0.7, 0.2, 0.1, 0.0)]
    [InlineData(0.9, 0.025, 0.025, 0.025, 0.025)]
    public void Budgets_of_the_first_best(params double[] shares)
    {
        Distribution[] types = [.. shares.Select(_ => Partnerships.Unit)];
        PartnershipFindings findings = Solve(Partnerships.Of(shares, [.. shares.Select(_ => 1.0)], types));

        double expected = CramtonGibbonsKlemperer(shares);

        AssertNear(expected, findings.EfficientBudget, Rounding);
        Assert.Equal(expected >= 0, findings.IsFirstBestAttainable);
        Assert.Equal(expected >= 0, findings.IsFirstBestAttained);
    }

    [Fact]
    public void One_sided_weight()
    {
        PartnershipFindings findings = SolveExample("one-sided-weight");

        AssertNear((1 + (3 * 0.3) - (3 * 0.09)) / 12, findings.Payoffs[0], Rounding);
        AssertNear((1 - (3 * 0.3) + (3 * 0.09)) / 24, findings.Payoffs[1], Rounding);
    }

    /// <summary>Appendix D, w = (1, 0): Proposition D.1 and the saddle of D.3.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void Proposition_D1(double r)
    {
        PartnershipFindings findings = Solve(Partnerships.Of([r, 1 - r], [1, 0], Partnerships.Unit, Partnerships.Unit));

        AssertNear((1 + (3 * r) - (3 * r * r)) / 12, findings.Payoffs[0], Rounding);
        AssertNear((1 - (3 * r) + (3 * r * r)) / 24, findings.Payoffs[1], Rounding);
        (double low, double high) = findings.WorstOff(1);
        AssertNear((1 - r) / 2, low, TenDigits);
        AssertNear((2 - r) / 2, high, TenDigits);
        AssertNear(0.75 - (r / 2), findings.CriticalType(1), TenDigits);
        AssertNear(1 - r, findings.Outcome.Rules[0].Ironing[1], TenDigits);
        AssertNear(0, findings.Interim(1, 0.5).Payoff, Rounding);
        AssertNear(0, findings.Interim(1, 0.75 - (r / 2)).Payoff, Rounding);
    }

    /// <summary>Lemma C.5 would exclude this: three different weights, and the first best is attained.</summary>
    [Fact]
    public void Lemma_C5_counterexample()
    {
        PartnershipFindings findings = Solve(Partnerships.Of(
            [1, 0, 0], [1, 0.75, 0.5], Partnerships.Unit, new UniformDistribution(1.5, 2.5), new BetaDistribution(1, 2, 1.5, 2.5)));

        Assert.True(findings.IsFirstBestAttained);
        AssertNear(25.0 / 12, findings.FirstBest, Rounding);
        AssertNear(19.0 / 12, findings.Gains, Rounding);
        AssertNear(3.0 / 4, findings.Budget, Rounding);
        AssertNear(5.0 / 4, findings.Payoffs[0], Rounding);
        AssertNear(1.0 / 4, findings.Payoffs[1], Rounding);
        AssertNear(1.0 / 12, findings.Payoffs[2], Rounding);
        AssertNear(71.0 / 48, findings.Objective, Rounding);
    }

    /// <summary>Revenue stays 0 however much money counts: the source says it becomes positive.</summary>
    [Fact]
    public void No_gains_from_trade()
    {
        PartnershipFindings findings = Solve(Partnerships.Of([1, 0], [1, 1], new UniformDistribution(2, 3), Partnerships.Unit));

        Assert.True(findings.IsAnswered);
        Assert.True(findings.IsFirstBestAttained);
        AssertNear(0, findings.Objective, Rounding);
        AssertNear(0, findings.Budget, Rounding);
    }

    /// <summary>ben is bought out for 0.32; the theory page computes the rest at 40 digits.</summary>
    [Fact]
    public void Fixed_buy_out()
    {
        PartnershipFindings findings = SolveExample("fixed-buy-out");

        AssertNear(1.041446012275, findings.Outcome.Bound!.Multiplier, TenDigits);
        AssertNear(0.246538869354, findings.Objective, Rounding);
        AssertNear(0.168162718538, findings.Outcome.Rules[0].Ironing[0], TenDigits);
    }

    [Fact]
    public void Few_values()
    {
        PartnershipFindings findings = SolveExample("few-values");

        Assert.Equal(2, findings.Outcome.Rules.Count);
        AssertNear(1.2, findings.Outcome.Bound!.Multiplier, TenDigits);
        AssertNear(11.0 / 85, findings.Outcome.Rules.Single(rule => rule.Multiplier > 1.1).Probability, TenDigits);
        AssertNear(148.0 / 75, findings.Gains, TenDigits);
        AssertNear(0, findings.Budget, TenDigits);
    }

    /// <summary>Seller with cost 0 or 3, buyer with value 1 or 4: 32/15 by a lottery, 16/9 by the right-hand rule alone.</summary>
    [Fact]
    public void A_kink_is_a_lottery_of_two_rules()
    {
        PartnershipFindings findings = Solve(Partnerships.Of(
            [1, 0], [1, 1],
            new DiscreteDistribution([new Atom(0, 2.0 / 3), new Atom(3, 1.0 / 3)]),
            new DiscreteDistribution([new Atom(1, 1.0 / 3), new Atom(4, 2.0 / 3)])));

        Assert.Equal(2, findings.Outcome.Rules.Count);
        AssertNear(32.0 / 15, findings.Objective, TenDigits);
        AssertNear(32.0 / 15, findings.UpperBound, TenDigits);
        AssertNear(0, findings.Budget, TenDigits);
        Assert.All(findings.Outcome.Rules, rule => Assert.InRange(rule.Probability, 0.1, 0.9));
    }

    /// <summary>Types in the valley between the peaks expect one and the same.</summary>
    [Fact]
    public void Two_peaks()
    {
        PartnershipFindings findings = SolveExample("two-peaks");

        Assert.Equal(findings.Interim(1, 0.3).Allocation, findings.Interim(1, 0.5).Allocation, Rounding);
        Assert.True(findings.Interim(1, 0.6).Allocation > findings.Interim(1, 0.5).Allocation + 0.1);
    }

    /// <summary>Greta only sells: even her highest type expects less of the firm than she owns.</summary>
    [Fact]
    public void Family_firm()
    {
        PartnershipFindings findings = SolveExample("family-firm");

        Assert.Equal((4, 4), findings.WorstOff(0));
        Assert.True(findings.Interim(0, 4).Allocation < 0.55);
        AssertNear(0.15, findings.Interim(2, 2.4).Allocation, TenDigits);
        AssertNear(0, findings.Budget, TenDigits);
    }

    private static double CramtonGibbonsKlemperer(double[] shares)
    {
        double n = shares.Length;
        return ((n - 1) / (n + 1)) - ((n - 1) / n * shares.Sum(share => Math.Pow(share, n / (n - 1))));
    }

    private static PartnershipFindings SolveExample(string name) =>
        Solve(((PartnershipProblem)ProblemReader.Read(ProblemSource.FromText(File.ReadAllText(Repository.Example(name))))).Partnership);

    private static PartnershipFindings Solve(Partnership partnership) => PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));

    private static void AssertNear(double expected, double actual, double within) => Assert.InRange(actual, expected - within, expected + within);
}
