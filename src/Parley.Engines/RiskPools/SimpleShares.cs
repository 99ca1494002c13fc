using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Allocations that need no search and are on every menu but a list: fixed shares of the total.</summary>
internal static class SimpleShares
{
    /// <summary>Equal shares; shares in proportion to risk tolerance, where somebody has one; and everything for one member, for each.</summary>
    public static IEnumerable<Allocation> Of(RiskPool pool)
    {
        int members = pool.Members.Count;
        yield return Shared(pool, [.. Enumerable.Repeat(1.0 / members, members)]);
        double[] tolerances = [.. pool.Members.Select(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : 0)];
        if (tolerances.Max() > 0)
        {
            yield return Shared(pool, ShareCuts.Normalised(tolerances));
        }

        for (int i = 0; i < members; i++)
        {
            double[] all = new double[members];
            all[i] = 1;
            yield return Shared(pool, all);
        }
    }

    private static Allocation Shared(RiskPool pool, double[] shares)
    {
        var parts = new Allocation(shares.Length, pool.Scenarios);
        for (int s = 0; s < pool.Scenarios; s++)
        {
            for (int i = 0; i < shares.Length; i++)
            {
                parts[i][s] = shares[i] * pool.Total[s];
            }

            MendedAllocation.SettleRounding(pool, parts, s);
        }

        return parts;
    }
}
