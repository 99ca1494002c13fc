namespace Parley.Engines.RiskPools;

/// <summary>
/// The share at which a member's slope is a given one, guessed from the tangents drawn so far: a nonincreasing function of the slope.
/// </summary>
internal static class ShareResponse
{
    /// <summary>
    /// For a smooth function: the share as a function of <c>log(slope - lowest)</c>, because slopes fall towards the lowest total like an exponential
    /// function. Beyond the last point Newton's step from there; between two points the middle one of Newton's steps from both and of
    /// monotone cubic interpolation. Each of the three is monotone, and so is their median.
    /// </summary>
    /// <param name="points">The member's tangents by rising share, the first at share 0.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="lowest">The least total of any scenario: no slope is lower.</param>
    public static double Smooth(List<ShareCut> points, double slope, double lowest)
    {
        int next = FirstAtMost(points, slope);
        if (next == 0 || slope <= lowest)
        {
            return next == 0 ? 0 : 1;
        }

        ShareCut left = points[next - 1];
        double distance = Math.Log((left.Slope - lowest) / (slope - lowest));
        double forward = distance * (left.Slope - lowest) / left.Curvature;
        if (next == points.Count)
        {
            return Math.Min(1, left.Share + forward);
        }

        ShareCut right = points[next];
        double rise = Math.Max(right.Slope - lowest, double.Epsilon);
        double whole = Math.Log((left.Slope - lowest) / rise);
        double width = right.Share - left.Share;
        double backward = (whole - distance) * rise / right.Curvature;
        double t = distance / whole;
        if (!(t > 0 && t < 1))
        {
            return t >= 1 ? right.Share : left.Share; // the slope is one that was drawn, or both are the same
        }

        double step = width * Cubic(t, forward / (t * width), backward / ((1 - t) * width));
        return left.Share + Median(Math.Min(forward, width), width - Math.Min(backward, width), step);
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

    /// <summary>For a function with kinks: where the last tangent with a greater slope crosses the next.</summary>
    /// <param name="points">The member's tangents by rising share, the first at share 0.</param>
    /// <param name="slope">The slope.</param>
    public static double Kinked(List<ShareCut> points, double slope)
    {
        int next = FirstAtMost(points, slope);
        return next == 0 ? 0 : next == points.Count ? 1 : ShareCut.Crossing(points[next - 1], points[next]);
    }

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
