using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// On the unrestricted menu sure transfers change nobody's welfare but the members' own: those chosen let everybody gain the same over staying alone.
/// </summary>
internal static class EvenGains
{
    /// <summary>The welfare that a transfer's rounding may cost, relative to the pool's scale.</summary>
    private const double Rounding = 1e-12;

    /// <summary>
    /// The allocation with the transfers; as it is where rounding of large transfers would cost welfare, or seem to bring more than there is.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="centres">The centre of each member.</param>
    /// <param name="found">An allocation; left as it is.</param>
    /// <param name="most">What no allocation's welfare exceeds, in money.</param>
    public static Allocation Of(RiskPool pool, double[][] centres, Allocation found, double most)
    {
        double[] utilities = Utilities(pool, centres, found);
        double gain = (utilities.Sum() - pool.Members.Sum(member => member.StandAlone)) / utilities.Length;
        var even = new Allocation(found.Members, found.Scenarios);
        for (int s = 0; s < found.Scenarios; s++)
        {
            for (int i = 0; i < utilities.Length; i++)
            {
                even[i][s] = found[i][s] + (pool.Members[i].StandAlone + gain - utilities[i]);
            }

            MendedAllocation.SettleRounding(pool, even, s);
        }

        double size = Math.Max(Math.Abs(utilities.Sum()), PoolScale.Of(pool));
        double welfare = Utilities(pool, centres, even).Sum();
        return welfare >= utilities.Sum() - (Rounding * size) && welfare <= Math.Max(most, utilities.Sum()) ? even : found;
    }

    private static double[] Utilities(RiskPool pool, double[][] centres, Allocation parts)
    {
        (double[] prior, double[] tilt) = (new double[pool.Scenarios], new double[pool.Scenarios]);
        return [.. pool.Members.Select((member, i) => member.Utility.Value(parts[i], member.Beliefs, centres[i], prior, tilt))];
    }
}
