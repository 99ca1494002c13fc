using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The unit in which gaps of a pool are judged.</summary>
internal static class PoolScale
{
    /// <summary>The expected size of the total under the reference, <c>E|X|</c>, in money.</summary>
    public static double Of(RiskPool pool)
    {
        double sum = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            sum += pool.Probabilities[s] * Math.Abs(pool.Total[s]);
        }

        return sum;
    }
}
