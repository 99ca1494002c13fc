using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>An allocation that some subgame-perfect equilibrium of a price grid's game brings about.</summary>
/// <param name="Allocation">The allocation, from 0.</param>
/// <param name="Least">The least that the first mover gets in such an equilibrium, in money.</param>
/// <param name="Most">The most.</param>
public sealed record GridOutcome(int Allocation, double Least, double Most);

/// <summary>
/// All allocations that subgame-perfect equilibria of price-and-choose on a grid of prices bring about, by backward induction with ties explored.
/// </summary>
/// <remarks>
/// Of the past only the price that was posted last matters to what follows. After it an allocation can be an equilibrium's if some next price
/// that can bring it about is worth at least as much to whoever posts it as every other price with the least favourable equilibrium behind it. Cost:
/// movers times the square of the number of price lists times allocations.
/// </remarks>
public static class PriceGridEquilibria
{
    /// <summary>The outcomes, in the order of the allocations.</summary>
    /// <param name="game">The game.</param>
    /// <param name="grid">The prices that may be posted.</param>
    /// <param name="tolerance">What counts as a tie, in money.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IReadOnlyList<GridOutcome> Of(PriceGame game, PriceGrid grid, double tolerance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(grid);
        int last = game.Order.Count - 1;
        if (last == 0)
        {
            double best = Enumerable.Range(0, game.Allocations).Max(k => game.Payoff(0, k, 0, 0));
            return [.. Enumerable.Range(0, game.Allocations).Where(k => game.Payoff(0, k, 0, 0) >= best - tolerance).Select(k => new GridOutcome(k, best, best))];
        }

        bool[][] possible = [.. Enumerable.Range(0, grid.Count).Select(list => Choices(game, grid, list, tolerance))];
        for (int place = last - 1; place > 0; place--)
        {
            bool[][] later = possible;
            int now = place;
            possible = new bool[grid.Count][];
            Parallel.For(0, grid.Count, new ParallelOptions { CancellationToken = cancellation }, list =>
                possible[list] = [.. Supported(game, grid, now, k => grid.Price(list, k), later, tolerance).Select(range => range is not null)]);
        }

        return [.. Supported(game, grid, 0, _ => 0, possible, tolerance).Index()
            .Where(entry => entry.Item is not null).Select(entry => new GridOutcome(entry.Index, entry.Item!.Value.Least, entry.Item.Value.Most))];
    }

    /// <summary>What the last mover may choose after a list of prices.</summary>
    private static bool[] Choices(PriceGame game, PriceGrid grid, int list, double tolerance)
    {
        double[] payoffs = [.. Enumerable.Range(0, game.Allocations).Select(k => game.Payoff(game.Order.Count - 1, k, grid.Price(list, k), 0))];
        double best = payoffs.Max();
        return [.. payoffs.Select(payoff => payoff >= best - tolerance)];
    }

    /// <summary>For each allocation what the mover at a place gets where an equilibrium brings it about; null where none does.</summary>
    private static (double Least, double Most)?[] Supported(PriceGame game, PriceGrid grid, int place, Func<int, double> paid, bool[][] later, double tolerance)
    {
        double secured = double.NegativeInfinity;
        for (int list = 0; list < grid.Count; list++)
        {
            double worst = double.PositiveInfinity;
            for (int k = 0; k < game.Allocations; k++)
            {
                worst = later[list][k] ? Math.Min(worst, game.Payoff(place, k, paid(k), grid.Price(list, k))) : worst;
            }

            secured = Math.Max(secured, worst);
        }

        var ranges = new (double Least, double Most)?[game.Allocations];
        for (int list = 0; list < grid.Count; list++)
        {
            for (int k = 0; k < game.Allocations; k++)
            {
                double payoff = game.Payoff(place, k, paid(k), grid.Price(list, k));
                if (later[list][k] && payoff >= secured - tolerance)
                {
                    ranges[k] = ranges[k] is { } range ? (Math.Min(range.Least, payoff), Math.Max(range.Most, payoff)) : (payoff, payoff);
                }
            }
        }

        return ranges;
    }
}
