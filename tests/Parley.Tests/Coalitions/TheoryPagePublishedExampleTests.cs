using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>What docs/theory/coalition.md works out by hand, compared with what the program finds.</summary>
public sealed class TheoryPagePublishedExampleTests
{
    [Theory]
    [InlineData("tax", "5 5", ThreatLabel.Interior)]
    [InlineData("pooling-trade", "11 3 3", ThreatLabel.Limit)]
    [InlineData("lemons", "1/2 3/14 3/28 1/4", ThreatLabel.RandomDictatorship)]
    [InlineData("two-informed", "13/3 5/3 5/2 25/18", ThreatLabel.Limit)]
    public void Values_of_the_examples(string example, string expected, ThreatLabel label)
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example(example).Game());

        Assert.Equal(Games.Rs(expected), outcome.Value());
        Assert.Equal(label, outcome.Threats[^1].Label);
    }

    /// <summary>Section 1: with the tax, random dictatorship gives (7/2, 5), which (5, 5) dominates.</summary>
    [Fact]
    public void Random_dictatorship_wastes_where_the_seller_is_taxed()
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example("tax").Game(), CoalitionConcept.RandomDictatorship);

        Assert.Equal(Games.Rs("7/2 5"), outcome.Value());
        Assert.IsType<EfficiencyEvidence.Dominated>(outcome.Threats[^1].Efficiency);
    }

    /// <summary>Section 1: trade that fails with probability 3(p - 5)/(3p + 20) has payoffs on the line from (5, 5) to (7, 0), like the tax.</summary>
    [Fact]
    public void The_obstruction_probability_traces_the_taxed_frontier()
    {
        foreach (Rational price in Games.Rs("5 6 15/2 9 10"))
        {
            Rational trade = 1 - (3 * (price - 5) / ((3 * price) + 20));
            var (seller, buyer) = (trade * price, trade * (10 - price));

            Assert.Equal(7, seller + (Games.R("2/5") * buyer));
        }
    }

    /// <summary>
    /// The pooling trade by hand: in the scales lambda = (x/2, 1/2 - x/2; 1/2), alpha(dry | thirsty) = 1/6 - x/2, the claims
    /// are 14, 6 and 6 + 8x, so (11, 3, 3) falls short by 4x, and by nothing only where x vanishes.
    /// </summary>
    [Theory]
    [InlineData("1/10")]
    [InlineData("1/1000000")]
    public void Pooling_trade_claims_in_the_scales_found_by_hand(string text)
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example("pooling-trade").Game());
        Subgame subgame = outcome.Threats[^1].Mechanism.Subgame;
        Rational x = Games.R(text);
        var weights = new TypeVector([[x / 2, (1 - x) / 2], [Games.R("1/2")]]);
        var multipliers = new Multipliers([(0, 0, 1, Games.R("1/6") - (x / 2))]);

        Rational[] claims = outcome.Claims(subgame, new EpsilonWarrant(4 * x, weights, multipliers)).Flat();

        Assert.Equal([14, 6, 6 + (8 * x)], claims);
        Assert.Equal(4 * x, claims.Zip([22, 6, 6], (claim, owed) => (claim - owed) / 2).Max());
    }

    /// <summary>The irrational example by hand: ana gets the smaller root of (6u - 44)^2 = 281, on the line from (8, 2, 1) to (2, 5, 4).</summary>
    [Fact]
    public void Irrational_value_is_a_root_of_the_quadratic_found_by_hand()
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example("irrational").Game());
        Rational[] value = outcome.Value();
        Rational Quadratic(Rational u) => ((6 * u) - 44).Pow(2) - 281;
        Rational epsilon = outcome.Tolerance;

        Assert.Equal(Games.Rs("5/2 5/4"), outcome.ValueOf("ana", "ben"));
        Assert.Equal(ThreatLabel.Interior, outcome.Threats[^1].Label);
        Assert.False(outcome.IsExact);
        Assert.True(Quadratic(value[0] - epsilon).Sign > 0 && Quadratic(value[0] + epsilon).Sign < 0);
        Assert.Equal(12, value[0] + (2 * value[1]));
        Assert.Equal(1, value[1] - value[2]);
    }

    /// <summary>
    /// Sections 2 and 6: Myerson's (1984b) M-solution, all threats at the grand coalition's scales, where alpha = 0: each
    /// state's game of weighted sums has a Shapley value, whose weighted mean is the payoff.
    /// </summary>
    [Theory]
    [InlineData("broker", "4/5 1/5 1 1", "45 15 39 0")]
    [InlineData("work-project", "1 1 9/10 1/5", "10/3 10/3 10/3 5/3")]
    public void M_solutions_of_sections_2_and_6(string example, string weights, string expected)
    {
        CoalitionGame game = Games.Example(example).Game();

        Rational[] payoffs = SharesOfVirtualWorths(game, Games.Rs(weights), (coalition, profile, lambda) =>
        {
            Subgame subgame = game.Restrict(coalition);
            return subgame.Decisions().Max(decision => VirtualSum(subgame, decision, [.. coalition.Players().Select(player => profile[player])], lambda));
        });

        Assert.Equal(Games.Rs(expected), payoffs);
    }

    /// <summary>
    /// Sections 2 and 6: Salamanca's (2020) S-solution at the same scales, from the virtual worths of its egalitarian
    /// threats, which the theory page derives by hand: a coalition's worth in each state of the informed player.
    /// </summary>
    [Theory]
    [InlineData("broker", "4/5 1/5 1 1", "buyer seller", "90 18", "45 13 193/5 4/5")]
    [InlineData("work-project", "1 1 9/10 1/5", "one three, two three", "10 5", "41/12 41/12 10/3 5/6")]
    public void S_solutions_of_sections_2_and_6(string example, string weights, string threatening, string worths, string expected)
    {
        CoalitionGame game = Games.Example(example).Game();
        Coalition[] coalitions = [.. threatening.Split(", ").Select(names => game.CoalitionOf(names.Split(' ')))];
        int informed = game.Players.ToList().FindIndex(player => player.HasTypes);

        Rational[] payoffs = SharesOfVirtualWorths(game, Games.Rs(weights), (coalition, profile, lambda) =>
        {
            Subgame subgame = game.Restrict(coalition);
            return coalitions.Contains(coalition)
                ? Games.Rs(worths)[profile[informed]]
                : subgame.Decisions().Max(decision => VirtualSum(subgame, decision, [.. coalition.Players().Select(player => profile[player])], lambda));
        });

        Assert.Equal(Games.Rs(expected), payoffs);
    }

    /// <summary>v_i = lambda_i(t) u_i / p_i(t), summed over the members (alpha = 0).</summary>
    private static Rational VirtualSum(Subgame subgame, int decision, int[] profile, Func<int, int, Rational> lambda) =>
        Enumerable.Range(0, subgame.MemberCount).Aggregate(Rational.Zero, (sum, member) => sum + Naive.VirtualUtility(
            subgame, decision, profile, member, (of, type) => lambda(subgame.Players[of], type), (_, _, _) => Rational.Zero));

    /// <summary>E[phi_i(W(t)) | t_i] p_i(t_i) / lambda_i(t_i), players and types in order.</summary>
    private static Rational[] SharesOfVirtualWorths(
        CoalitionGame game, Rational[] weights, Func<Coalition, int[], Func<int, int, Rational>, Rational> worth)
    {
        Rational Lambda(int player, int type) => weights[game.Players.Take(player).Sum(before => before.Types.Count) + type];
        Subgame everyone = game.Restrict(game.Everyone);
        var shares = Naive.Profiles(everyone).Select(profile => (Profile: profile, Values: ShapleyValue.Solve(new WorthGame(
            "", game.Players.Select(player => player.Name), game.Everyone.Subcoalitions().ToDictionary(coalition => coalition, coalition => worth(coalition, profile, Lambda)))).Value)).ToList();
        return
        [
            .. from player in Enumerable.Range(0, game.Players.Count)
               from type in Enumerable.Range(0, game.Players[player].Types.Count)
               select shares.Where(state => state.Profile[player] == type).Aggregate(Rational.Zero, (sum, state) =>
                   sum + (Naive.Chance(everyone, state.Profile, player) * state.Values[player])) * Naive.Chance(everyone, player, type) / Lambda(player, type),
        ];
    }
}
