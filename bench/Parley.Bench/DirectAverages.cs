using Parley.Problems.RiskPools;

namespace Parley.Bench;

/// <summary>Averages over the flat menu as somebody would write them first: draws of all shares, and the mean of the utilities.</summary>
internal static class DirectAverages
{
    /// <summary>The members' means over so many draws.</summary>
    public static double[] Solve(RiskPool pool, int draws)
    {
        var random = new Random(1);
        double[] means = new double[pool.Members.Count];
        double[] position = new double[pool.Scenarios];
        double[] prior = new double[pool.Scenarios];
        double[] scratch = new double[pool.Scenarios];
        double[] tilt = new double[pool.Scenarios];
        for (int i = 0; i < means.Length; i++)
        {
            pool.Centres.Prior(i, prior);
            for (int draw = 0; draw < draws; draw++)
            {
                for (int s = 0; s < position.Length; s++)
                {
                    position[s] = pool.Total[s] * (1 - Math.Pow(1 - random.NextDouble(), 1.0 / (means.Length - 1)));
                }

                means[i] += pool.Members[i].Utility.Value(position, pool.Members[i].Beliefs, prior, scratch, tilt) / draws;
            }
        }

        return means;
    }
}
