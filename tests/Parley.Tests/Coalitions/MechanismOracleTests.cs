using System.Text.Json.Nodes;
using Parley.Certificates.Coalitions;
using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Coalitions;

/// <summary>Payoffs, incentives and efficiency of mechanisms against sums and programs written a second time.</summary>
public sealed class MechanismOracleTests
{
    [Fact]
    public void Interim_payoffs_are_the_sums_over_all_states() => ForRandomMechanisms((mechanism, _) =>
    {
        Subgame subgame = mechanism.Subgame;
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < subgame.States.TypeCount(member); type++)
            {
                for (int reported = 0; reported < subgame.States.TypeCount(member); reported++)
                {
                    Assert.Equal(Naive.Interim(mechanism, member, type, reported), mechanism.InterimPayoff(member, type, reported));
                }
            }
        }
    });

    [Fact]
    public void Incentive_compatibility_finds_the_worst_deviation_that_enumeration_finds() => ForRandomMechanisms((mechanism, _) =>
    {
        Subgame subgame = mechanism.Subgame;
        Rational[] costs = [.. from member in Enumerable.Range(0, subgame.MemberCount)
                               from type in Enumerable.Range(0, subgame.States.TypeCount(member))
                               from reported in Enumerable.Range(0, subgame.States.TypeCount(member))
                               where reported != type
                               select Naive.Interim(mechanism, member, type, type) - Naive.Interim(mechanism, member, type, reported)];

        Finding finding = IncentiveCompatibility.Check(mechanism);
        Assert.Equal(costs.Length == 0 ? Rational.Zero : costs.Min(), finding.Slack);
        Assert.Equal(costs.Length == 0, finding.Worst is null);
    });

    [Fact]
    public void Virtual_worths_are_those_of_the_printed_formula() => ForRandomMechanisms((mechanism, random) =>
    {
        Subgame subgame = mechanism.Subgame;
        TypeVector weights = TypeVector.Of(subgame.States, (_, _) => random.Next(1, 9));
        var multipliers = new Multipliers(
            from member in Enumerable.Range(0, subgame.MemberCount)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            from reported in Enumerable.Range(0, subgame.States.TypeCount(member))
            where reported != type
            select (member, type, reported, new Rational(random.Next(0, 4), 3)));

        Rational expected = Naive.DualValue(subgame, (i, t) => weights[i, t], (i, t, tau) => multipliers[i, t, tau]);
        Assert.Equal(expected, new VirtualUtility(subgame, weights, multipliers).Worth());
    });

    [Fact]
    public void Every_solved_game_passes_a_second_audit()
    {
        int solved = 0;
        foreach (CoalitionGame game in RandomGames.Many(60, seed: 77))
        {
            var problem = Games.Read(RandomGames.ToYaml(game));
            foreach (CoalitionConcept concept in new[] { CoalitionConcept.NeutralProcedural, CoalitionConcept.RandomDictatorship })
            {
                SolvedResult result = Games.Result(problem, concept);
                Assert.Empty(NaiveAudit.Flaws(problem.Game(), JsonNode.Parse(ResultWriter.ToBytes(result.Tree))!));
                solved += result.IsAnswered ? 1 : 0;
            }
        }

        Assert.InRange(solved, 50, 120);
    }

    [Fact]
    public void No_random_challenger_beats_an_efficient_threat()
    {
        var random = new Random(9);
        int challengers = 0;
        foreach (Threat threat in Efficient(RandomGames.Many(30, seed: 13)))
        {
            Subgame subgame = threat.Mechanism.Subgame;
            for (int trial = 0; trial < 20; trial++)
            {
                // Challengers near the threat have a chance: mix it with something random.
                Mechanism challenger = Mechanism.Average([threat.Mechanism, trial % 2 == 0 ? Random(subgame, random) : Constant(subgame, random)]);
                if (IncentiveCompatibility.Check(challenger).Holds)
                {
                    challengers++;
                    Rational[] gains = [.. challenger.Payoffs().Flat().Zip(threat.Value.Flat(), (c, v) => c - v)];
                    Assert.False(gains.All(gain => gain.Sign >= 0) && gains.Any(gain => gain.Sign > 0));
                }
            }
        }

        Assert.True(challengers > 500, $"only {challengers} challengers were incentive compatible");
    }

    [Fact]
    public void A_program_written_a_second_time_finds_nothing_better_than_an_efficient_threat()
    {
        foreach (Threat threat in Efficient(RandomGames.Many(30, seed: 14)))
        {
            Assert.Equal(Rational.Zero, MostGain(threat));
        }
    }

    [Fact]
    public void A_program_written_a_second_time_finds_the_loss_of_a_dominated_threat()
    {
        var random = new Random(15);
        int dominated = 0;
        for (int number = 0; number < 100; number++)
        {
            CoalitionOutcome outcome = Games.Solve(RandomGames.Arbitrary(random, 2 + (number % 2), 1 + (number % 3)), CoalitionConcept.RandomDictatorship);
            foreach (Threat threat in outcome.Threats.Where(threat => threat.Efficiency is EfficiencyEvidence.Dominated))
            {
                dominated++;
                Assert.Equal(-IncentiveEfficiency.Check(threat).Slack, MostGain(threat));
            }
        }

        Assert.True(dominated > 5, $"only {dominated} threats were dominated");
    }

    [Fact]
    public void Proved_bounds_hold_of_every_value()
    {
        int held = 0;
        foreach (CoalitionGame game in RandomGames.Many(40, seed: 21))
        {
            foreach (CoalitionConcept concept in new[] { CoalitionConcept.NeutralProcedural, CoalitionConcept.RandomDictatorship })
            {
                CoalitionOutcome outcome = Games.Solve(game, concept);
                for (int known = 0; outcome.Unanswered is null && known < outcome.Threats.Count; known++)
                {
                    var bounds = ProvedBounds.Of(game, [.. outcome.Threats.Take(known)]).SelectMany(player => player);
                    // A value that was found along epsilon may miss the bounds of exact ones by as much.
                    Subgame everyone = game.Restrict(game.Everyone);
                    Rational slack = outcome.Tolerance * Enumerable.Range(0, everyone.MemberCount).Max(everyone.PayoffRange);
                    Assert.All(bounds.Zip(outcome.Value()), pair => Assert.InRange(pair.Second, pair.First.Lower - slack, pair.First.Upper + slack));
                    held++;
                }
            }
        }

        Assert.True(held > 200, $"only {held} bounds were compared");
    }

    /// <summary>The most that types can gain together without anybody losing, by a program over named probabilities.</summary>
    private static Rational MostGain(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        subgame.ListAll();
        int[][] profiles = Naive.Profiles(subgame);
        int Variable(int[] profile, int decision) => (decision * profiles.Length) + Naive.StateOf(subgame, profile);
        Dictionary<int, Rational> Expected(int member, int type, int reported)
        {
            Dictionary<int, Rational> terms = [];
            foreach (int[] profile in profiles.Where(profile => profile[member] == type))
            {
                int[] seen = [.. profile];
                seen[member] = reported;
                for (int decision = 0; decision < subgame.DecisionCount; decision++)
                {
                    terms[Variable(seen, decision)] = Naive.Chance(subgame, profile, member) * subgame.Payoff(decision, Naive.StateOf(subgame, profile), member);
                }
            }

            return terms;
        }

        static IEnumerable<Term> Terms(Dictionary<int, Rational> terms) => terms.Select(term => new Term(term.Key, term.Value));
        var objective = new Rational[profiles.Length * subgame.DecisionCount];
        List<Row> rows = [.. profiles.Select(profile => new Row(
            Enumerable.Range(0, subgame.DecisionCount).Select(decision => new Term(Variable(profile, decision), 1)), Relation.Equal, 1))];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            int types = subgame.States.Member(member).Types.Count;
            for (int type = 0; type < types; type++)
            {
                Dictionary<int, Rational> truthful = Expected(member, type, type);
                rows.Add(new Row(Terms(truthful), Relation.AtLeast, Naive.Interim(threat.Mechanism, member, type, type)));
                foreach (var (variable, value) in truthful)
                {
                    objective[variable] += value;
                }

                for (int reported = 0; reported < types; reported++)
                {
                    if (reported != type)
                    {
                        Dictionary<int, Rational> gain = Expected(member, type, reported);
                        foreach (var (variable, value) in truthful)
                        {
                            gain[variable] = gain.GetValueOrDefault(variable) - value;
                        }

                        rows.Add(new Row(Terms(gain), Relation.AtMost, 0));
                    }
                }
            }
        }

        var program = new LinearProgram(objective, [], rows);
        var optimal = Assert.IsType<LinearProgramAnswer.Optimal>(LinearProgramSolver.Solve(program));
        Assert.IsType<LinearProgramVerdict.Accepted>(LinearProgramChecker.Check(program, optimal));
        return optimal.Value - threat.Value.Sum();
    }

    private static IEnumerable<Threat> Efficient(IEnumerable<CoalitionGame> games) => games
        .SelectMany(game => Games.Solve(game).Threats)
        .Where(threat => threat.Coalition.Count > 1 && threat.Efficiency is EfficiencyEvidence.Supported);

    private static void ForRandomMechanisms(Action<Mechanism, Random> check)
    {
        var random = new Random(31);
        foreach (CoalitionGame game in RandomGames.Many(25, seed: 32, mostPlayers: 3))
        {
            foreach (Coalition coalition in game.Everyone.Subcoalitions())
            {
                check(Random(game.Restrict(coalition), random), random);
            }
        }
    }

    private static Mechanism Random(Subgame subgame, Random random) => new(subgame, Enumerable.Range(0, subgame.States.Count).Select(_ =>
    {
        int[] weights = [.. subgame.Decisions().Select(_ => random.Next(0, 4))];
        weights[random.Next(weights.Length)]++;
        return weights.Select((weight, decision) => new Draw(decision, new Rational(weight, weights.Sum())));
    }));

    private static Mechanism Constant(Subgame subgame, Random random)
    {
        int decision = random.Next(subgame.Decisions().Count());
        return new Mechanism(subgame, Enumerable.Repeat<IEnumerable<Draw>>([new Draw(decision, Rational.One)], subgame.States.Count));
    }
}
