using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// A few scenarios that stand for all: each is counted so many times. They are chosen at equal steps of a measure that is half the reference and
/// half the reference tilted towards losses, so that the rare scenarios that decide what risk is worth are all among them. Guides searches;
/// decides nothing.
/// </summary>
internal sealed class Thinning
{
    private Thinning(int[] scenarios, double[] weights) => (Scenarios, Weights) = (scenarios, weights);

    /// <summary>The chosen scenarios, ascending.</summary>
    public int[] Scenarios { get; }

    /// <summary>How often each of them is counted.</summary>
    public double[] Weights { get; }

    /// <summary>How often each scenario is counted: 1 for all of them without a thinning.</summary>
    public static double[] WeightsOf(Thinning? thinning, int scenarios)
    {
        double[] weights = new double[scenarios];
        Array.Fill(weights, thinning is null ? 1 : 0);
        for (int k = 0; k < (thinning?.Scenarios.Length ?? 0); k++)
        {
            weights[thinning!.Scenarios[k]] = thinning.Weights[k];
        }

        return weights;
    }

    /// <summary>Chooses about so many scenarios. Cost: two passes over the totals.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="tilt">The risk aversion of the pool as a whole, <c>1/sum(1/g)</c>.</param>
    /// <param name="count">How many scenarios are wanted.</param>
    public static Thinning Of(RiskPool pool, double tilt, int count)
    {
        double lowest = double.PositiveInfinity;
        foreach (double total in pool.Total)
        {
            lowest = Math.Min(lowest, total);
        }

        double sum = 0;
        double[] measure = new double[pool.Scenarios];
        for (int s = 0; s < measure.Length; s++)
        {
            measure[s] = pool.Probabilities[s] * Math.Exp(-tilt * (pool.Total[s] - lowest));
            sum += measure[s];
        }

        List<int> scenarios = [];
        List<double> weights = [];
        double passed = 0.5;
        for (int s = 0; s < measure.Length; s++)
        {
            double expected = count * ((pool.Probabilities[s] + (measure[s] / sum)) / 2);
            passed += expected;
            if (expected >= 1 || passed >= 1)
            {
                scenarios.Add(s);
                weights.Add(Math.Max(1, 1 / expected));
                passed = expected >= 1 ? passed - expected : passed - 1;
            }
        }

        return new Thinning([.. scenarios], [.. weights]);
    }
}
