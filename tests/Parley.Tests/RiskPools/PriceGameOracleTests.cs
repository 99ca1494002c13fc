using System.Globalization;
using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Files.RiskPools;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Price-and-choose on lists: the equilibrium against all prices of fine grids, forged prices, and the exported game.</summary>
public sealed class PriceGameOracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equilibrium_prices_pass_and_changed_ones_do_not(int seed)
    {
        (PriceGame game, int best) = Random(seed, 4, 5);
        IReadOnlyList<IReadOnlyList<double>> prices = PriceGameAudit.Prices(game);
        Promise holds = PriceGameAudit.SubgamePerfect(game, prices, best, 1e-9);
        Assert.True(holds.Holds);
        for (int place = 0; place < prices.Count; place++)
        {
            double[][] forged = [.. prices.Select(list => list.ToArray())];
            forged[place][best] += 0.1; // the follower would rather choose otherwise, and prices no longer average to 0
            Assert.False(PriceGameAudit.SubgamePerfect(game, forged, best, 1e-9).Holds);
        }

        int worst = Enumerable.Range(0, game.Allocations).MinBy(k => game.Continuation(0, k));
        Promise broken = PriceGameAudit.SubgamePerfect(game, prices, worst, 1e-9);
        Assert.True(game.Continuation(0, worst) == game.Continuation(0, best) || (!broken.Holds && broken.Worst!.Party == game.Names[game.Order[0]]));
        Assert.True(broken.Holds || Math.Abs((-broken.Worst!.Amount).ToDouble() - (game.Continuation(0, best) - game.Continuation(0, worst))) < 1e-9);
    }

    /// <summary>No list of prices of a fine grid, with the follower's best answer in the leader's favour, brings more than the closed form says.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_price_of_a_fine_grid_is_better(int seed)
    {
        (PriceGame game, _) = Random(seed, 2, 3);
        PriceGrid grid = PriceGrid.Of(PriceGrid.WholeWeights(game.Weights)!, 0.05, 200, 1_000_000)!;
        double theory = Enumerable.Range(0, 3).Max(k => game.Continuation(0, k)) - game.MeanContinuation(1);
        double most = double.NegativeInfinity;
        for (int list = 0; list < grid.Count; list++)
        {
            double[] follower = [.. Enumerable.Range(0, 3).Select(k => game.Payoff(1, k, grid.Price(list, k), 0))];
            most = Math.Max(most, Enumerable.Range(0, 3).Where(k => follower[k] >= follower.Max() - 1e-12).Max(k => game.Payoff(0, k, 0, grid.Price(list, k))));
        }

        Assert.InRange(most, theory - 0.2, theory + 1e-9);
    }

    /// <summary>Backward induction with ties against all strategy profiles of tiny games.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Grid_equilibria_are_those_of_all_strategy_profiles(int seed)
    {
        var random = new Random(seed);
        // Whole utilities, so that grids have many ties.
        var game = new PriceGame(["ana", "ben"], [[random.Next(-2, 3), random.Next(-2, 3)], [random.Next(-2, 3), random.Next(-2, 3)]], [0.5, 0.5], random.Next(2) == 0 ? [0, 1] : [1, 0]);
        PriceGrid grid = PriceGrid.Of([1, 1], 1, 2, 100)!;
        Assert.Equal(5, grid.Count);
        IReadOnlyList<GridOutcome> found = PriceGridEquilibria.Of(game, grid, 1e-9);

        SortedDictionary<int, (double Least, double Most)> expected = [];
        for (int strategy = 0; strategy < 1 << grid.Count; strategy++)
        {
            int Chosen(int list) => (strategy >> list) & 1;
            bool isBest = Enumerable.Range(0, grid.Count).All(list => game.Payoff(1, Chosen(list), grid.Price(list, Chosen(list)), 0) >= game.Payoff(1, 1 - Chosen(list), grid.Price(list, 1 - Chosen(list)), 0));
            double[] leads = [.. Enumerable.Range(0, grid.Count).Select(list => game.Payoff(0, Chosen(list), 0, grid.Price(list, Chosen(list))))];
            for (int list = 0; list < grid.Count && isBest; list++)
            {
                if (leads[list] == leads.Max())
                {
                    expected[Chosen(list)] = expected.TryGetValue(Chosen(list), out var range) ? (Math.Min(range.Least, leads[list]), Math.Max(range.Most, leads[list])) : (leads[list], leads[list]);
                }
            }
        }

        Assert.Equal(expected.Select(entry => new GridOutcome(entry.Key, entry.Value.Least, entry.Value.Most)), found);
    }

    [Fact]
    public void Weights_of_a_grid_are_whole()
    {
        Assert.Equal([2, 1, 1], PriceGrid.WholeWeights([0.5, 0.25, 0.25])!);
        Assert.Equal([1, 1, 1], PriceGrid.WholeWeights([1.0 / 3, 1.0 / 3, 1.0 / 3])!);
        Assert.Null(PriceGrid.WholeWeights([1 / Math.PI, 1 - (1 / Math.PI)]));
        PriceGrid grid = PriceGrid.Of([2, 1, 1], 0.5, 3, 1000)!;
        Assert.All(grid.Multiples, list => Assert.Equal(0, (2 * list[0]) + list[1] + list[2]));
        Assert.Equal(grid.Count, grid.Multiples.Select(list => string.Join(',', list)).Distinct().Count());
        Assert.Null(PriceGrid.Of([1, 1, 1], 1, 100, 50));
    }

    /// <summary>The exported file, read by a small parser and solved backward, has the payoffs of a solved grid.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_exported_game_has_the_same_equilibrium_payoffs(int seed)
    {
        (PriceGame game, _) = Random(seed, 3, 3);
        PriceGrid grid = PriceGrid.Of(PriceGrid.WholeWeights(game.Weights)!, 1.1, 2, 100)!;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        PriceGameExport.Write("a \"quoted\" title", "none", game, grid, text);
        string[] lines = [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal("EFG 2 R \"a \\\"quoted\\\" title\" { \"m1\" \"m2\" \"m3\" }", lines[0]);
        Assert.Equal(PriceGameExport.Nodes(game, grid.Count), lines.Length - 2);
        int next = 2;
        double[] payoffs = Solve(lines, ref next);
        Assert.Equal(lines.Length, next);
        IReadOnlyList<GridOutcome> found = PriceGridEquilibria.Of(game, grid, 1e-12);
        Assert.Contains(found, outcome => outcome.Least <= payoffs[game.Order[0]] + 1e-9 && payoffs[game.Order[0]] <= outcome.Most + 1e-9);
        Assert.Contains(found, outcome => Math.Abs(game.Continuation(0, outcome.Allocation) - payoffs.Sum()) < 1e-9);
    }

    /// <summary>Backward induction over the text: a player's node takes the best of as many children as it has actions.</summary>
    private static double[] Solve(string[] lines, ref int next)
    {
        string line = lines[next++];
        if (line[0] == 't')
        {
            return [.. line[(line.IndexOf('{') + 1)..line.IndexOf('}')].Split(',').Select(payoff => double.Parse(payoff, CultureInfo.InvariantCulture))];
        }

        int player = int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) - 1;
        int actions = line[(line.IndexOf('{') + 1)..line.IndexOf('}')].Count(letter => letter == '"') / 2;
        double[]? best = null;
        for (int action = 0; action < actions; action++)
        {
            double[] child = Solve(lines, ref next);
            best = best is null || child[player] > best[player] ? child : best;
        }

        return best!;
    }

    private static (PriceGame Game, int Best) Random(int seed, int members, int allocations)
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, members)];
        random.Shuffle(order);
        int[] whole = [.. Enumerable.Range(0, allocations).Select(_ => random.Next(1, 4))];
        var game = new PriceGame(
            [.. Enumerable.Range(1, members).Select(i => $"m{i}")],
            [.. Enumerable.Range(0, members).Select(_ => (IReadOnlyList<double>)[.. Enumerable.Range(0, allocations).Select(_ => (6 * random.NextDouble()) - 4)])],
            [.. whole.Select(weight => (double)weight / whole.Sum())],
            order);
        return (game, Enumerable.Range(0, allocations).MaxBy(k => game.Continuation(0, k)));
    }
}
