namespace Parley.Problems.RiskPools;

/// <summary>What is known about a number that was computed.</summary>
public enum AverageGuarantee
{
    /// <summary>Exact up to the rounding of sums.</summary>
    Exact,

    /// <summary>Proved to lie within the error.</summary>
    Enclosed,

    /// <summary>Within the error, by an estimate that was not proved.</summary>
    Within,

    /// <summary>A mean of draws; the error is its standard error.</summary>
    Sampled,
}

/// <summary>A member's mean utility over the menu measure.</summary>
/// <param name="Value">The mean, in money.</param>
/// <param name="Error">How far off it is at most, or its standard error where it was sampled, in money.</param>
/// <param name="Guarantee">What the error means.</param>
public sealed record AverageUtility(double Value, double Error, AverageGuarantee Guarantee)
{
    /// <summary>The names of the guarantees in results, in the order of <see cref="AverageGuarantee"/>.</summary>
    public static IReadOnlyList<string> GuaranteeNames { get; } = ["exact", "enclosed", "within", "sampled"];
}
