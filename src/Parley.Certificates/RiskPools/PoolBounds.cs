namespace Parley.Certificates.RiskPools;

/// <summary>What evidence proves: each member's utility of the allocation, and a bound that no allocation of the menu exceeds.</summary>
/// <param name="Utilities">Each member's utility of its part, in money. Their sum is a welfare that is reached.</param>
/// <param name="Gap">How much more welfare any allocation of the menu could have, at most; not negative but for rounding. Infinite: nothing is proved.</param>
/// <param name="Imbalance">The largest distance of the parts' sum from the total, in any scenario, in money.</param>
/// <param name="Excess">The largest distance of a part from the menu, in any scenario, in money.</param>
public sealed record PoolBounds(IReadOnlyList<double> Utilities, double Gap, double Imbalance, double Excess)
{
    /// <summary>The size of the largest part, in money, where parts may exceed the total; otherwise 0.</summary>
    public double LargestPart { get; init; }

    /// <summary>The welfare that the allocation reaches: the sum of the utilities.</summary>
    public double Welfare => Utilities.Sum();
}
