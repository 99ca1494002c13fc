using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Some extreme priors that stand for a member's whole credal set; null for members whose set is stated by its inequalities.
/// </summary>
/// <remarks>
/// On the comonotone menu everybody's parts rise with the total. The greatest expectation of a capacity's core that is alternating of order 2 is the Choquet
/// integral, which is linear among such losses (Schmeidler, Integral representation without additivity, 1986): one prior is a worst one for all parts of
/// the menu, that of the total itself. So it is for contamination, total variation, intervals and distortions.
/// </remarks>
internal static class ListedPriors
{
    /// <summary>The priors to begin with: the centres of cores that have too many extreme priors to be stated.</summary>
    public static List<double[]>?[] Of(RiskPool pool, double[][] centres) => [.. pool.Members.Select((member, i) =>
        BeliefRows.IsOnlyItsCentre(member.Beliefs) ? null
        : pool.Menu is ComonotoneMenu && IsAlternating(member.Beliefs) ? new List<double[]> { OfTheTotal(pool, member.Beliefs, centres[i]) }
        : member.Beliefs is DistortedCapacity ? [centres[i]] : null)];

    /// <summary>True for sets whose greatest expectation depends on the order of losses only in the choice of the worst prior.</summary>
    private static bool IsAlternating(CredalSet beliefs) => beliefs is Contamination or TotalVariationBall or ProbabilityIntervals or DistortedCapacity;

    /// <summary>The prior that makes the total's expectation least.</summary>
    private static double[] OfTheTotal(RiskPool pool, CredalSet beliefs, double[] centre)
    {
        double[] worst = new double[pool.Scenarios];
        beliefs.GreatestExpectation(centre, [.. pool.Total.ToArray().Select(money => -money)], worst);
        return worst;
    }

    /// <summary>Adds each member's worst prior to its list; false where all of them were there.</summary>
    public static bool Extend(List<double[]>?[] listed, double[][] worst)
    {
        bool extended = false;
        for (int i = 0; i < listed.Length; i++)
        {
            if (listed[i] is { } priors && !priors.Any(prior => prior.AsSpan().SequenceEqual(worst[i])))
            {
                priors.Add(worst[i]);
                extended = true;
            }
        }

        return extended;
    }
}
