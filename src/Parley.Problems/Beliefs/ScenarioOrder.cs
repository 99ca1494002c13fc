namespace Parley.Problems.Beliefs;

/// <summary>Orders of scenarios.</summary>
internal static class ScenarioOrder
{
    /// <summary>The scenarios from the lowest amount to the highest; which of equal ones comes first is the same on every machine.</summary>
    public static int[] Ascending(ReadOnlySpan<double> amounts)
    {
        double[] keys = amounts.ToArray();
        int[] order = new int[keys.Length];
        for (int s = 0; s < order.Length; s++)
        {
            order[s] = s;
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The first scenario with the highest amount.</summary>
    public static int Highest(ReadOnlySpan<double> amounts)
    {
        int highest = 0;
        for (int s = 1; s < amounts.Length; s++)
        {
            highest = amounts[s] > amounts[highest] ? s : highest;
        }

        return highest;
    }
}
