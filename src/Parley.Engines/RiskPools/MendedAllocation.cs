using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Makes parts sum to a pool's total to the last bit that doubles allow.</summary>
internal static class MendedAllocation
{
    private const int MostCorrections = 4;

    /// <summary>Adds what is missing in a scenario, by rounding, to the largest part.</summary>
    public static void SettleRounding(RiskPool pool, Allocation parts, int scenario)
    {
        int largest = 0;
        for (int i = 1; i < parts.Members; i++)
        {
            largest = Math.Abs(parts[i][scenario]) > Math.Abs(parts[largest][scenario]) ? i : largest;
        }

        for (int round = 0; round < MostCorrections; round++)
        {
            double missing = pool.Total[scenario];
            for (int i = 0; i < parts.Members; i++)
            {
                missing -= parts[i][scenario];
            }

            if (missing == 0)
            {
                return;
            }

            parts[largest][scenario] += missing;
        }
    }
}
