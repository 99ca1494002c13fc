using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// Shapley's value: what each player adds to those who came before, averaged over all orders of arrival. On games with
/// transferable utility the neutral procedural solution and the random dictatorship coincide with it (section 1).
/// </summary>
public static class ShapleyValue
{
    /// <summary>
    /// The value of every player, exactly. Every coalition's dividend (the part of its worth that no smaller coalition
    /// explains) is shared equally by its members (Harsanyi 1959). Costs n 2^n.
    /// </summary>
    /// <param name="game">The worths.</param>
    /// <param name="concept">The concept in whose name the value is asked for.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static WorthOutcome Solve(
        WorthGame game, CoalitionConcept concept = CoalitionConcept.Shapley, CancellationToken cancellation = default)
    {
        Rational[] dividends = Dividends(game, cancellation);
        var value = new Rational[game.Players.Count];
        for (uint bits = 1; bits < dividends.Length; bits++)
        {
            var coalition = new Coalition(bits);
            if (!dividends[bits].IsZero)
            {
                Rational share = dividends[bits] / coalition.Count;
                foreach (int player in coalition.Players())
                {
                    value[player] += share;
                }
            }
        }

        return new WorthOutcome(game, concept, value);
    }

    /// <summary>The Moebius transform of the worths, one player at a time.</summary>
    private static Rational[] Dividends(WorthGame game, CancellationToken cancellation)
    {
        Rational[] dividends = [.. Enumerable.Range(0, 1 << game.Players.Count).Select(bits => game.Worth(new Coalition((uint)bits)))];
        for (int player = 0; player < game.Players.Count; player++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int bits = 0; bits < dividends.Length; bits++)
            {
                if ((bits >> player & 1) != 0)
                {
                    dividends[bits] -= dividends[bits ^ (1 << player)];
                }
            }
        }

        return dividends;
    }
}
