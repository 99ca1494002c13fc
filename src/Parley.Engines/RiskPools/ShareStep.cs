namespace Parley.Engines.RiskPools;

/// <summary>Newton's step for shares that sum to 1.</summary>
internal static class ShareStep
{
    /// <summary>
    /// The shares that maximise the sum of the members' quadratic models. Every member takes <c>w_i + (slope_i - level) / curvature_i</c>, cut to
    /// 0 to 1, and the level is where these sum to 1; whose slope does not fall takes all above its slope and nothing below.
    /// </summary>
    /// <param name="points">Where each member's model touches.</param>
    public static double[] From(ShareCut[] points)
    {
        double low = points.Min(point => point.Slope - point.Curvature);
        double high = points.Max(point => point.Slope + (point.Share * point.Curvature));
        low -= Math.Abs(low) + 1;
        high += Math.Abs(high) + 1;

        // Halving an interval of doubles ends within some two thousand steps even where it straddles 0; ordinarily within sixty.
        for (double middle = low + ((high - low) / 2); middle > low && middle < high; middle = low + ((high - low) / 2))
        {
            (low, high) = points.Sum(point => At(point, middle)) >= 1 ? (middle, high) : (low, middle);
        }

        double[] more = [.. points.Select(point => At(point, low))];
        double[] less = [.. points.Select(point => At(point, high))];
        double weight = more.Sum() > less.Sum() ? (1 - less.Sum()) / (more.Sum() - less.Sum()) : 1;
        return Normalised([.. more.Select((share, i) => (weight * share) + ((1 - weight) * less[i]))]);
    }

    /// <summary>The same shares with the sum 1, as nearly as doubles allow.</summary>
    public static double[] Normalised(double[] shares)
    {
        double sum = shares.Sum();
        double[] normalised = [.. shares.Select(share => share / sum)];
        int largest = Array.IndexOf(normalised, normalised.Max());
        normalised[largest] += 1 - normalised.Sum();
        return normalised;
    }

    private static double At(ShareCut point, double level)
    {
        double distance = point.Slope - level;
        return point.Curvature > 0 ? Math.Clamp(point.Share + (distance / point.Curvature), 0, 1) : distance > 0 ? 1 : 0;
    }
}
