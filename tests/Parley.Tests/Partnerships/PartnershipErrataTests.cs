using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Grids;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Where Loertscher and Marx's appendix needs a correction, the numbers that show it; docs/theory/partnership.md has the arguments.</summary>
public sealed class PartnershipErrataTests
{
    private const double Rounding = 1e-12;
    private const double TenDigits = 1e-10;

    public static TheoryData<string> Names => ReferencePartnershipOracleTests.Names;

    /// <summary>Expected payments (1/2, 1, -3/4), which sum to kappa = 3/4: as printed they come to sum to -3/4.</summary>
    [Theory]
    [InlineData(-1, 0.75, 0, 0, 0)]
    [InlineData(1, -0.75, -0.25, 0.25, -1.5)]
    public void Footnote_3_has_the_sign_turned(int sign, double sum, double first, double second, double third)
    {
        double[] means = [0.5, 1, -0.75];
        double kappa = means.Sum();

        double[] constants = [.. means.Select(mean => sign * (mean - kappa) / 2)];
        double[] expected = [.. means.Select((mean, i) => mean - ((kappa - mean) / 2) + constants[i])];

        Assert.Equal(sum, expected.Sum(), Rounding);
        Assert.Equal([first, second, third], expected.Zip(means, (now, before) => now - before));
    }

    /// <summary>Footnote 3 as corrected: whatever is reported, payments sum to zero; on average over the others they are what was promised.</summary>
    [Fact]
    public void Ex_post_payments_sum_to_zero_and_keep_interim_payments()
    {
        Distribution[] types = [Atoms((0, 0.5), (1, 0.25), (3, 0.25)), Atoms((1, 0.4), (2, 0.6)), Atoms((0.5, 0.3), (2.5, 0.7))];
        PartnershipFindings findings = Solve(Partnerships.Of([0.5, 0.4, 0.1], [1, 0.8, 0.5], types));
        Dictionary<(int Agent, double Type), double> averages = [];
        foreach (Atom a in types[0].Atoms)
        {
            foreach (Atom b in types[1].Atoms)
            {
                foreach (Atom c in types[2].Atoms)
                {
                    Atom[] state = [a, b, c];
                    IReadOnlyList<double> payments = RealisedOutcome.At(findings, [.. state.Select(atom => atom.Value)]).Payments;
                    AssertNear(0, payments.Sum(), Rounding);
                    for (int i = 0; i < 3; i++)
                    {
                        double others = a.Probability * b.Probability * c.Probability / state[i].Probability;
                        averages[(i, state[i].Value)] = averages.GetValueOrDefault((i, state[i].Value)) + (others * payments[i]);
                    }
                }
            }
        }

        Assert.All(averages, average => AssertNear(findings.Interim(average.Key.Agent, average.Key.Type).Payment, average.Value, TenDigits));
    }

    /// <summary>Lemma B.2: no type gains less than those called worst off, and all of these the same.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Worst_off_types_gain_least(string name)
    {
        PartnershipFindings findings = Solve(Named(name).Partnership);
        for (int i = 0; i < findings.Partnership.Agents.Count; i++)
        {
            Distribution type = findings.Partnership.Agents[i].Type;
            (double low, double high) = findings.WorstOff(i);
            double least = findings.Interim(i, low).Payoff;

            AssertNear(least, findings.Interim(i, high).Payoff, 1e-9);
            Assert.All(Enumerable.Range(0, 101), k => Assert.InRange(findings.Interim(i, type.Low + (k * (type.High - type.Low) / 100)).Payoff, least - Rounding, double.PositiveInfinity));
        }
    }

    /// <summary>Lemma B.3 and the envelope: the slope of D in the multiplier is the budget, in a weight the partner's payoff.</summary>
    [Theory]
    [InlineData(1.1, -0.0186419753)]
    [InlineData(1.5, 0.0525)]
    public void The_slope_of_the_dual_function_is_the_budget(double multiplier, double budget)
    {
        const double Step = 1e-5;

        Assert.Equal(budget, At(NineToOne(), multiplier).Budget, TenDigits);
        Assert.Equal(budget, (At(NineToOne(), multiplier + Step).Dual - At(NineToOne(), multiplier - Step).Dual) / (2 * Step), 1e-8);

        SaddlePoint point = At(NineToOne(0.7), 1.2);
        Assert.Equal(0.0498887790410, point.Payoffs[1], TenDigits);
        Assert.Equal(point.Payoffs[1], (At(NineToOne(0.7 + Step), 1.2).Dual - At(NineToOne(0.7 - Step), 1.2).Dual) / (2 * Step), 1e-8);
    }

    /// <summary>Lemma B.4: rules Q^k with thresholds 1/2 + 1/(k + 2) are all monotone, and any two are at distance 1.</summary>
    [Fact]
    public void Lemma_B4_a_sequence_without_a_limit()
    {
        static double Threshold(int k) => 0.5 + (1.0 / (k + 2));
        static double Allocation(int k, double type) => type >= Threshold(k) ? 1 : 0;

        for (int k = 0; k < 20; k++)
        {
            double[] allocations = [.. Enumerable.Range(0, 101).Select(step => Allocation(k, step / 100.0))];
            Assert.Equal(allocations.Order(), allocations);
            for (int other = k + 1; other < 20; other++)
            {
                double between = (Threshold(k) + Threshold(other)) / 2;
                Assert.Equal(1, Math.Abs(Allocation(k, between) - Allocation(other, between)));
            }
        }
    }

    /// <summary>(B.18) to (B.20): the critical type is the omega with E psi = alpha E theta + (1 - alpha) omega; uniform types.</summary>
    [Fact]
    public void Critical_types_give_the_mean_of_ironed_virtual_types()
    {
        PartnershipFindings findings = Solve(NineToOne());
        double alpha = 1 / findings.Outcome.Bound!.Multiplier;
        for (int i = 0; i < 2; i++)
        {
            double z = findings.Outcome.Rules[0].Ironing[i];
            (double low, double high) = (z / (2 - alpha), (z + 1 - alpha) / (2 - alpha));
            double mean = ((2 - alpha) * low * low / 2) + (z * (high - low)) + ((2 - alpha) * (1 - (high * high)) / 2) - ((1 - alpha) * (1 - high));

            AssertNear((mean - (alpha / 2)) / (1 - alpha), findings.CriticalType(i), TenDigits);
        }
    }

    /// <summary>Footnote 16: a partner whose weight is the multiplier has no pool, so its ironing parameter does not matter, far from the first best too.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(0.95)]
    public void Footnote_16_ironing_parameters_need_not_be_unique(double ironing)
    {
        Partnership partnership = Named("two-uniform-weights").Partnership;
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(partnership);
        double[] levels = [ironing, outcome.Rules[0].Ironing[1]];
        PartnershipFindings findings = PartnershipFindings.Of(outcome with { Bound = new DualPoint(1, levels), Rules = [new AllocationRule(1, 1, levels, outcome.Rules[0].Ties)] });

        Assert.Equal(1, outcome.Bound!.Multiplier);
        Assert.False(findings.IsFirstBestAttained);
        AssertNear(0.149047619047619, findings.Objective, Rounding);
        AssertNear(0.149047619047619, findings.UpperBound, Rounding);
    }

    /// <summary>Tied pools are split so that everybody expects the share.</summary>
    [Fact]
    public void Tied_pools_get_their_shares()
    {
        PartnershipFindings findings = Solve(Named("five-uniform-tied-pools").Partnership);

        for (int i = 1; i < 5; i++)
        {
            AssertNear(findings.Partnership.Agents[i].Share, findings.Interim(i, findings.CriticalType(i)).Allocation, TenDigits);
        }
    }

    /// <summary>Theorem B.2 as printed shares out a deficit: at rho = 1 worst-off types would lose 0.0383333 each.</summary>
    [Fact]
    public void Theorem_B2_worst_off_types_would_pay_for_a_deficit()
    {
        SaddlePoint point = At(NineToOne(), 1);
        PartnershipFindings printed = Only(NineToOne(), new AllocationRule(1, 1, point.Ironing, point.Ties));
        PartnershipFindings solved = Solve(NineToOne());

        Assert.Equal(-23.0 / 300, point.Budget, Rounding);
        Assert.Equal(-23.0 / 600, printed.Interim(0, printed.WorstOff(0).Low).Payoff, Rounding);
        Assert.Equal(0, solved.Interim(0, solved.WorstOff(0).Low).Payoff, Rounding);
    }

    /// <summary>Theorem B.2 as printed shares out a surplus that counts rho &gt; 1 where it is: at rho = 3/2 this loses 0.02625.</summary>
    [Fact]
    public void Theorem_B2_a_surplus_counts_more_where_it_is()
    {
        SaddlePoint point = At(NineToOne(), 1.5);
        PartnershipFindings printed = Only(NineToOne(), new AllocationRule(1, 1.5, point.Ironing, point.Ties));

        Assert.Equal(0.02625, point.Dual - printed.Objective, Rounding);
    }

    /// <summary>Lemma C.1: Pi^e is concave in the shares, and its slopes are minus the worst-off types.</summary>
    [Fact]
    public void Lemma_C1_slopes_are_worst_off_types()
    {
        const double Step = 1e-5;
        Distribution[] types = [Partnerships.Unit, new BetaDistribution(2, 3, 0, 1), new UniformDistribution(0.25, 1.25)];
        PartnershipFindings Moved(double step) => Efficient(types, [0.5 + step, 0.2 - step, 0.3]);
        PartnershipFindings here = Moved(0);

        double slope = (Moved(Step).EfficientBudget - Moved(-Step).EfficientBudget) / (2 * Step);

        Assert.Equal(here.WorstOff(1).Low - here.WorstOff(0).Low, slope, 1e-7);
        Assert.True(Moved(0.1).EfficientBudget + Moved(-0.1).EfficientBudget < 2 * here.EfficientBudget);
    }

    /// <summary>Lemma C.2: the best shares make all worst-off types equal.</summary>
    [Fact]
    public void Lemma_C2_best_shares_equalise_worst_off_types()
    {
        Distribution[] types = [Partnerships.Unit, new UniformDistribution(0.5, 1.5), new UniformDistribution(0.5, 1.5)];
        Dissolution best = Dissolution.Of(Partnerships.Of([1, 0, 0], [1, 1, 1], types));
        PartnershipFindings findings = Efficient(types, best.Shares);

        AssertNear(0.934258545911, best.WorstOffType, 1e-11);
        for (int i = 0; i < 3; i++)
        {
            AssertNear(best.WorstOffType, findings.WorstOff(i).Low, TenDigits);
        }
    }

    /// <summary>Lemma C.3: two on [0, 1], two on [0.9, 1.9]; three vectors of shares are equally good, others less.</summary>
    [Theory]
    [InlineData(0.243951, 0.4, 0.4, 0.1, 0.1)]
    [InlineData(0.243951, 0.7, 0.1, 0.1, 0.1)]
    [InlineData(0.243951, 0.79, 0.01, 0.1, 0.1)]
    [InlineData(0.243626, 0.8, 0.0, 0.1, 0.1)]
    [InlineData(0.241603, 0.45, 0.35, 0.15, 0.05)]
    public void Lemma_C3_best_shares_need_not_be_unique(double budget, params double[] shares)
    {
        var upper = new UniformDistribution(0.9, 1.9);

        Assert.Equal(budget, Efficient([Partnerships.Unit, Partnerships.Unit, upper, upper], shares).EfficientBudget, 5e-7);
    }

    /// <summary>Lemma C.3: with two partners on [1/2, 3/2] the sole owner among them is worst off at 3/2; at 1 it gains 1/8 more.</summary>
    [Fact]
    public void Lemma_C3_worst_off_type_of_a_sole_owner()
    {
        var upper = new UniformDistribution(0.5, 1.5);
        PartnershipFindings efficient = Efficient([Partnerships.Unit, upper, upper], [0, 1, 0]);

        AssertNear(1.5, efficient.WorstOff(1).Low, TenDigits);
        AssertNear(0.5, efficient.Interim(1, 1).Allocation, TenDigits);
        AssertNear(0.125, efficient.Interim(1, 1).Payoff - efficient.Interim(1, 1.5).Payoff, Rounding);
    }

    /// <summary>Lemma C.4: 20 cases; the least budget is 0.002333333.</summary>
    [Fact]
    public void Lemma_C4_best_shares_have_a_positive_budget()
    {
        List<double> budgets = [];
        foreach (double low in new[] { 0, 0.25, 0.5, 0.75, 0.9 })
        {
            foreach ((int below, int above) in new[] { (1, 1), (1, 2), (2, 1), (2, 2) })
            {
                Distribution[] types = [.. Enumerable.Repeat(Partnerships.Unit, below), .. Enumerable.Repeat(new UniformDistribution(low, low + 1), above)];
                double[] equal = [.. types.Select(_ => 1.0 / types.Length)];
                budgets.Add(Efficient(types, Dissolution.Of(Partnerships.Of(equal, [.. types.Select(_ => 1.0)], types)).Shares).EfficientBudget);
            }
        }

        AssertNear(0.002333333, budgets.Min(), 5e-10);
    }

    /// <summary>Lemma C.6: the display calls this efficient, as its maximum leaves out the partner of weight 1; the optimum is 109/108, the first best 1.</summary>
    [Fact]
    public void Lemma_C6_the_maximum_runs_over_all()
    {
        Partnership partnership = Named("disjoint-weighty-outsider").Partnership;
        PartnershipFindings findings = Solve(partnership);
        PartnershipFindings efficient = Efficient([.. partnership.Agents.Select(agent => agent.Type)], [1, 0, 0]);
        double[] gains = [.. efficient.Payoffs.Select(payoff => payoff - (efficient.Budget / 3))];

        Assert.False(findings.IsFirstBestAttained);
        AssertNear(109.0 / 108, findings.Objective, Rounding);
        AssertNear(73.0 / 162, findings.Payoffs[0], Rounding);
        AssertNear(181.0 / 324, findings.Payoffs[1], Rounding);
        AssertNear(73.0 / 162, findings.Payoffs[2], Rounding);
        AssertNear(1, (0.5 * gains[0]) + gains[1] + efficient.Budget + (0.5 * gains[2]), Rounding);
    }

    /// <summary>Lemma C.6: a seller on [0, 1] who counts more gets the high price 3/2, the buyer's lowest value; one who counts less gets 1.</summary>
    [Theory]
    [InlineData(1, 0.8, 1.5)]
    [InlineData(0.8, 1, 1)]
    public void Lemma_C6_the_posted_price(double seller, double buyer, double price)
    {
        PartnershipFindings findings = Solve(Partnerships.Of([1, 0], [seller, buyer], Partnerships.Unit, new UniformDistribution(1.5, 2.5)));

        Assert.True(findings.IsFirstBestAttained);
        AssertNear(price - 0.5, findings.Payoffs[0], Rounding);
        AssertNear(2 - price, findings.Payoffs[1], Rounding);
    }

    /// <summary>Appendix D: if partner 2 paid the tax, its type 1/2 would gain twice the average tax more, (3/2) r (1 - r).</summary>
    [Theory]
    [InlineData(0.5, 0.375)]
    [InlineData(0.9, 0.135)]
    public void Appendix_D_who_pays_the_tax(double share, double difference)
    {
        (DoubleAuction auction, PartnershipFindings findings) = DoubleAuctions.Solve(share, [1, 0], Partnerships.Unit, Partnerships.Unit);
        const int Types = 2000;
        double received = Enumerable.Range(0, Types).Average(k => auction.Tax(0, (k + 0.5) / Types));

        AssertNear(0, findings.Interim(1, 0.5).Payoff, Rounding);
        Assert.Equal(difference, -2 * received, 1e-6);
    }

    /// <summary>
    /// The first partner's value 0 has the virtual cost 0, the level at which 0 and 1 are pooled. No lottery over orders of whole
    /// partners reaches the optimum, which a linear program shows to be the bound; orders that put sellers behind do.
    /// </summary>
    [Fact]
    public void Orders_of_parts_split_an_atom_from_its_own_pool()
    {
        Partnership partnership = Partnerships.Of(
            [4.0 / 17, 6.0 / 17, 7.0 / 17], [0.25, 0.5, 0.75],
            Atoms((0, 3.0 / 11), (1, 3.0 / 11), (2, 2.0 / 11), (4, 3.0 / 11)), Atoms((0, 2.0 / 7), (1, 1.0 / 7), (2, 1.0 / 7), (3, 3.0 / 7)), Atoms((0, 0.75), (4, 0.25)));
        PartnershipFindings findings = Solve(partnership);

        Assert.True(findings.IsAnswered);
        AssertNear(1.4247517189, findings.Objective, TenDigits);
        AssertNear(ReducedPartnershipProgram.Solve(GridPartnership.Finite(partnership, count: 0)).Value.ToDouble(), findings.Objective, TenDigits);
        Assert.Contains(findings.Outcome.Rules.SelectMany(rule => rule.Ties).SelectMany(ties => ties.Hierarchies), hierarchy => hierarchy.SplitsPartners);
    }

    private static Reference Named(string name) => Partnerships.References.Single(reference => reference.Name == name);

    private static Partnership NineToOne(double secondWeight = 1) => Partnerships.Of([0.9, 0.1], [1, secondWeight], Partnerships.Unit, Partnerships.Unit);

    private static DiscreteDistribution Atoms(params (double Value, double Probability)[] atoms) =>
        new(atoms.Select(atom => new Atom(atom.Value, atom.Probability)));

    private static SaddlePoint At(Partnership partnership, double multiplier) =>
        SaddlePoint.At(partnership, SolverGrids.Of(partnership), multiplier, CancellationToken.None);

    private static PartnershipFindings Solve(Partnership partnership) => PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));

    /// <summary>A rule with its budget, or deficit, shared out, optimal or not.</summary>
    private static PartnershipFindings Only(Partnership partnership, AllocationRule rule) =>
        PartnershipFindings.Of(new PartnershipOutcome(partnership, new DualPoint(rule.Multiplier, rule.Ironing), [rule], rule));

    /// <summary>The efficient rule, with its budget or deficit shared equally.</summary>
    private static PartnershipFindings Efficient(Distribution[] types, IReadOnlyList<double> shares)
    {
        Partnership partnership = Partnerships.Of([.. shares], [.. shares.Select(_ => 1.0)], types);
        SaddlePoint point = At(partnership, 1);
        return Only(partnership, new AllocationRule(1, 1, point.Ironing, point.Ties));
    }

    private static void AssertNear(double expected, double actual, double within) => Assert.InRange(actual, expected - within, expected + within);
}
