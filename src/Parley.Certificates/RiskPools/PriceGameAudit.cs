using System.Globalization;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>The equilibrium prices of a <see cref="PriceGame"/>, and the check by backward induction that no mover has a better price or choice.</summary>
public static class PriceGameAudit
{
    /// <summary>
    /// The prices that equalise what followers get: <c>p^(i+1) = W_(i+1) - mean of W_(i+1)</c>, a list for each mover but the last, in the order of the
    /// moves. They are best answers to any earlier prices (<see cref="SubgamePerfect"/>). Source: Ogaku, Theorem 3 (B).
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<double>> Prices(PriceGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return [.. Enumerable.Range(1, game.Order.Count - 1).Select(place =>
        {
            double mean = game.MeanContinuation(place);
            return (IReadOnlyList<double>)[.. Enumerable.Range(0, game.Allocations).Select(k => game.Continuation(place, k) - mean)];
        })];
    }

    /// <summary>The allocations that the last mover may choose in equilibrium: those of the greatest welfare, counted from 0.</summary>
    public static IReadOnlyList<int> Maximisers(PriceGame game, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(game);
        double[] welfare = [.. Enumerable.Range(0, game.Allocations).Select(k => game.Continuation(0, k))];
        return [.. Enumerable.Range(0, game.Allocations).Where(k => welfare[k] >= welfare.Max() - tolerance)];
    }

    /// <summary>
    /// Whether prices and a choice are a subgame-perfect equilibrium's path: the choice is among the last mover's best, and nobody gains by another price.
    /// </summary>
    /// <remarks>
    /// In a subgame after the price p a later choice k maximises W_(i+1) - p, so that <c>(W_(i+1) - p)(k)</c> is at least the mean of W_(i+1), prices averaging
    /// to 0. Whoever posts p and brings k about thus gets at most <c>(W_i - p^i)(k) - mean of W_(i+1)</c>, and as much with the price that equalises
    /// and a choice in its favour. This holds after any earlier price p^i, which only shifts what is maximised; so the same prices, with
    /// a choice that maximises W_i - p^i, are best answers off the path too.
    /// </remarks>
    /// <param name="game">The game.</param>
    /// <param name="prices">A list of prices for each mover but the last.</param>
    /// <param name="choice">The allocation chosen.</param>
    /// <param name="tolerance">What counts as a tie, in money.</param>
    public static Promise SubgamePerfect(PriceGame game, IReadOnlyList<IReadOnlyList<double>> prices, int choice, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(prices);
        double least = double.PositiveInfinity;
        (int Place, int Allocation) worst = (0, choice);
        for (int place = 0; place < game.Order.Count; place++)
        {
            double Paid(int k) => place == 0 ? 0 : prices[place - 1][k];
            double own = game.Payoff(place, choice, Paid(choice), place == game.Order.Count - 1 ? 0 : prices[place][choice]);
            double expected = place == game.Order.Count - 1 ? 0 : game.MeanContinuation(place + 1);
            for (int k = 0; k < game.Allocations; k++)
            {
                // The most that the mover could get by bringing k about.
                double other = game.Continuation(place, k) - Paid(k) - expected;
                if (own - other < least)
                {
                    (least, worst) = (own - other, (place, k));
                }
            }

            double mean = place == game.Order.Count - 1 ? 0 : Enumerable.Range(0, game.Allocations).Sum(k => game.Weights[k] * prices[place][k]);
            if (-Math.Abs(mean) < least)
            {
                (least, worst) = (-Math.Abs(mean), (place, choice));
            }
        }

        Rational amount = Rational.FromDouble(least);
        string deviation = worst.Place == game.Order.Count - 1
            ? $"choosing allocation {(worst.Allocation + 1).ToString(CultureInfo.InvariantCulture)}"
            : $"prices that bring allocation {(worst.Allocation + 1).ToString(CultureInfo.InvariantCulture)} about";
        return new Promise("subgame-perfect", true, least >= -tolerance, amount, "backward induction over all deviations",
            new WorstCase([], game.Names[game.Order[worst.Place]], "", deviation, amount)) { Tolerance = tolerance };
    }
}
