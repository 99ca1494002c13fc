using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>Payoffs between which every solution lies, whether or not one was found.</summary>
/// <param name="Lower">No solution gives less.</param>
/// <param name="Upper">No mechanism gives more.</param>
public readonly record struct PayoffBounds(Rational Lower, Rational Upper);

/// <summary>
/// Bounds that follow from the definition alone. Lower: a solution gives every type at least the average of what it
/// has in the coalitions without one other member and what it can do alone (NPS2 with Lemma 2; for a random
/// dictatorship, because acting alone is safe). Upper: the best decision in every state.
/// </summary>
public static class ProvedBounds
{
    /// <summary>The bounds of the grand coalition's value, by player and type, given the threats found so far.</summary>
    public static IReadOnlyList<IReadOnlyList<PayoffBounds>> Of(CoalitionGame game, IReadOnlyList<Threat> found)
    {
        Rational[][] lower = Lower(game, found);
        Rational[][] upper = Upper(game);
        return [.. game.Players.Select((player, i) => (IReadOnlyList<PayoffBounds>)[.. player.Types.Select((_, type) =>
            new PayoffBounds(lower[i][type], upper[i][type]))])];
    }

    /// <summary>Where only players alone are answered, the recursion gives what they have alone.</summary>
    private static Rational[][] Lower(CoalitionGame game, IReadOnlyList<Threat> found)
    {
        if (found.All(threat => threat.Coalition.Count == 1))
        {
            return [.. game.Players.Select((player, i) => player.Types.Select((_, type) => game.BestAlone(i, type)).ToArray())];
        }

        Dictionary<Coalition, Rational[][]> lower = found.ToDictionary(threat => threat.Coalition, Floors);
        foreach (Coalition coalition in game.Everyone.Subcoalitions())
        {
            if (!lower.ContainsKey(coalition))
            {
                lower.Add(coalition, Floors(game, coalition, lower));
            }
        }

        return lower[game.Everyone];
    }

    private static Rational[][] Floors(Threat threat) =>
        [.. Enumerable.Range(0, threat.Value.MemberCount).Select(member => threat.Value.Of(member).ToArray())];

    private static Rational[][] Floors(CoalitionGame game, Coalition coalition, Dictionary<Coalition, Rational[][]> lower)
    {
        int[] players = coalition.Players();
        return [.. players.Select(player => game.Players[player].Types.Select((_, type) =>
        {
            Rational alone = game.BestAlone(player, type);
            Rational others = players.Where(absent => absent != player).Aggregate(Rational.Zero, (sum, absent) =>
                sum + lower[coalition.Without(absent)][Array.IndexOf(coalition.Without(absent).Players(), player)][type]);
            return (others + alone) / players.Length;
        }).ToArray())];
    }

    /// <summary>
    /// What a type would expect if its favourite decision were taken in its favourite state. A product decision is worth to
    /// it what its own part is worth, so one look at the listed decisions suffices.
    /// </summary>
    private static Rational[][] Upper(CoalitionGame game)
    {
        Rational?[][] best = [.. game.Players.Select(player => new Rational?[player.Types.Count])];
        foreach (DecisionOption option in game.Options)
        {
            int[] players = option.Coalition.Players();
            int stride = option.Payoffs.Count;
            for (int k = 0; k < players.Length; k++)
            {
                // The last member's type runs fastest through the states.
                Rational?[] ofPlayer = best[players[k]];
                stride /= ofPlayer.Length;
                for (int state = 0; state < option.Payoffs.Count; state++)
                {
                    ref Rational? known = ref ofPlayer[state / stride % ofPlayer.Length];
                    Rational payoff = option.Payoffs[state][k];
                    known = known is { } before && before >= payoff ? before : payoff;
                }
            }
        }

        return [.. best.Select(row => row.Select(payoff => payoff!.Value).ToArray())];
    }
}
