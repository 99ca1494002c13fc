using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Certificates.Coalitions;

/// <summary>The solution of a game with transferable utility.</summary>
/// <param name="Game">The problem.</param>
/// <param name="Concept">The rule; all of Parley's that apply to such games agree on Shapley's value.</param>
/// <param name="Value">One payoff for each player.</param>
public sealed record WorthOutcome(WorthGame Game, CoalitionConcept Concept, IReadOnlyList<Rational> Value);

/// <summary>Re-checks the solution of a game with transferable utility.</summary>
public static class WorthAudit
{
    /// <summary>
    /// Every promise with what was found. The value is recomputed coalition by coalition from the recursion of
    /// equation (5.3) at equal weights: |S| U_i(S) = v(S) - v(S\i) + sum over j of U_i(S\j). Costs 2^n n^2, and 3^n for superadditivity.
    /// </summary>
    public static IReadOnlyList<Promise> Run(WorthOutcome outcome)
    {
        Rational[][] values = Recursion(outcome.Game);
        return [Budget(outcome), Shapley(outcome, values[outcome.Game.Everyone.Bits]), Superadditive(outcome.Game), Rationality(outcome)];
    }

    /// <summary>U_i(S) for every coalition S (by its bits) and every member i of it, in the members' order.</summary>
    public static Rational[][] Recursion(WorthGame game)
    {
        var values = new Rational[1 << game.Players.Count][];
        values[0] = [];
        for (uint bits = 1; bits < values.Length; bits++)
        {
            var coalition = new Coalition(bits);
            int[] members = coalition.Players();
            values[bits] = [.. members.Select(player => Mean(game, values, coalition, members, player))];
        }

        return values;
    }

    private static Rational Mean(WorthGame game, Rational[][] values, Coalition coalition, int[] members, int player)
    {
        Rational sum = game.Worth(coalition) - game.Worth(coalition.Without(player));
        int place = Array.IndexOf(members, player);
        for (int absent = 0; absent < members.Length; absent++)
        {
            if (absent != place)
            {
                sum += values[coalition.Without(members[absent]).Bits][absent < place ? place - 1 : place];
            }
        }

        return sum / members.Length;
    }

    private static Promise Budget(WorthOutcome outcome)
    {
        Rational sum = outcome.Value.Aggregate(Rational.Zero, (total, value) => total + value);
        Rational slack = -(outcome.Game.Worth(outcome.Game.Everyone) - sum).Abs();
        return new Promise("efficient", true, slack.IsZero, slack, "exact");
    }

    private static Promise Shapley(WorthOutcome outcome, Rational[] expected)
    {
        WorstCase worst = outcome.Game.Players
            .Select((player, i) => new WorstCase([], player, "", "", -(outcome.Value[i] - expected[i]).Abs()))
            .MinBy(finding => finding.Amount)!;
        return new Promise("random-dictatorship", true, worst.Amount.IsZero, worst.Amount, "exact", worst);
    }

    private static Promise Rationality(WorthOutcome outcome)
    {
        WorstCase worst = outcome.Game.Players
            .Select((player, i) => new WorstCase([], player, "", "", outcome.Value[i] - outcome.Game.Worth(new Coalition(1u << i))))
            .MinBy(finding => finding.Amount)!;
        return new Promise("individually-rational", false, worst.Amount.Sign >= 0, worst.Amount, "exact", worst);
    }

    /// <summary>No coalition loses by adding a player on their own: reported because the theory assumes it, and more, of games.</summary>
    private static Promise Superadditive(WorthGame game)
    {
        WorstCase? worst = null;
        foreach (Coalition coalition in game.Everyone.Subcoalitions().Where(coalition => coalition.Count > 1))
        {
            WorstCase here = TightestSplit(game, coalition);
            worst = worst is null || here.Amount < worst.Amount ? here : worst;
        }

        return worst is null
            ? new Promise("superadditive", false, true, Rational.Zero, "exact")
            : new Promise("superadditive", false, worst.Amount.Sign >= 0, worst.Amount, "exact", worst);
    }

    private static WorstCase TightestSplit(WorthGame game, Coalition coalition)
    {
        uint first = coalition.Bits & (uint)-(int)coalition.Bits;
        uint others = coalition.Bits & ~first;
        Rational? best = null;
        for (uint part = (others - 1) & others; ; part = (part - 1) & others)
        {
            Rational sum = game.Worth(new Coalition(first | part)) + game.Worth(new Coalition(others & ~part));
            best = best is { } known ? Rational.Max(known, sum) : sum;
            if (part == 0)
            {
                return new WorstCase([.. coalition.Players().Select(player => game.Players[player])], "", "", "", game.Worth(coalition) - best.Value);
            }
        }
    }
}
