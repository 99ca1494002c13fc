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
        Dictionary<Coalition, Rational[][]> lower = found.ToDictionary(threat => threat.Coalition, Floors);
        foreach (Coalition coalition in game.Everyone.Subcoalitions())
        {
            lower.TryAdd(coalition, Floors(game, coalition, lower));
        }

        return [.. game.Players.Select((player, i) => (IReadOnlyList<PayoffBounds>)[.. player.Types.Select((_, type) =>
            new PayoffBounds(lower[game.Everyone][i][type], Best(game, i, type)))])];
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
    /// What a type would expect if its favourite decision were taken in every state. A product decision is worth to it
    /// what its own part is worth, so the listed decisions of the coalitions that contain it suffice.
    /// </summary>
    private static Rational Best(CoalitionGame game, int player, int type) => game.Everyone.Subcoalitions()
        .Where(coalition => coalition.Contains(player))
        .SelectMany(game.OptionsOf)
        .Select(option => BestOf(game, option, player, type))
        .Max();

    private static Rational BestOf(CoalitionGame game, DecisionOption option, int player, int type)
    {
        int[] players = option.Coalition.Players();
        int member = Array.IndexOf(players, player);
        var states = new StateSpace(players.Select(other => game.Players[other]));
        return states.StatesWith(member, type).Max(state => option.Payoffs[state][member]);
    }
}
