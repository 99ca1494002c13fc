using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Textbook games with known Shapley values.</summary>
public sealed class ShapleyPublishedExampleTests
{
    /// <summary>Osborne and Rubinstein, A Course in Game Theory, chapter 14: one left glove, two right gloves, times 6.</summary>
    [Fact]
    public void Three_gloves_of_the_example_file() => AssertValue("4 1 1", Games.Example("gloves").Worths());

    /// <summary>
    /// Shapley and Shubik, On market games (1969), the glove market: l left gloves and r right gloves, a coalition is
    /// worth the pairs it can make. With 2 left and 3 right: 13/20 for each left, 7/30 for each right.
    /// </summary>
    [Fact]
    public void Glove_market_of_two_left_and_three_right() => AssertValue(
        "13/20 13/20 7/30 7/30 7/30", Game(5, members => Math.Min(members.Count(player => player < 2), members.Count(player => player >= 2))));

    /// <summary>
    /// Littlechild and Owen, A simple expression for the Shapley value in a special case (1973): a runway's cost is
    /// shared stretch by stretch among those who need it. Costs 1, 2, 4: 1/3, 5/6, 17/6.
    /// </summary>
    [Fact]
    public void Airport_game() => AssertValue("-1/3 -5/6 -17/6", Game(3, members => -members.Max(player => new[] { 1, 2, 4 }[player])));

    /// <summary>Littlechild and Owen's rule on ten aeroplanes of growing size, one of them twice.</summary>
    [Fact]
    public void Airport_game_of_ten_aeroplanes_follows_the_stretches()
    {
        int[] costs = [3, 5, 5, 8, 12, 13, 20, 21, 30, 50];
        Rational[] shares = [.. costs.Select((_, player) => Enumerable.Range(0, player + 1).Aggregate(Rational.Zero, (sum, stretch) =>
            sum + new Rational(costs[stretch] - (stretch == 0 ? 0 : costs[stretch - 1]), costs.Length - stretch)))];

        Assert.Equal(shares, Solve(Game(10, members => members.Max(player => costs[player]))));
    }

    /// <summary>
    /// Shapley and Shubik, A method for evaluating the distribution of power in a committee system (1954): the Security
    /// Council of five great and six small powers, seven votes with all great ones: 76/385 and 1/462.
    /// </summary>
    [Fact]
    public void Security_council_of_eleven() => AssertValue(
        string.Join(' ', Enumerable.Repeat("76/385", 5).Concat(Enumerable.Repeat("1/462", 6))),
        Game(11, members => members.Count(player => player < 5) == 5 && members.Count >= 7 ? 1 : 0));

    /// <summary>The same with 2 great and 3 small powers, of whom one small one must agree: 9/20 and 1/30.</summary>
    [Fact]
    public void Small_security_council() => AssertValue(
        "9/20 9/20 1/30 1/30 1/30", Game(5, members => members.Count(player => player < 2) == 2 && members.Count >= 3 ? 1 : 0));

    /// <summary>
    /// O'Neill, A problem of rights arbitration from the Talmud (1982): the bankruptcy game's Shapley value is the
    /// recursive completion. Estate 200, claims 100, 200, 300: 100/3, 250/3, 250/3.
    /// </summary>
    [Fact]
    public void Bankruptcy_game_of_the_Talmud() => AssertValue("100/3 250/3 250/3", Bankruptcy(200, 100, 200, 300));

    [Fact]
    public void Bankruptcy_game_of_the_Talmud_with_little() => AssertValue("100/3 100/3 100/3", Bankruptcy(100, 100, 200, 300));

    /// <summary>Shapley, A value for n-person games (1953): a unanimity game gives 1/|T| to the carrier's members.</summary>
    [Fact]
    public void Unanimity_game() => AssertValue("1/3 0 1/3 1/3 0", Game(5, members => new[] { 0, 2, 3 }.All(members.Contains) ? 1 : 0));

    /// <summary>Shapley and Shubik (1954): the weighted majority game [6; 4, 3, 2, 1], by counting pivots.</summary>
    [Fact]
    public void Weighted_majority_game() => AssertValue(
        "5/12 1/4 1/4 1/12", Game(4, members => members.Sum(player => new[] { 4, 3, 2, 1 }[player]) >= 6 ? 1 : 0));

    /// <summary>Moulin, Axioms of Cooperative Decision Making (1988), three-player majority: everybody gets a third.</summary>
    [Fact]
    public void Majority_of_three() => AssertValue("1/3 1/3 1/3", Game(3, members => members.Count >= 2 ? 1 : 0));

    /// <summary>A game by decisions in which any member can receive the coalition's whole worth is the game by worths.</summary>
    [Fact]
    public void Gloves_by_decisions_have_the_value_of_gloves_by_worths()
    {
        CoalitionGame game = Games.GameOf("""
            players: [ana, ben, cem]
            decisions:
              - { coalition: [ana, ben], name: pair for ana, payoffs: { ana: 6 } }
              - { coalition: [ana, ben], name: pair for ben, payoffs: { ben: 6 } }
              - { coalition: [ana, cem], name: pair for ana, payoffs: { ana: 6 } }
              - { coalition: [ana, cem], name: pair for cem, payoffs: { cem: 6 } }
              - { coalition: [ana, ben, cem], name: gift from ana, for: { to: [0, 1] }, payoffs: { ben: 6 * to, cem: 6 - 6 * to } }
            """);

        Assert.Equal(Games.Rs("4 1 1"), ShapleyValue.Solve(WorthGame.From(game)).Value);
        Assert.Equal(Games.Rs("4 1 1"), Games.Solve(game).Value());
        Assert.Equal(Games.Rs("4 1 1"), Games.Solve(game, CoalitionConcept.RandomDictatorship).Value());
    }

    private static WorthGame Bankruptcy(int estate, params int[] claims) => Game(claims.Length, members =>
        Math.Max(0, estate - claims.Where((_, player) => !members.Contains(player)).Sum()));

    private static WorthGame Game(int players, Func<IReadOnlyList<int>, int> worth) => new(
        "",
        Enumerable.Range(1, players).Select(k => $"p{k}"),
        Coalition.OfFirst(players).Subcoalitions().ToDictionary(coalition => coalition, coalition => (Rational)worth(coalition.Players())));

    private static Rational[] Solve(WorthGame game) => [.. ShapleyValue.Solve(game).Value];

    private static void AssertValue(string expected, WorthGame game) => Assert.Equal(Games.Rs(expected), Solve(game));
}
