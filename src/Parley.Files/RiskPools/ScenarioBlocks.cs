namespace Parley.Files.RiskPools;

/// <summary>Splits work by scenario over the cores; no result depends on how.</summary>
internal static class ScenarioBlocks
{
    private const int Scenarios = 4096;

    /// <summary>Calls the work once for each block of scenarios: the first one, and how many.</summary>
    public static void ForEach(int scenarios, Action<int, int> work) => Parallel.For(0, (scenarios + Scenarios - 1) / Scenarios, block =>
        work(block * Scenarios, Math.Min(Scenarios, scenarios - (block * Scenarios))));
}
