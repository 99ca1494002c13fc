using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What a choice from a list proves: the welfare of everything on the list.</summary>
internal static class ChoiceBounds
{
    /// <summary>The bounds. Cost: one evaluation of every member's utility for each allocation.</summary>
    public static PoolBounds Of(RiskPool pool, Choice choice, CancellationToken cancellation)
    {
        var listed = (ListedMenu)pool.Menu;
        double[][] utilities = [.. listed.Allocations.Select(_ => new double[pool.Members.Count])];
        (double[] centre, double[] prior, double[] tilt) = (new double[pool.Scenarios], new double[pool.Scenarios], new double[pool.Scenarios]);
        for (int i = 0; i < pool.Members.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            pool.Centres.Prior(i, centre);
            for (int k = 0; k < utilities.Length; k++)
            {
                utilities[k][i] = pool.Members[i].Utility.Value([.. listed.Allocations[k][i]], pool.Members[i].Beliefs, centre, prior, tilt);
            }
        }

        double[] chosen = utilities[choice.Index];
        return new PoolBounds(chosen, utilities.Max(values => values.Sum()) - chosen.Sum(), Imbalance(pool, listed.Allocations[choice.Index]), 0);
    }

    private static double Imbalance(RiskPool pool, IReadOnlyList<IReadOnlyList<double>> parts)
    {
        double worst = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            double sum = 0;
            foreach (IReadOnlyList<double> member in parts)
            {
                sum += member[s];
            }

            worst = Math.Max(worst, Math.Abs(sum - pool.Total[s]));
        }

        return worst;
    }
}
