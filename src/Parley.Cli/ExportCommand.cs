using System.CommandLine;
using System.Globalization;
using System.Text;
using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Cli;

/// <summary><c>parley export FILE --format efg</c>: a game for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>A game of about this size is written where no grid is asked for.</summary>
    private const double UsualNodes = 20_000;

    private const int MostLists = 20_000;
    private const int MostSteps = 10_000;
    private const double Tie = 1e-9;

    /// <summary>The largest price in units of the largest equilibrium price: a grid needs room to make the last mover's choice strict.</summary>
    private const double Roominess = 1.25;

    private static readonly Argument<string> s_file = new("FILE") { Description = "The problem file, or - for standard input." };
    private static readonly Option<string> s_format = new("--format") { Description = "efg: price-and-choose of a risk pool with a listed menu, on a grid of prices, for Gambit.", Required = true };
    private static readonly Option<string?> s_grid = new("--grid") { Description = "The step of the grid of prices, in money; left out, one that makes a game of some thousand nodes." };
    private static readonly Option<string?> s_bound = new("--bound") { Description = "The largest price, in money; left out, 5/4 of the largest equilibrium price." };
    private static readonly Option<string?> s_out = new("--out") { Description = "The file to write; left out, standard output." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("export", "Write a problem's game in another program's format.") { s_file, s_format, s_grid, s_bound, s_out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string format = arguments.GetRequiredValue(s_format);
        if (format != "efg")
        {
            throw new BadArgumentException($"--format {format}: efg is written so far");
        }

        SolveCommand.RequireFolder(s_out.Name, arguments.GetValue(s_out));
        Problem read = Reading.Read(arguments.GetRequiredValue(s_file), CancellationToken.None);
        if (read is not RiskPoolProblem { Pool.Menu: ListedMenu } problem)
        {
            throw new BadArgumentException(read is RiskPoolProblem
                ? "export: the menu of this pool is not a list, so its game has infinitely many moves; write menu: { allocations: [..] }"
                : $"export: games are exported of risk pools so far; the problem's kind is {read.Kind}");
        }

        PriceGame game = PoolPayoffs.GameOn(problem.Pool, problem.Order)!;
        PriceGrid grid = Grid(arguments, game);
        string remarks = Remarks(game, grid);
        if (arguments.GetValue(s_out) is { } path)
        {
            using var file = new StreamWriter(path, false, new UTF8Encoding(false));
            PriceGameExport.Write(problem.Pool.Title, remarks, game, grid, file);
        }
        else
        {
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
            PriceGameExport.Write(problem.Pool.Title, remarks, game, grid, output);
        }

        Console.Error.WriteLine($"parley: {remarks}");
        return ExitCode.Done;
    }

    private static PriceGrid Grid(ParseResult arguments, PriceGame game)
    {
        int[] whole = PriceGrid.WholeWeights(game.Weights)
            ?? throw new BadArgumentException($"export: the menu's weights have no common denominator up to {PriceGrid.LargestDenominator}, so no prices of a grid average to 0; choose simpler weights");
        double bound = Amount(s_bound, arguments) ?? Roominess * Math.Max(PriceGameAudit.Prices(game).SelectMany(prices => prices).Select(Math.Abs).DefaultIfEmpty(0).Max(), 1e-6 * game.Utilities.Max(row => row.Max(Math.Abs)));
        if (Amount(s_grid, arguments) is { } step)
        {
            double steps = Math.Floor((bound / step) + 1e-9);
            PriceGrid? asked = steps > MostSteps ? null : PriceGrid.Of(whole, step, (int)steps, MostLists);
            return asked is not null && PriceGameExport.Nodes(game, asked.Count) <= PriceGameExport.MostNodes ? asked
                : throw new BadArgumentException($"--grid {arguments.GetValue(s_grid)}: the game has more than {PriceGameExport.MostNodes} nodes; choose a larger step or a smaller --bound");
        }

        // The finest grid whose game is of the usual size; two steps to the bound at least.
        PriceGrid? chosen = null;
        for (int steps = 1; steps <= 200; steps++)
        {
            if (PriceGrid.Of(whole, Math.Max(bound, double.Epsilon) / steps, steps, MostLists) is not { } finer || PriceGameExport.Nodes(game, finer.Count) > UsualNodes)
            {
                break;
            }

            chosen = finer;
        }

        return chosen ?? throw new BadArgumentException($"export: {game.Names.Count} members and {game.Allocations} allocations make more than {UsualNodes:F0} nodes even with three prices; name a grid with --grid and --bound, or describe fewer");
    }

    /// <summary>The grid, and which equilibria it has that price-and-choose itself has not.</summary>
    private static string Remarks(PriceGame game, PriceGrid grid)
    {
        double[] welfare = [.. Enumerable.Range(0, game.Allocations).Select(k => game.Continuation(0, k))];
        double best = welfare.Max();
        double scale = Math.Max(1e-300, game.Utilities.Max(row => row.Max(Math.Abs)));
        double theory = best - (game.Order.Count == 1 ? 0 : game.MeanContinuation(1));
        string outcomes = string.Join("; ", PriceGridEquilibria.Of(game, grid, Tie * scale).Select(outcome =>
        {
            string payoff = outcome.Most - outcome.Least <= Tie * scale ? Shown(outcome.Most) : $"{Shown(outcome.Least)} to {Shown(outcome.Most)}";
            string extra = welfare[outcome.Allocation] < best - (Tie * scale) ? $", extra, wastes {Shown(best - welfare[outcome.Allocation])}"
                : outcome.Least >= theory - (Tie * scale) && outcome.Most <= theory + (Tie * scale) ? "" : ", another payoff than without a grid";
            return $"allocation {outcome.Allocation + 1} ({payoff} for {game.Names[game.Order[0]]}{extra})";
        }));
        return $"{grid.Count} price lists in steps of {Shown(grid.Step)}; subgame-perfect equilibria of this grid bring about {outcomes}; without a grid {game.Names[game.Order[0]]} gets {Shown(theory)}";
    }

    private static string Shown(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    private static double? Amount(Option<string?> option, ParseResult arguments) => arguments.GetValue(option) switch
    {
        null => null,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount > 0 && double.IsFinite(amount) => amount,
        string text => throw new BadArgumentException($"{option.Name} {text}: give an amount of money above 0"),
    };
}
