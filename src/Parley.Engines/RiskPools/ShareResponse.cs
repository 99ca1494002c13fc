namespace Parley.Engines.RiskPools;

/// <summary>
/// The share at which a member's slope is a given one, guessed from the tangents drawn so far: a nonincreasing function of the slope.
/// </summary>
internal static class ShareResponse
{
    /// <summary>
    /// The share as a function of <c>log(slope - lowest)</c>, because slopes fall towards the lowest total like an exponential function. Beyond the
    /// last point Newton's step from there. Between two points the middle one of Newton's steps from both and, for a smooth function, monotone
    /// cubic interpolation; for one that may have kinks, the tangents' crossing, which is where a kink would be. Each of the three is
    /// monotone, and so is their median.
    /// </summary>
    /// <param name="points">The member's tangents by rising share, the first at share 0.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="lowest">The least total of any scenario: no slope is lower.</param>
    /// <param name="isSmooth">True where the function has no kinks.</param>
    public static double At(List<ShareCut> points, double slope, double lowest, bool isSmooth)
    {
        int next = FirstAtMost(points, slope);
        if (next == 0 || slope <= lowest)
        {
            return next == 0 ? 0 : 1;
        }

        ShareCut left = points[next - 1];
        double distance = Math.Log((left.Slope - lowest) / (slope - lowest));
        double forward = left.Curvature > 0 ? distance * (left.Slope - lowest) / left.Curvature : double.PositiveInfinity;
        return next == points.Count
            ? Math.Min(1, left.Share + forward)
            : Between(left, points[next], distance, forward, lowest, isSmooth);
    }

    private static double Between(ShareCut left, ShareCut right, double distance, double forward, double lowest, bool isSmooth)
    {
        double rise = Math.Max(right.Slope - lowest, double.Epsilon);
        double whole = Math.Log((left.Slope - lowest) / rise);
        if (!(distance > 0 && distance < whole))
        {
            return distance > 0 ? right.Share : left.Share; // the slope is one that was drawn, or both are the same
        }

        double width = right.Share - left.Share;
        double backward = (whole - distance) * rise / right.Curvature;
        double startRate = whole * (left.Slope - lowest) / (left.Curvature * width);
        double endRate = whole * rise / (right.Curvature * width);
        double middle = isSmooth ? width * Cubic(distance / whole, startRate, endRate) : ShareCut.Crossing(left, right) - left.Share;
        return left.Share + Median(Math.Min(forward, width), width - Math.Min(backward, width), middle);
    }

    /// <summary>
    /// The cubic from 0 to 1 with these derivatives at its ends, cut to 3 so that it is monotone (Fritsch and Carlson, Monotone piecewise cubic
    /// interpolation, 1980).
    /// </summary>
    private static double Cubic(double t, double start, double end)
    {
        double rest = 1 - t;
        return t * ((rest * rest * Math.Min(start, 3)) + (t * (3 - (2 * t))) - (t * rest * Math.Min(end, 3)));
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    /// <summary>The first point whose slope is at most this one; all points' number where there is none.</summary>
    private static int FirstAtMost(List<ShareCut> points, double slope)
    {
        int next = 0;
        while (next < points.Count && points[next].Slope > slope)
        {
            next++;
        }

        return next;
    }
}
