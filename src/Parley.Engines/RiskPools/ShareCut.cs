namespace Parley.Engines.RiskPools;

/// <summary>A tangent to what shares of the total are worth to a member.</summary>
/// <param name="Share">The share w at which it touches.</param>
/// <param name="Value">What that share is worth, in money.</param>
/// <param name="Slope">The total's expectation under the supergradient there, in money for the whole.</param>
/// <param name="Curvature">How fast the slope falls, by the tilt's variance; 0 where it does not.</param>
internal readonly record struct ShareCut(double Share, double Value, double Slope, double Curvature)
{
    /// <summary>The tangent's height at share 0: what the supergradient costs as a penalty.</summary>
    public double Penalty => Value - (Share * Slope);

    /// <summary>The share at which two tangents cross: between those that they touch at, whatever rounding says.</summary>
    public static double Crossing(ShareCut left, ShareCut right)
    {
        double fall = left.Slope - right.Slope;
        double crossing = fall > 0 ? (right.Penalty - left.Penalty) / fall : left.Share;
        return Math.Clamp(crossing, left.Share, right.Share);
    }
}
