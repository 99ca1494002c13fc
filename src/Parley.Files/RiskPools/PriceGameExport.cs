using System.Globalization;
using System.Text;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>
/// Writes price-and-choose on a grid of prices as an extensive game in Gambit's <c>.efg</c> format: nodes in the order of a walk that visits
/// a node before what follows it, every node an information set of its own.
/// </summary>
public static class PriceGameExport
{
    /// <summary>The most nodes that are written.</summary>
    public const long MostNodes = 2_000_000;

    /// <summary>How many nodes the game has: one for each beginning of a list of moves.</summary>
    public static double Nodes(PriceGame game, int lists)
    {
        ArgumentNullException.ThrowIfNull(game);
        double nodes = 0;
        double level = 1;
        for (int place = 0; place < game.Order.Count; place++)
        {
            nodes += level;
            level *= place == game.Order.Count - 1 ? game.Allocations : lists;
        }

        return nodes + level;
    }

    /// <summary>The game.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="remarks">A comment, in one line.</param>
    /// <param name="game">The game.</param>
    /// <param name="grid">The prices that may be posted.</param>
    /// <param name="text">Receives it.</param>
    public static void Write(string title, string remarks, PriceGame game, PriceGrid grid, TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(text);
        text.Write($"EFG 2 R {Quoted(title)} {{ {string.Join(' ', game.Names.Select(Quoted))} }}\n{Quoted(remarks)}\n\n");
        string lists = string.Join(' ', Enumerable.Range(0, grid.Count).Select(list => Quoted(string.Join(' ', Enumerable.Range(0, game.Allocations).Select(k => Number(grid.Price(list, k)))))));
        string choices = string.Join(' ', Enumerable.Range(1, game.Allocations).Select(k => Quoted($"allocation {k.ToString(CultureInfo.InvariantCulture)}")));
        new Walk(game, grid, text, lists, choices).From(0, []);
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private sealed class Walk(PriceGame game, PriceGrid grid, TextWriter text, string lists, string choices)
    {
        private readonly int[] _sets = new int[game.Order.Count];
        private int _outcomes;

        public void From(int place, List<int> posted)
        {
            int last = game.Order.Count - 1;
            int player = game.Order[place] + 1;
            text.Write($"p \"\" {player} {++_sets[place]} \"\" {{ {(place == last ? choices : lists)} }} 0\n");
            int moves = place == last ? game.Allocations : grid.Count;
            for (int move = 0; move < moves; move++)
            {
                if (place == last)
                {
                    End(move, posted);
                }
                else
                {
                    posted.Add(move);
                    From(place + 1, posted);
                    posted.RemoveAt(posted.Count - 1);
                }
            }
        }

        private void End(int allocation, List<int> posted)
        {
            string[] payoffs = new string[game.Names.Count];
            for (int place = 0; place < game.Order.Count; place++)
            {
                double paid = place == 0 ? 0 : grid.Price(posted[place - 1], allocation);
                double received = place == game.Order.Count - 1 ? 0 : grid.Price(posted[place], allocation);
                payoffs[game.Order[place]] = Number(game.Payoff(place, allocation, paid, received));
            }

            var line = new StringBuilder();
            line.Append(CultureInfo.InvariantCulture, $"t \"\" {++_outcomes} \"\" {{ {string.Join(", ", payoffs)} }}\n");
            text.Write(line);
        }
    }
}
