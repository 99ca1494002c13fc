using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// Axioms that every rule claims, on random games. Where a value must stay the same or move in a known way, games are
/// compared whose coalitions all act by random dictatorship: there the value is unique.
/// </summary>
public sealed class CoalitionSolutionPropertyTests
{
    public static TheoryData<CoalitionConcept> Concepts => [CoalitionConcept.NeutralProcedural, CoalitionConcept.RandomDictatorship];

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Every_threat_is_incentive_compatible_and_individually_rational(CoalitionConcept concept) => ForRandomOutcomes(concept, 1, outcome =>
        Assert.All(outcome.Threats, threat =>
        {
            Assert.True(IncentiveCompatibility.Check(threat.Mechanism).Holds);
            Assert.True(IndividualRationality.Check(threat).Holds);
        }));

    [Fact]
    public void Every_neutral_threat_is_efficient_and_warranted() => ForRandomOutcomes(CoalitionConcept.NeutralProcedural, 2, outcome =>
        Assert.All(outcome.Threats, threat =>
        {
            Assert.Equal(Rational.Zero, IncentiveEfficiency.Check(threat).Slack);
            Finding warranted = WarrantedClaims.Check(outcome, threat);
            Assert.True(threat.Warrants.Count > 0 ? warranted.Holds : warranted.Slack.IsZero);
        }));

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Every_type_gets_the_average_of_its_claim_and_of_what_it_has_without_each_other_member(CoalitionConcept concept) =>
        ForRandomOutcomes(concept, 3, outcome =>
        {
            foreach (Threat threat in outcome.Threats.Where(threat => threat.Coalition.Count > 1 && threat.Label == ThreatLabel.RandomDictatorship))
            {
                Subgame subgame = threat.Mechanism.Subgame;
                foreach (Dictatorship demand in threat.Dictatorships.Where(demand => StrongSolution.IsExact(demand, outcome.ValueWithout(subgame, demand.Member))))
                {
                    // (5.1): in an exact dictatorship the others keep their threats, so what the dictator demands is
                    // its claim |S| U - c if all are exact.
                    if (threat.Dictatorships.All(other => StrongSolution.IsExact(other, outcome.ValueWithout(subgame, other.Member))))
                    {
                        Assert.Equal(outcome.Claims(subgame, threat.Value).Of(demand.Member), demand.Mechanism.Payoffs().Of(demand.Member));
                    }
                }
            }
        });

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Renaming_and_reordering_players_permutes_the_value(CoalitionConcept concept) =>
        Compare(concept, 4, game => Reordered(game), (game, value) => [.. value.Reverse()]);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Reordering_types_permutes_the_value(CoalitionConcept concept) => Compare(
        concept,
        5,
        game => Transformed(game, player => [.. Enumerable.Range(0, game.Players[player].Types.Count).Reverse()], _ => Rational.One, (_, _, payoff) => payoff),
        (game, value) => [.. value.Select(row => row.Reverse().ToArray())]);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Changing_the_unit_of_a_players_payoffs_changes_its_value_alike(CoalitionConcept concept) => Compare(
        concept,
        6,
        game => Transformed(game, (player, _, payoff) => player == 0 ? payoff * Games.R("7/3") : payoff),
        (game, value) => [[.. value[0].Select(payoff => payoff * Games.R("7/3"))], .. value[1..]]);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Adding_a_constant_for_each_type_adds_it_to_the_value(CoalitionConcept concept) => Compare(
        concept,
        7,
        game => Transformed(game, (player, type, payoff) => payoff + (player * 10) - type),
        (game, value) => [.. value.Select((row, player) => row.Select((payoff, type) => payoff + (player * 10) - type).ToArray())]);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Doubling_a_decision_under_another_name_changes_nothing(CoalitionConcept concept) => Compare(
        concept,
        8,
        game => new CoalitionGame(game.Title, game.Players, [.. Options(game), .. Options(game).Select(option => option with { Name = option.Name + " again" })]),
        (game, value) => value);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_decision_that_is_a_lottery_over_others_changes_nothing(CoalitionConcept concept) => Compare(
        concept,
        9,
        game => new CoalitionGame(game.Title, game.Players,
        [
            .. Options(game),
            .. Options(game).GroupBy(option => option.Coalition).Where(same => same.Count() > 1).Select(same => Lottery(same.First(), same.Last())),
        ]),
        (game, value) => value);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_type_split_into_two_identical_types_keeps_its_payoff(CoalitionConcept concept) => Compare(
        concept,
        10,
        game => Transformed(game, player => player == 0 ? [.. Enumerable.Range(0, game.Players[0].Types.Count), 0] : null, type => type == 0 ? Games.R("1/2") : Rational.One, (_, _, payoff) => payoff),
        (game, value) => [[.. value[0], value[0][0]], .. value[1..]]);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_dominated_decision_changes_nothing_where_nobody_has_types(CoalitionConcept concept) => Compare(
        concept,
        11,
        game => new CoalitionGame(game.Title, game.Players, [.. Options(game), .. Options(game).Where(option => option.Coalition.Count > 1).Select(option =>
            new DecisionOption(option.Coalition, option.Name + " worse", [.. option.Payoffs.Select(row => row.Select(payoff => payoff - 1).ToArray())]))]),
        (game, value) => value,
        mostTypes: 1);

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Interchangeable_players_get_the_same(CoalitionConcept concept)
    {
        var random = new Random(12);
        for (int number = 0; number < 12; number++)
        {
            // Everything depends on sizes only, and all players have the same types.
            int count = 2 + (number % 2);
            Player[] players = [.. Enumerable.Range(0, count).Select(k => new Player($"p{k}", new PlayerType("low", Games.R("1/3")), new PlayerType("high", Games.R("2/3"))))];
            int[] surplus = [0, 0, random.Next(1, 9), random.Next(10, 20)];
            var game = new CoalitionGame("", players, Coalition.OfFirst(count).Subcoalitions().Where(coalition => coalition.Count > 1).SelectMany(
                coalition => coalition.Players().Select((winner, place) => RandomGames.Option(
                    players, coalition, $"all for p{winner}", (_, member) => member == place ? surplus[coalition.Count] : Rational.Zero))));

            CoalitionOutcome outcome = Games.Solve(game, concept);

            Assert.Single(outcome.Value().Distinct());
            Assert.Equal(new Rational(surplus[count], count), outcome.Value()[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_player_who_brings_nothing_gets_nothing_and_changes_nothing(CoalitionConcept concept)
    {
        var random = new Random(13);
        int compared = 0;
        for (int number = 0; number < 20; number++)
        {
            CoalitionGame game = RandomGames.Shared(random, 2 + (number % 2), 2, isKnown: number % 4 < 2);
            CoalitionOutcome outcome = Games.Solve(game, concept);
            if (IsUnique(outcome))
            {
                compared++;
                CoalitionOutcome larger = Games.Solve(new CoalitionGame("", [.. game.Players, new Player("idle")], Options(game)), concept);
                Assert.Equal([.. outcome.Value(), Rational.Zero], larger.Value());
            }
        }

        Assert.True(compared > 8, $"only {compared} games were compared");
    }

    private static void ForRandomOutcomes(CoalitionConcept concept, int seed, Action<CoalitionOutcome> check)
    {
        foreach (CoalitionGame game in RandomGames.Many(30, seed))
        {
            check(Games.Solve(game, concept));
        }
    }

    /// <summary>Solves games before and after a change, and compares the values where both are unique.</summary>
    private static void Compare(
        CoalitionConcept concept, int seed, Func<CoalitionGame, CoalitionGame> change, Func<CoalitionGame, Rational[][], Rational[][]> expected, int mostTypes = 3)
    {
        var random = new Random(seed);
        int compared = 0;
        for (int number = 0; number < 30; number++)
        {
            int players = number % 10 == 9 ? 4 : 2 + (number % 2);
            CoalitionGame game = number % 3 == 0
                ? RandomGames.Arbitrary(random, Math.Min(players, 3), mostTypes)
                : RandomGames.Shared(random, players, Math.Min(mostTypes, players == 4 ? 1 : 3), number % 3 == 1);
            CoalitionOutcome before = Games.Solve(game, concept);
            if (!IsUnique(before))
            {
                continue;
            }

            CoalitionOutcome after = Games.Solve(change(game), concept);
            compared++;
            Rational[][] value = [.. Enumerable.Range(0, game.Players.Count).Select(player => before.Threats[^1].Value.Of(player).ToArray())];
            Assert.Equal(expected(game, value).SelectMany(row => row), after.Value());
        }

        Assert.True(compared > 10, $"only {compared} games were compared");
    }

    /// <summary>All threats are averages of demands in which the others get exactly their outside option.</summary>
    private static bool IsUnique(CoalitionOutcome outcome) => outcome.Unanswered is null && outcome.Threats.All(threat =>
        threat.Label == ThreatLabel.RandomDictatorship && (threat.Coalition.Count == 1 || threat.Dictatorships.All(demand =>
            StrongSolution.IsExact(demand, outcome.ValueWithout(threat.Mechanism.Subgame, demand.Member)))));

    private static IEnumerable<DecisionOption> Options(CoalitionGame game) => game.Everyone.Subcoalitions().SelectMany(game.OptionsOf);

    private static DecisionOption Lottery(DecisionOption first, DecisionOption second) => new(
        first.Coalition,
        "a coin",
        [.. first.Payoffs.Zip(second.Payoffs, (x, y) => x.Zip(y, (a, b) => (a + b) / 2).ToArray())]);

    private static CoalitionGame Transformed(CoalitionGame game, Func<int, int, Rational, Rational> payoff) =>
        Transformed(game, _ => null, _ => Rational.One, payoff);

    /// <summary>
    /// The game in which player i's new type k is its old type types(i)[k], with the probability times a factor, and
    /// payoffs are mapped by player, old type and payoff.
    /// </summary>
    private static CoalitionGame Transformed(
        CoalitionGame game, Func<int, int[]?> types, Func<int, Rational> factor, Func<int, int, Rational, Rational> payoff)
    {
        int[][] old = [.. game.Players.Select((player, i) => types(i) ?? [.. Enumerable.Range(0, player.Types.Count)])];
        Player[] players = [.. game.Players.Select((player, i) => types(i) is null ? player : new Player(player.Name, old[i].Select((type, k) =>
            new PlayerType($"new {k}", player.Types[type].Probability * factor(type)))))];
        return new CoalitionGame(game.Title, players, Options(game).Select(option =>
        {
            int[] members = option.Coalition.Players();
            List<int[]> profiles = [.. Naive.Profiles([.. members.Select(member => game.Players[member].Types.Count)])];
            return RandomGames.Option(players, option.Coalition, option.Name, (profile, k) =>
            {
                int[] before = [.. profile.Select((type, place) => old[members[place]][type])];
                return payoff(members[k], before[k], option.Payoffs[profiles.FindIndex(listed => listed.SequenceEqual(before))][k]);
            });
        }));
    }

    /// <summary>The same game with other names, the last player first.</summary>
    private static CoalitionGame Reordered(CoalitionGame game)
    {
        int last = game.Players.Count - 1;
        Player[] players = [.. game.Players.Reverse().Select((player, k) => player.HasTypes ? new Player($"new {k}", player.Types) : new Player($"new {k}"))];
        return new CoalitionGame(game.Title, players, Options(game).Select(option =>
        {
            int[] members = option.Coalition.Players();
            List<int[]> profiles = [.. Naive.Profiles([.. members.Select(member => game.Players[member].Types.Count)])];
            return RandomGames.Option(players, Coalition.Of(members.Select(member => last - member)), option.Name, (profile, k) =>
                option.Payoffs[profiles.FindIndex(listed => listed.SequenceEqual(profile.Reverse()))][members.Length - 1 - k]);
        }));
    }
}
