using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>A partner: what they own, how much their payoff counts, and what the others believe about their value.</summary>
/// <param name="Name">The partner's name.</param>
/// <param name="Share">The share of the asset owned, r, in [0, 1].</param>
/// <param name="Weight">The bargaining weight w, at least 0, in units of the largest.</param>
/// <param name="Type">The distribution of the partner's value of the whole asset, theta.</param>
/// <param name="SurplusShare">The part eta of an expected surplus that goes to the partner; 0 unless the weight is 1.</param>
/// <param name="BuyOut">
/// What the partner gets by staying out: a fixed sum of money in exchange for the share; null where the partner keeps
/// the share and so has share times value.
/// </param>
public sealed record Agent(string Name, double Share, double Weight, Distribution Type, double SurplusShare, double? BuyOut = null)
{
    /// <summary>How much the outside option rises with the partner's value: the share, or 0 with a fixed buy-out.</summary>
    public double OutsideSlope => BuyOut is null ? Share : 0;
}
