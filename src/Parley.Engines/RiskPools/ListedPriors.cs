using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Some extreme priors of those credal sets that have too many to be stated; null for all other members.</summary>
internal static class ListedPriors
{
    /// <summary>The centres, to begin with.</summary>
    public static List<double[]>?[] Of(RiskPool pool, double[][] centres) => [.. pool.Members.Select((member, i) =>
        member.Beliefs is DistortedCapacity && !BeliefRows.IsOnlyItsCentre(member.Beliefs) ? new List<double[]> { centres[i] } : null)];

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
