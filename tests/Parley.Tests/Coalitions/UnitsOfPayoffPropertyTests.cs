using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// The solution does not depend on anybody's unit of payoff: where one player counts in cents and another in millions, each
/// gets the same in their own unit, the labels and epsilons stay, and every condition still holds.
/// </summary>
public sealed class UnitsOfPayoffPropertyTests
{
    [Theory]
    [InlineData("irrational", 1e-7)]
    [InlineData("pooling-trade", 1e-7)]
    [InlineData("two-informed", 1e-7)]
    [InlineData("broker", 0)]
    [InlineData("work-project", 0)]
    public void One_players_unit_changes_that_players_numbers_only(string example, double tolerance)
    {
        CoalitionGame game = Games.Example(example).Game();
        CoalitionOutcome plain = NeutralProceduralSolution.Solve(game);
        foreach (string unit in new[] { "1000000", "1/1000", "1000000000" })
        {
            for (int player = 0; player < game.Players.Count; player++)
            {
                AssertSame(plain, NeutralProceduralSolution.Solve(InUnit(game, player, Games.R(unit))), player, Games.R(unit), tolerance);
            }
        }
    }

    /// <summary>On the segment from (1, g) to (2, g / 10) Nash's product x (19 - 9 x) g / 10 is largest at x = 19/18.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("1000000")]
    [InlineData("1000000000")]
    public void Nash_solution_is_exact_in_any_unit(string unit)
    {
        Rational large = Games.R(unit);
        DecisionOption Option(string name, Rational first, Rational second) => new(Coalition.OfFirst(2), name, [[first, second]]);
        var game = new CoalitionGame("", [new Player("a"), new Player("b")], [Option("x", 1, large), Option("y", 2, large / 10)]);

        CoalitionOutcome outcome = NeutralProceduralSolution.Solve(game, CoalitionConcept.Nash);

        Assert.Equal([Games.R("19/18"), large * Games.R("19/20")], outcome.Value());
        Assert.True(outcome.IsExact);
        Assert.Contains(CoalitionAudit.Run(outcome), promise => promise is { Name: "nash-product", Holds: true });
    }

    private static void AssertSame(CoalitionOutcome plain, CoalitionOutcome scaled, int player, Rational unit, double tolerance)
    {
        Assert.Equal(plain.Threats.Select(threat => threat.Label), scaled.Threats.Select(threat => threat.Label));
        Assert.Equal(plain.Tolerance, scaled.Tolerance);
        Assert.DoesNotContain(CoalitionAudit.Run(scaled), promise => promise.IsBroken);
        for (int other = 0; other < plain.Game.Players.Count; other++)
        {
            Subgame subgame = plain.Threats[^1].Mechanism.Subgame;
            for (int type = 0; type < plain.Game.Players[other].Types.Count; type++)
            {
                Rational back = scaled.Threats[^1].Value[other, type] / (other == player ? unit : Rational.One);
                Rational difference = (back - plain.Threats[^1].Value[other, type]) / subgame.PayoffRange(other);
                Assert.InRange(Math.Abs(difference.ToDouble()), 0, tolerance);
            }
        }
    }

    private static CoalitionGame InUnit(CoalitionGame game, int player, Rational unit) => new(
        game.Title,
        game.Players,
        game.Options.Select(option => option with
        {
            Payoffs = [.. option.Payoffs.Select(row => (IReadOnlyList<Rational>)[.. row.Select((payoff, k) =>
                option.Coalition.Players()[k] == player ? payoff * unit : payoff)])],
        }));
}
