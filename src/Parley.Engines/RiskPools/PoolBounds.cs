using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The best bounds on a pool's welfare that were seen, and what proves each.</summary>
/// <param name="pool">The pool.</param>
/// <param name="centres">The centre of each member.</param>
internal sealed class PoolBounds(RiskPool pool, double[][] centres)
{
    /// <summary>The welfare of <see cref="Allocation"/>, in money.</summary>
    public double Lower { get; private set; } = double.NegativeInfinity;

    /// <summary>What no allocation of the menu exceeds, by <see cref="Priors"/> and <see cref="Tilts"/>.</summary>
    public double Upper { get; private set; } = double.PositiveInfinity;

    public Allocation? Allocation { get; private set; }

    public double[][]? Priors { get; private set; }

    public double[][]? Tilts { get; private set; }

    /// <summary>Worst priors of the last allocation offered, one for each member.</summary>
    public double[][] WorstPriors { get; private set; } = [];

    /// <summary>Upper - lower relative to the larger of |lower| and the mean absolute total.</summary>
    public double RelativeGap => (Upper - Lower) / Math.Max(Math.Abs(Lower), MeanAbsolute(pool));

    public static double MeanAbsolute(RiskPool pool)
    {
        double sum = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            sum += pool.Probabilities[s] * Math.Abs(pool.Total[s]);
        }

        return sum;
    }

    /// <summary>Takes note of an allocation of the menu; returns its welfare.</summary>
    public double Offer(Allocation allocation)
    {
        double sum = 0;
        double[] tilt = new double[pool.Scenarios];
        WorstPriors = new double[pool.Members.Count][];
        for (int i = 0; i < pool.Members.Count; i++)
        {
            Member member = pool.Members[i];
            WorstPriors[i] = new double[pool.Scenarios];
            sum += member.Utility.Value(allocation[i], member.Beliefs, centres[i], WorstPriors[i], tilt);
        }

        if (sum > Lower)
        {
            (Lower, Allocation) = (sum, allocation);
        }

        return sum;
    }

    /// <summary>Takes note of priors and tilts; returns the bound that they prove.</summary>
    public double Offer(double[][] priors, double[][] tilts)
    {
        double bound = SupportFunction.At(pool, tilts);
        for (int i = 0; i < tilts.Length; i++)
        {
            Member member = pool.Members[i];
            bool outside = member.Beliefs.Excess(centres[i], priors[i]) > MonetaryUtility.PlausibilityTolerance;
            bound += outside ? double.PositiveInfinity : member.Utility.Penalty(tilts[i], priors[i]);
        }

        if (bound < Upper)
        {
            (Upper, Priors, Tilts) = (bound, priors, tilts);
        }

        return bound;
    }
}
