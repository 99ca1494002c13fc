using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Tests.Coalitions;

/// <summary>Each checker alone, on mechanisms and scales that violate exactly one condition.</summary>
public sealed class CheckerCertificateTests
{
    private static readonly CoalitionOutcome s_broker = Games.Solve(Games.Example("broker").Game());
    private static readonly CoalitionOutcome s_project = Games.Solve(Games.Example("work-project").Game());

    private static Subgame Pair => s_broker.Game.Restrict(s_broker.Game.CoalitionOf("buyer", "seller"));

    private static Threat PairThreat => s_broker.Find(Pair.Coalition)!;

    [Fact]
    public void Incentive_compatibility_names_who_gains_by_which_report_and_how_much()
    {
        // The seller takes each type's whole value: 90 of the weak, 30 of the strong. The weak gain 60 by a lie.
        Finding finding = IncentiveCompatibility.Check(Games.Mechanism(Pair, "1 trade (price=90)", "1 trade (price=30)"));

        Assert.False(finding.Holds);
        AssertWorst(finding, "buyer", "weak", "strong", "-60");
        Assert.Equal(["buyer", "seller"], finding.Worst!.Coalition);
    }

    [Fact]
    public void Incentive_compatibility_reports_the_smallest_loss_where_it_holds() =>
        AssertWorst(IncentiveCompatibility.Check(Games.Mechanism(Pair, "1 trade (price=30)", "1/2 trade (price=30); 1/2 nothing & nothing")), "buyer", "strong", "weak", "0");

    [Fact]
    public void Incentive_compatibility_is_vacuous_where_nobody_has_types()
    {
        CoalitionGame trade = Games.Example("two-person-trade").Game();

        Finding finding = IncentiveCompatibility.Check(Games.Always(trade.Restrict(trade.Everyone), "trade (price=0)"));

        Assert.Equal(Finding.Vacuous, finding);
        Assert.True(finding.Holds);
    }

    [Fact]
    public void Individual_rationality_names_who_does_better_alone()
    {
        Threat unfair = PairThreat with { Mechanism = PairThreat.Mechanism };
        unfair = new Threat(Games.Always(Pair, "trade (price=90)"), unfair.Efficiency, []);

        Finding finding = IndividualRationality.Check(unfair);

        Assert.False(finding.Holds);
        AssertWorst(finding, "buyer", "strong", "", "-60");
    }

    [Fact]
    public void Individual_rationality_compares_with_the_best_that_a_type_can_do_alone()
    {
        CoalitionGame game = Games.GameOf("""
            players: { a: { types: { low: 1/2, high: 1/2 } }, b: {} }
            decisions:
              - { coalition: a, name: rest, payoffs: {} }
              - { coalition: a, name: work, payoffs: { a: { low: -1, high: 7 } } }
              - { coalition: [a, b], name: join, payoffs: { a: 5, b: 1 } }
            """);
        Threat joined = new(Games.Always(game.Restrict(game.Everyone), "join"), Weights(game.Restrict(game.Everyone)), []);

        Assert.Equal((Rational.Zero, 7), (game.BestAlone(0, 0), game.BestAlone(0, 1)));
        AssertWorst(IndividualRationality.Check(joined), "a", "high", "", "-2");
    }

    [Fact]
    public void Efficiency_of_a_dominated_mechanism_has_no_valid_weights()
    {
        // Doing nothing is worse for everybody than trading at 30: no positive weights and multipliers support it.
        var random = new Random(4);
        Mechanism nothing = Games.Always(Pair, "nothing & nothing");
        for (int trial = 0; trial < 300; trial++)
        {
            var evidence = new EfficiencyEvidence.Supported(RandomWeights(Pair, random), RandomMultipliers(Pair, random));
            Finding finding = IncentiveEfficiency.Check(new Threat(nothing, evidence, []));

            Assert.True(finding.Slack < 0, $"trial {trial}");
            Assert.Equal("", finding.Worst!.Party);
        }
    }

    [Fact]
    public void Efficiency_with_forged_weights_or_multipliers_leaves_a_gap()
    {
        var (weights, multipliers) = Assert.IsType<EfficiencyEvidence.Supported>(PairThreat.Efficiency);
        Assert.Equal(Rational.Zero, IncentiveEfficiency.Check(PairThreat).Slack);

        TypeVector forged = TypeVector.Of(Pair.States, (member, type) => member == 1 ? weights[member, type] + 1 : weights[member, type]);
        Assert.True(IncentiveEfficiency.Check(PairThreat with { Efficiency = new EfficiencyEvidence.Supported(forged, multipliers) }).Slack < 0);
        var none = new EfficiencyEvidence.Supported(weights, Multipliers.None);
        Assert.NotEmpty(multipliers.Entries);
        Assert.True(IncentiveEfficiency.Check(PairThreat with { Efficiency = none }).Slack < 0);
    }

    [Fact]
    public void Efficiency_of_a_dominated_mechanism_shows_what_the_better_one_adds()
    {
        Mechanism better = Games.Always(Pair, "trade (price=30)");
        var dominated = new Threat(Games.Always(Pair, "nothing & nothing"), new EfficiencyEvidence.Dominated(better), []);

        Finding finding = IncentiveEfficiency.Check(dominated);

        Assert.False(finding.Holds);
        Assert.Equal(-(60 + 0 + 30), finding.Slack);
    }

    [Fact]
    public void Strong_solution_accepts_what_each_dictator_demands()
    {
        foreach (CoalitionOutcome outcome in new[] { s_broker, s_project })
        {
            foreach (Threat threat in outcome.Threats.Where(threat => threat.Coalition.Count > 1))
            {
                Assert.All(threat.Dictatorships, demand => Assert.Equal(
                    Rational.Zero, Finding.Tightest([StrongSolution.Check(demand, outcome.ValueWithout(threat.Mechanism.Subgame, demand.Member))]).Slack));
            }
        }
    }

    [Fact]
    public void Strong_solution_refuses_a_demand_that_others_would_not_take_part_in()
    {
        Dictatorship demand = SellersDemand with { Mechanism = Games.Always(Pair, "trade (price=90)") };

        Finding[] safety = [.. StrongSolution.Safety(demand.Mechanism, 1, SellersOutside)];

        AssertWorst(Finding.Tightest(safety), "buyer", "strong", "", "-60");
        Assert.False(StrongSolution.Check(demand, SellersOutside).Holds);
    }

    [Fact]
    public void Strong_solution_refuses_a_demand_that_others_would_lie_to()
    {
        Dictatorship demand = SellersDemand with { Mechanism = Games.Mechanism(Pair, "1 trade (price=90)", "1 trade (price=30)") };

        AssertWorst(Finding.Tightest(StrongSolution.Safety(demand.Mechanism, 1, SellersOutside)), "buyer", "weak", "strong", "-60");
        Assert.False(StrongSolution.Undominated(demand, SellersOutside).Holds);
    }

    [Fact]
    public void Strong_solution_refuses_a_demand_of_which_the_dictator_would_repent()
    {
        // The informed buyer pays 30 if weak and nothing if strong: the weak type would say that it is strong.
        Dictatorship demand = PairThreat.Dictatorships.Single(demand => demand.Member == 0) with
        {
            Mechanism = Games.Mechanism(Pair, "1 trade (price=30)", "1 trade (price=0)"),
        };

        AssertWorst(Finding.Tightest(StrongSolution.Safety(demand.Mechanism, 0, [[], [Rational.Zero]])), "buyer", "weak", "strong", "-30");
    }

    [Fact]
    public void Strong_solution_refuses_a_safe_demand_that_is_dominated()
    {
        Dictatorship modest = SellersDemand with { Mechanism = Games.Always(Pair, "trade (price=30)") };

        Assert.True(Finding.Tightest(StrongSolution.Safety(modest.Mechanism, 1, SellersOutside)).Holds);
        Assert.False(StrongSolution.Undominated(modest, SellersOutside).Holds);
        Assert.False(StrongSolution.IsExact(modest, SellersOutside));
        Assert.True(StrongSolution.IsExact(SellersDemand, SellersOutside));
    }

    [Fact]
    public void Safety_is_given_the_dictators_type_and_not_only_on_average()
    {
        // The used good's seller: selling high quality for 10 and low quality for 0 gives the buyer 5 given low and 0
        // given high; selling both for 5 gives it 5 and 0: exact on average is not exact, but safe, for each type.
        CoalitionOutcome outcome = Games.Solve(Games.Example("used-good").Game());
        Subgame subgame = outcome.Game.Restrict(outcome.Game.Everyone);
        IReadOnlyList<Rational[]> outside = [[], [Rational.Zero]];

        // At price 10 the high type breaks even with the buyer, who loses 5 from the low type.
        Finding unsafeGivenLow = Finding.Tightest(StrongSolution.Safety(Games.Always(subgame, "trade (price=10)"), 0, outside));
        AssertWorst(unsafeGivenLow, "buyer", "", "", "-5");
        // Half the time at 5, half at 10: the buyer expects 0.4 * 2.5 - 0.6 * 2.5 < 0; for the high type alone +2.5.
        AssertWorst(
            Finding.Tightest(StrongSolution.Safety(Games.Always(subgame, "trade (price=5)"), 0, outside)), "seller", "high", "low", "0");
    }

    /// <summary>
    /// Errata of Definition 4: in section 6, "player 3 takes all" is warranted once the multipliers of the others' threats
    /// are left free (10 on a slack constraint suffices), and is refused by ours.
    /// </summary>
    [Fact]
    public void Warranted_claims_refuse_what_definition_4_as_printed_would_admit()
    {
        Subgame all = s_project.Game.Restrict(s_project.Game.Everyone);
        Threat solved = s_project.Threats[^1];
        Threat takesAll = solved with { Mechanism = Games.Always(all, "one pays for three & nothing") };
        takesAll = new Threat(takesAll.Mechanism, solved.Efficiency, []);
        Assert.Equal(Games.Rs("0 0 10 5"), takesAll.Value.Flat());
        Assert.Equal(Rational.Zero, IncentiveEfficiency.Check(takesAll).Slack);

        Assert.True(IsWarrantedAsPrinted(takesAll, alpha: 10), "the counter-example no longer is one");
        Assert.False(IsWarrantedAsPrinted(takesAll, alpha: 0));
        Assert.True(IsWarrantedAsPrinted(solved, alpha: 0));

        Finding finding = WarrantedClaims.Check(s_project, takesAll);
        Assert.True(finding.Slack < 0);
        Assert.NotNull(finding.Worst);
        Assert.Equal(Rational.Zero, WarrantedClaims.Check(s_project, solved).Slack);
    }

    [Fact]
    public void Warranted_claims_refuse_dominated_evidence_with_an_exception()
    {
        Threat threat = PairThreat with { Efficiency = new EfficiencyEvidence.Dominated(PairThreat.Mechanism) };

        Assert.Throws<ArgumentException>(() => WarrantedClaims.Check(s_broker, threat));
    }

    [Fact]
    public void Warranted_claims_notice_a_threat_that_was_exchanged()
    {
        // The pair's threat replaced by the seller's demand: the grand coalition's claims are then wrong by the difference.
        CoalitionOutcome other = s_broker with
        {
            Threats = [.. s_broker.Threats.Select(threat => threat.Coalition == Pair.Coalition
                ? new Threat(SellersDemand.Mechanism, threat.Efficiency, threat.Dictatorships)
                : threat)],
        };
        other = new CoalitionOutcome(other.Game, other.Concept, other.Threats);

        Assert.False(WarrantedClaims.Check(other, other.Threats[^1]).Holds);
        IReadOnlyList<Promise> promises = CoalitionAudit.Run(other);
        Assert.Contains(promises, promise => promise is { Name: "warranted-claims", IsBroken: true });
        Assert.Contains(promises, promise => promise is { Name: "strong-solutions", IsBroken: true });
    }

    [Fact]
    public void The_audit_refuses_a_random_dictatorship_that_is_not_the_average_of_its_dictators()
    {
        CoalitionOutcome solved = Games.Solve(Games.Example("used-good").Game(), CoalitionConcept.RandomDictatorship);
        Threat last = solved.Threats[^1];
        var sellersDemand = new Threat(last.Dictatorships[0].Mechanism, last.Efficiency, last.Dictatorships);
        var forged = new CoalitionOutcome(solved.Game, solved.Concept, [.. solved.Threats.SkipLast(1), sellersDemand]);

        Assert.Equal(["threat of {seller, buyer}: a random dictatorship is the average of every member's demand"], EvidenceFlaws.Of(forged));
    }

    [Fact]
    public void Evidence_of_solved_examples_has_no_flaws()
    {
        Assert.Empty(EvidenceFlaws.Of(s_broker));
        Assert.Empty(EvidenceFlaws.Of(s_project));
    }

    [Fact]
    public void Evidence_flaws_name_the_threat_that_is_missing() => Assert.Equal(
        ["the threat of {seller, broker} is missing or out of order"],
        EvidenceFlaws.Of(new CoalitionOutcome(s_broker.Game, s_broker.Concept, [.. s_broker.Threats.Where((_, k) => k != 5)])));

    [Fact]
    public void Evidence_flaws_name_what_is_unanswered_and_is_not() => Assert.Equal(
        ["every coalition has a threat, so none is unanswered"],
        EvidenceFlaws.Of(s_broker with { Unanswered = new Unanswered(s_broker.Game.Everyone, "tired", []) }));

    [Fact]
    public void Evidence_flaws_name_weights_that_are_not_positive_or_do_not_sum_to_1()
    {
        var (weights, multipliers) = Assert.IsType<EfficiencyEvidence.Supported>(PairThreat.Efficiency);

        AssertFlaw(With(PairThreat with { Efficiency = new EfficiencyEvidence.Supported(
            TypeVector.Of(Pair.States, (member, type) => 2 * weights[member, type]), multipliers) }),
            "threat of {buyer, seller}: the utility weights must be positive and sum to 1");
        AssertFlaw(With(PairThreat with { Efficiency = new EfficiencyEvidence.Supported(
            TypeVector.Of(Pair.States, (member, _) => member), multipliers) }),
            "threat of {buyer, seller}: the utility weights must be positive and sum to 1");
    }

    [Fact]
    public void Evidence_flaws_name_negative_multipliers()
    {
        var (weights, _) = Assert.IsType<EfficiencyEvidence.Supported>(PairThreat.Efficiency);
        var negative = new Multipliers([(0, 0, 1, Games.R("-1/2"))]);

        AssertFlaw(With(PairThreat with { Efficiency = new EfficiencyEvidence.Supported(weights, negative) }),
            "threat of {buyer, seller}: the multiplier -1/2 is negative");
        AssertFlaw(With(PairThreat with { Dictatorships = [PairThreat.Dictatorships[0], PairThreat.Dictatorships[1] with { Multipliers = negative }] }),
            "threat of {buyer, seller}: dictator seller: the multiplier -1/2 is negative");
    }

    [Fact]
    public void Evidence_flaws_name_a_better_mechanism_that_is_none()
    {
        Threat[] notBetter =
        [
            PairThreat with { Efficiency = new EfficiencyEvidence.Dominated(PairThreat.Mechanism) },
            new Threat(Games.Always(Pair, "nothing & nothing"), new EfficiencyEvidence.Dominated(Games.Mechanism(Pair, "1 trade (price=30)", "1/2 trade (price=30); 1/2 trade (price=0)")), []),
        ];
        foreach (Threat threat in notBetter)
        {
            AssertFlaw(With(threat) with { Concept = CoalitionConcept.RandomDictatorship },
                "threat of {buyer, seller}: the mechanism said to be better is not better, or not incentive compatible");
            AssertFlaw(With(threat), "threat of {buyer, seller}: a neutral procedural solution cannot be dominated");
        }
    }

    [Fact]
    public void Evidence_flaws_name_missing_demands_and_weights_of_the_wrong_sign()
    {
        AssertFlaw(With(PairThreat with { Dictatorships = [PairThreat.Dictatorships[0], SellersDemand with { Weights = TypeVector.Of(Pair.States, (member, _) => 1 - member) }] }),
            "threat of {buyer, seller}: dictator seller: the weights must be positive on the dictator's types, nowhere negative, and sum to 1");
    }

    [Fact]
    public void A_threat_is_a_random_dictatorship_exactly_where_all_demands_average_to_it()
    {
        Assert.Equal(ThreatLabel.RandomDictatorship, PairThreat.Label);
        Assert.Equal(ThreatLabel.Interior, (PairThreat with { Dictatorships = [PairThreat.Dictatorships[0]] }).Label);
        Assert.Equal(ThreatLabel.Interior, (PairThreat with { Dictatorships = [PairThreat.Dictatorships[0], PairThreat.Dictatorships[0]] }).Label);
        Assert.Equal(ThreatLabel.Interior, new Threat(SellersDemand.Mechanism, PairThreat.Efficiency, PairThreat.Dictatorships).Label);
    }

    private static IReadOnlyList<Rational[]> SellersOutside => [Games.Rs("0 0"), []];

    private static Dictatorship SellersDemand => PairThreat.Dictatorships.Single(demand => demand.Member == 1);

    private static void AssertFlaw(CoalitionOutcome outcome, string flaw) => Assert.Contains(flaw, EvidenceFlaws.Of(outcome));

    private static CoalitionOutcome With(Threat replaced) => new(
        s_broker.Game, s_broker.Concept, [.. s_broker.Threats.Select(threat => threat.Coalition == replaced.Coalition ? replaced : threat)]);

    private static EfficiencyEvidence.Supported Weights(Subgame subgame) =>
        new(TypeVector.Of(subgame.States, (_, _) => Games.R("1/3")), Multipliers.None);

    private static TypeVector RandomWeights(Subgame subgame, Random random)
    {
        TypeVector raw = TypeVector.Of(subgame.States, (_, _) => random.Next(1, 20));
        return TypeVector.Of(subgame.States, (member, type) => raw[member, type] / raw.Sum());
    }

    private static Multipliers RandomMultipliers(Subgame subgame, Random random) => new(
        [(0, 0, 1, new Rational(random.Next(0, 5), 3)), (0, 1, 0, new Rational(random.Next(0, 5), 3))]);

    private static void AssertWorst(Finding finding, string party, string type, string reported, string amount)
    {
        Assert.NotNull(finding.Worst);
        Assert.Equal((party, type, reported, Games.R(amount)), (finding.Worst.Party, finding.Worst.True, finding.Worst.Reported, finding.Worst.Amount));
        Assert.Equal(finding.Slack, finding.Worst.Amount);
    }

    /// <summary>
    /// NPS1 and NPS2 with epsilon 0, the threats' multipliers free: alpha times the slack of player 3's false reports
    /// raises what the others' threats are virtually worth, and so lowers the claims of players 1 and 2.
    /// </summary>
    private static bool IsWarrantedAsPrinted(Threat threat, Rational alpha)
    {
        Subgame all = threat.Mechanism.Subgame;
        var (weights, multipliers) = (EfficiencyEvidence.Supported)threat.Efficiency;
        Rational worth = Naive.DualValue(all, (i, t) => weights[i, t], (i, t, tau) => multipliers[i, t, tau]);
        Rational[] worths = Naive.VirtualWorths(all, (i, t) => weights[i, t], (i, t, tau) => multipliers[i, t, tau]);
        bool holds = true;
        for (int i = 0; i < 2; i++)
        {
            Threat without = s_project.Find(all.Coalition.Without(i))!;
            Rational slack = new[] { (0, 1), (1, 0) }.Max(lie =>
                Naive.Interim(without.Mechanism, 1, lie.Item1, lie.Item1) - Naive.Interim(without.Mechanism, 1, lie.Item1, lie.Item2));
            Rational reserved = (weights[1 - i, 0] * without.Value[0, 0]) + (weights[2, 0] * without.Value[1, 0]) + (weights[2, 1] * without.Value[1, 1]) + (alpha * slack);
            Rational claim = (worth - reserved) / weights[i, 0];
            holds &= 3 * threat.Value[i, 0] >= s_project.ThreatSum(all)[i, 0] + claim;
        }

        // Player 3's claims: a residual of the pair {1, 2}, which has no incentive constraints, type by type.
        Threat pair = s_project.Find(all.Coalition.Without(2))!;
        Rational pairWorth = (weights[0, 0] * pair.Value[0, 0]) + (weights[1, 0] * pair.Value[1, 0]);
        for (int t = 0; t < 2; t++)
        {
            Rational own = weights[2, t] + multipliers[2, t, 1 - t];
            Rational largest = (3 * threat.Value[2, t]) - s_project.ThreatSum(all)[2, t];
            Rational other = (3 * threat.Value[2, 1 - t]) - s_project.ThreatSum(all)[2, 1 - t];
            holds &= (own * largest) - (multipliers[2, 1 - t, t] * other) >= Naive.Chance(all, 2, t) * (worths[t] - pairWorth);
        }

        return holds;
    }
}
