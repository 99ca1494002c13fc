using System.Diagnostics;

namespace Parley.Bench;

/// <summary>
/// How close linear programs on grids come to a known optimum, and how long they take: time at equal accuracy. The last
/// column is the error left after Richardson's extrapolation from this grid and the one with half the cells.
/// </summary>
internal static class GridTable
{
    /// <summary>The least of how many runs counts.</summary>
    private const int Runs = 3;

    /// <summary>Writes a table.</summary>
    public static void Run()
    {
        Console.WriteLine($"{"method",-16} {"cells",6} {"value",16} {"error",12} {"least",12} {"extrapolated",13}");
        Dictionary<string, double> before = [];
        foreach (int cells in new[] { 10, 20, 40, 80, 160 })
        {
            var grid = new DiscretisedPartnership(cells);
            Write("pairs, Clp", cells, before, grid.PairsByClp);
            Write("reduced, exact", cells, before, grid.ReducedExactly);
            if (cells <= 40)
            {
                Write("pairs, exact", cells, before, grid.PairsExactly); // a row for every pair: 13 s at 80
            }
        }
    }

    private static void Write(string method, int cells, Dictionary<string, double> before, Func<double> solve)
    {
        try
        {
            (double value, double least) = Measure(solve);
            string extrapolated = before.TryGetValue(method, out double coarser) ? $"{(((4 * value) - coarser) / 3) - DiscretisedPartnership.Optimum:e1}" : "";
            before[method] = value;
            Console.WriteLine($"{method,-16} {cells,6} {value,16:f12} {value - DiscretisedPartnership.Optimum,12:e2} {least,9:f1} ms {extrapolated,13}");
        }
        catch (PlatformNotSupportedException reason)
        {
            Console.WriteLine($"{method,-16} {cells,6} skipped: {reason.Message}");
        }
    }

    private static (double Value, double Least) Measure(Func<double> solve)
    {
        (double value, double least) = (0, double.PositiveInfinity);
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            value = solve();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (value, least);
    }
}
