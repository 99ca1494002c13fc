using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>How far an allocation lies from its menu.</summary>
internal static class MenuExcess
{
    /// <summary>The largest violation, in money: 0 for an allocation of the menu.</summary>
    public static double Of(RiskPool pool, Allocation allocation) => pool.Menu switch
    {
        SignPreservingMenu => Enumerable.Range(0, allocation.Members).Max(i => Signs(pool.Total, allocation[i])),
        ComonotoneMenu => Enumerable.Range(0, allocation.Members).Max(i => Rises(pool.Total, allocation[i])),
        ProportionalMenu => Enumerable.Range(0, allocation.Members).Max(i => Shares(pool.Total, allocation[i])),
        UnrestrictedMenu => 0,
        _ => double.PositiveInfinity,
    };

    /// <summary>The largest distance of the parts' sum from the total, in any scenario, in money.</summary>
    public static double Imbalance(RiskPool pool, Allocation allocation)
    {
        double worst = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double sum = 0;
            for (int i = 0; i < allocation.Members; i++)
            {
                sum += allocation[i][s];
            }

            worst = Math.Max(worst, Math.Abs(sum - pool.Total[s]));
        }

        return worst;
    }

    private static double Signs(ReadOnlySpan<double> total, ReadOnlySpan<double> parts)
    {
        double excess = 0;
        for (int s = 0; s < total.Length; s++)
        {
            excess = Math.Max(excess, total[s] > 0 ? -parts[s] : total[s] < 0 ? parts[s] : Math.Abs(parts[s]));
        }

        return excess;
    }

    /// <summary>A nondecreasing function of the total that is 0 at 0.</summary>
    private static double Rises(ReadOnlySpan<double> total, ReadOnlySpan<double> parts)
    {
        double[] keys = total.ToArray();
        double[] values = parts.ToArray();
        Array.Sort(keys, values);
        double excess = Signs(total, parts);
        double highest = double.NegativeInfinity;
        for (int k = 0; k < keys.Length; k++)
        {
            bool isSame = k > 0 && keys[k] == keys[k - 1];
            excess = Math.Max(excess, isSame ? Math.Abs(values[k] - values[k - 1]) : highest - values[k]);
            highest = Math.Max(highest, values[k]);
        }

        return excess;
    }

    /// <summary>A fixed share, at least 0: taken where the total is largest.</summary>
    private static double Shares(ReadOnlySpan<double> total, ReadOnlySpan<double> parts)
    {
        int widest = 0;
        for (int s = 0; s < total.Length; s++)
        {
            widest = Math.Abs(total[s]) > Math.Abs(total[widest]) ? s : widest;
        }

        double share = total[widest] == 0 ? 0 : parts[widest] / total[widest];
        double excess = Math.Max(0, -share) * Math.Abs(total[widest]);
        for (int s = 0; s < total.Length; s++)
        {
            excess = Math.Max(excess, Math.Abs(parts[s] - (share * total[s])));
        }

        return excess;
    }
}
