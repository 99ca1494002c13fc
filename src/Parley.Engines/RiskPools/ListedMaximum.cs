using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The best allocation of a finite list: the sum of the utilities of each, compared.</summary>
public static class ListedMaximum
{
    /// <summary>
    /// The allocation with the greatest welfare; of several with the same, the first in the list. Cost: an evaluation of each member's utility for each
    /// allocation.
    /// </summary>
    /// <param name="pool">The pool; its menu has to be a <see cref="ListedMenu"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The menu is not a list.</exception>
    public static Choice Solve(RiskPool pool, CancellationToken cancellation = default)
    {
        double[] welfare = Welfare(pool, cancellation);
        return new Choice(Array.IndexOf(welfare, welfare.Max()));
    }

    /// <summary>The welfare of each allocation of the list, in money.</summary>
    /// <param name="pool">The pool; its menu has to be a <see cref="ListedMenu"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The menu is not a list.</exception>
    public static double[] Welfare(RiskPool pool, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (pool.Menu is not ListedMenu menu)
        {
            throw new ArgumentException("list the allocations to choose from", nameof(pool));
        }

        double[][] centres = MemberPriors.Of(pool, [.. Enumerable.Range(0, pool.Members.Count)]);
        var prior = new double[pool.Scenarios];
        var tilt = new double[pool.Scenarios];
        var welfare = new double[menu.Allocations.Count];
        for (int k = 0; k < welfare.Length; k++)
        {
            for (int i = 0; i < centres.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Member member = pool.Members[i];
                welfare[k] += member.Utility.Value([.. menu.Allocations[k][i]], member.Beliefs, centres[i], prior, tilt);
            }
        }

        return welfare;
    }
}
