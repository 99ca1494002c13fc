using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// The source's theorems as equations of other authors, written here a second time: Maschler and Owen's consistent value
/// (Theorem 4), Myerson's neutral bargaining solution (Theorem 5), and what Theorems 2 and 3 say of degenerate solutions.
/// </summary>
public sealed class TheoremOracleTests
{
    /// <summary>
    /// Theorem 4: with complete information, every certified threat satisfies Maschler and Owen's recursion (5.3) in its
    /// own weights, W_S being the best that a partition of S can do.
    /// </summary>
    [Fact]
    public void Theorem_4_values_without_private_information_are_consistent()
    {
        int compared = 0;
        for (int seed = (int)Campaign.GameFamily.CompleteInformation; seed < 1000; seed += Enum.GetValues<Campaign.GameFamily>().Length)
        {
            CoalitionOutcome outcome = Games.Solve(Campaign.CampaignGames.Of(seed), CoalitionConcept.Consistent);
            foreach (Threat threat in outcome.Threats.Where(threat => threat.Coalition.Count > 1 && threat.Warrants.Count == 0))
            {
                compared++;
                AssertConsistent(outcome, threat);
            }
        }

        Assert.True(compared > 500, $"only {compared} threats were compared");
    }

    /// <summary>
    /// Theorem 4 the other way round, where Maschler and Owen (1989) have a formula: in a hyperplane game the consistent
    /// value is the mean, over all orders, of what each player adds when every coalition stays on its hyperplane.
    /// </summary>
    [Fact]
    public void Theorem_4_values_of_hyperplane_games_are_mean_marginal_contributions()
    {
        var random = new Random(1989);
        int compared = 0;
        for (int number = 0; number < 120; number++)
        {
            int count = random.Next(2, 5);
            Player[] players = [.. Enumerable.Range(0, count).Select(player => new Player(((char)('a' + player)).ToString()))];
            Dictionary<Coalition, (Rational[] Normal, Rational Worth)> hyperplanes = [];
            List<DecisionOption> options = [];
            foreach (Coalition coalition in Coalition.OfFirst(count).Subcoalitions().Where(coalition => coalition.Count > 1))
            {
                var (normal, worth) = (Enumerable.Range(0, count).Select(_ => (Rational)random.Next(2, 5)).ToArray(), (Rational)random.Next(1, 5) * (int)Math.Pow(40, coalition.Count));
                hyperplanes.Add(coalition, (normal, worth));
                options.AddRange(coalition.Players().Select(winner => RandomGames.Option(
                    players, coalition, $"all for {players[winner].Name}", (_, member) =>
                        coalition.Players()[member] == winner ? worth / normal[winner] : Rational.Zero)));
            }

            if (Games.Solve(new CoalitionGame("hyperplanes", players, options)) is { Unanswered: null } outcome
                && outcome.Threats.All(threat => MeanMarginal(threat.Coalition, hyperplanes).All(payoff => payoff.Sign > 0 || threat.Coalition.Count == 1)))
            {
                compared++;
                Assert.All(outcome.Threats, threat => Assert.Equal(MeanMarginal(threat.Coalition, hyperplanes), threat.Value.Flat()));
            }
        }

        Assert.True(compared > 60, $"only {compared} values were compared");
    }

    /// <summary>
    /// Theorem 5: for two players, claims halved and disagreement payoffs taken off, a certified solution satisfies the
    /// equations of Myerson (1984, Theorem 4): U at least omega (less epsilon, where it is found along epsilon), and
    /// omega warranted by half of the virtual worth.
    /// </summary>
    [Fact]
    public void Theorem_5_values_of_two_players_are_neutral_bargaining_solutions()
    {
        var random = new Random(1984);
        int exact = 0, along = 0;
        for (int number = 0; number < 150; number++)
        {
            CoalitionGame game = TwoPersonProblem(random);
            CoalitionOutcome outcome = Games.Solve(game);
            if (outcome.Unanswered is not null)
            {
                continue;
            }

            Threat threat = outcome.Threats[^1];
            if (threat.Warrants.Count == 0)
            {
                var scales = Assert.IsType<EfficiencyEvidence.Supported>(threat.Efficiency);
                AssertNeutral(threat, scales.Weights, scales.Multipliers, Rational.Zero);
                exact++;
            }

            foreach (EpsilonWarrant warrant in threat.Warrants)
            {
                AssertNeutral(threat, warrant.Weights, warrant.Multipliers, warrant.Epsilon);
                along++;
            }
        }

        Assert.True(exact > 60 && along > 10, $"only {exact} exact values and {along} epsilons were compared");
    }

    /// <summary>
    /// Theorem 2 along epsilon: the scales support the threat up to epsilon, and a type gets more than (5.1) only as far
    /// as its weight is small. Theorem 3, which the source states for non-degenerate solutions, holds of all.
    /// </summary>
    [Fact]
    public void Theorems_2_and_3_hold_along_epsilon()
    {
        CoalitionOutcome[] outcomes =
        [
            .. new[] { "pooling-trade", "two-informed", "irrational" }.Select(name => Games.Solve(Games.Example(name).Game())),
            .. Enumerable.Range(0, 100).Select(seed => Games.Solve(Campaign.CampaignGames.Of(seed))),
        ];
        int compared = 0;
        foreach (CoalitionOutcome outcome in outcomes)
        {
            foreach (Threat threat in outcome.Threats.Where(threat => threat.Warrants.Count > 0))
            {
                compared++;
                Assert.True(IndividualRationality.Check(threat).Holds);
                Assert.All(threat.Warrants, warrant => AssertNecessary(outcome, threat, warrant));
            }
        }

        Assert.True(compared >= 10, $"only {compared} threats were compared");
    }

    private static void AssertConsistent(CoalitionOutcome outcome, Threat threat)
    {
        TypeVector lambda = Assert.IsType<EfficiencyEvidence.Supported>(threat.Efficiency).Weights;
        int[] players = threat.Coalition.Players();
        Rational Weight(int player) => lambda[Array.IndexOf(players, player), 0];
        Rational worth = BestPartition(outcome.Game, threat.Coalition, Weight)!.Value;
        foreach (int i in players)
        {
            Rational sum = worth;
            foreach (int j in players.Where(j => j != i))
            {
                sum += (Weight(i) * Payoff(outcome, threat.Coalition.Without(j), i)) - (Weight(j) * Payoff(outcome, threat.Coalition.Without(i), j));
            }

            Assert.Equal(sum / players.Length, Weight(i) * Payoff(outcome, threat.Coalition, i));
        }
    }

    /// <summary>What a player expects of a coalition's mechanism, summed over its lottery.</summary>
    private static Rational Payoff(CoalitionOutcome outcome, Coalition coalition, int player) =>
        Naive.Interim(outcome.Find(coalition)!.Mechanism, Array.IndexOf(coalition.Players(), player), 0, 0);

    /// <summary>The largest weighted sum of payoffs that disjoint parts of a coalition can decide on; null where they cannot.</summary>
    private static Rational? BestPartition(CoalitionGame game, Coalition coalition, Func<int, Rational> weight)
    {
        if (coalition.Bits == 0)
        {
            return Rational.Zero;
        }

        Rational? best = null;
        foreach (Coalition part in coalition.Subcoalitions().Where(part => part.Contains(coalition.Players()[0])))
        {
            int[] members = part.Players();
            Rational[] worths = [.. game.OptionsOf(part).Select(option => members
                .Select((player, k) => weight(player) * option.Payoffs[0][k]).Aggregate(Rational.Zero, (sum, payoff) => sum + payoff))];
            Rational? own = worths.Length > 0 ? worths.Max() : part.Count == 1 ? Rational.Zero : null;
            if (own + BestPartition(game, coalition.Without(part), weight) is { } sum && (best is null || sum > best))
            {
                best = sum;
            }
        }

        return best;
    }

    private static Rational[] MeanMarginal(Coalition coalition, Dictionary<Coalition, (Rational[] Normal, Rational Worth)> hyperplanes)
    {
        int[] players = coalition.Players();
        int[][] orders = [.. Orders(players)];
        return [.. players.Select(player => orders.Aggregate(Rational.Zero, (sum, order) =>
            sum + Marginal(order, hyperplanes)[player]) / orders.Length)];
    }

    private static Dictionary<int, Rational> Marginal(int[] order, Dictionary<Coalition, (Rational[] Normal, Rational Worth)> hyperplanes)
    {
        Dictionary<int, Rational> payoffs = [];
        for (int k = 0; k < order.Length; k++)
        {
            var before = Coalition.Of(order[..(k + 1)]);
            payoffs[order[k]] = hyperplanes.TryGetValue(before, out var plane)
                ? payoffs.Aggregate(plane.Worth, (left, entry) => left - (plane.Normal[entry.Key] * entry.Value)) / plane.Normal[order[k]]
                : Rational.Zero;
        }

        return payoffs;
    }

    private static IEnumerable<int[]> Orders(int[] players) => players.Length == 0
        ? [[]]
        : players.SelectMany(last => Orders([.. players.Where(player => player != last)]).Select(order => (int[])[.. order, last]));

    /// <summary>Two players with up to three types, at least one of them informed; a payoff by type if they disagree.</summary>
    private static CoalitionGame TwoPersonProblem(Random random)
    {
        Player[] players = [Informed("a", random.Next(2, 4)), Informed("b", random.Next(1, 4))];
        Rational[][] rest = [.. players.Select(player => player.Types.Select(_ => (Rational)random.Next(-2, 3)).ToArray())];
        List<DecisionOption> options =
        [
            RandomGames.Option(players, new Coalition(1), "rest", (types, _) => rest[0][types[0]]),
            RandomGames.Option(players, new Coalition(2), "rest", (types, _) => rest[1][types[0]]),
        ];
        for (int k = random.Next(2, 5); k > 0; k--)
        {
            options.Add(RandomGames.Option(players, Coalition.OfFirst(2), $"d{k}", (_, _) => random.Next(-2, 10)));
        }

        return new CoalitionGame("two persons", players, options);

        Player Informed(string name, int types)
        {
            int[] weights = [.. Enumerable.Range(0, types).Select(_ => random.Next(1, 4))];
            return new Player(name, weights.Select((weight, type) => new PlayerType($"t{type}", new Rational(weight, weights.Sum()))));
        }
    }

    private static void AssertNeutral(Threat threat, TypeVector lambda, Multipliers alpha, Rational epsilon)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        CoalitionGame game = subgame.Game;
        int[] counts = [.. game.Players.Select(player => player.Types.Count)];
        Rational Disagreement(int i, int t) => game.OptionsOf(new Coalition(1u << i)).First().Payoffs[t][0];

        // What the players can decide on, payoffs less those of disagreement, which itself gives zero.
        List<Func<int[], int, Rational>> decisions = [(_, _) => Rational.Zero];
        foreach (DecisionOption option in game.OptionsOf(game.Everyone))
        {
            decisions.Add((types, i) => option.Payoffs[Naive.StateOf(subgame, types)][i] - Disagreement(i, types[i]));
        }

        Rational Virtual(Func<int[], int, Rational> utility, int[] types, int i)
        {
            Rational sum = lambda[i, types[i]] * utility(types, i);
            foreach (int other in Enumerable.Range(0, counts[i]).Where(other => other != types[i]))
            {
                int[] mistaken = [.. types];
                mistaken[i] = other;
                sum += (alpha[i, types[i], other] * utility(types, i)) - (alpha[i, other, types[i]] * utility(mistaken, i));
            }

            return sum / game.Players[i].Types[types[i]].Probability;
        }

        for (int i = 0; i < 2; i++)
        {
            var matrix = new Rational[counts[i]][];
            var right = new Rational[counts[i]];
            for (int t = 0; t < counts[i]; t++)
            {
                int truth = t;
                Rational chance = game.Players[i].Types[t].Probability;
                matrix[t] = [.. Enumerable.Range(0, counts[i]).Select(s => s == truth
                    ? (lambda[i, truth] + Enumerable.Range(0, counts[i]).Where(tau => tau != truth).Aggregate(Rational.Zero, (sum, tau) => sum + alpha[i, truth, tau])) / chance
                    : -alpha[i, s, truth] / chance)];
                right[t] = Naive.Profiles(counts).Where(types => types[i] == truth).Aggregate(Rational.Zero, (sum, types) => sum
                    + (Naive.Chance(subgame, types, i) * decisions.Max(utility => Virtual(utility, types, 0) + Virtual(utility, types, 1)) / 2));
            }

            Rational[]? claims = RationalSystem.Solve(matrix, right);
            Assert.NotNull(claims);
            for (int t = 0; t < counts[i]; t++)
            {
                Rational payoff = Naive.Interim(threat.Mechanism, i, t, t) - Disagreement(i, t);
                Assert.True(epsilon.IsZero ? payoff == claims[t] : payoff >= claims[t] - (epsilon * subgame.PayoffRange(i)), $"{payoff} against {claims[t]} at epsilon {epsilon}");
            }
        }
    }

    private static void AssertNecessary(CoalitionOutcome outcome, Threat threat, EpsilonWarrant warrant)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        Rational worth = Naive.DualValue(subgame, (i, t) => warrant.Weights[i, t], (i, t, tau) => warrant.Multipliers[i, t, tau]);
        Rational supported = warrant.Weights.Dot(threat.Value);
        Rational allowed = Enumerable.Range(0, subgame.MemberCount).Aggregate(Rational.Zero, (sum, i) => sum
            + (warrant.Weights.Of(i).ToArray().Aggregate(Rational.Zero, (total, weight) => total + weight) * warrant.Epsilon * subgame.PayoffRange(i)));
        Assert.InRange(worth, supported, supported + allowed);

        TypeVector owed = outcome.Claims(subgame, threat.Value);
        TypeVector claims = outcome.Claims(subgame, warrant);
        for (int i = 0; i < subgame.MemberCount; i++)
        {
            for (int t = 0; t < subgame.States.TypeCount(i); t++)
            {
                Assert.True(warrant.Weights[i, t] * (owed[i, t] - claims[i, t]) <= subgame.MemberCount * allowed);
            }
        }
    }
}
