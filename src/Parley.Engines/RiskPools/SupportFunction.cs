using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The greatest <c>sum_i E_{q_i} part_i</c> over a menu's allocations.</summary>
internal static class SupportFunction
{
    /// <summary>Its value at tilts, in money; on the unrestricted menu the tilts must be the same and the first is used.</summary>
    public static double At(RiskPool pool, double[][] tilts) => pool.Menu switch
    {
        SignPreservingMenu => SignPreserving(pool.Total, tilts),
        ComonotoneMenu => Comonotone(pool.Total, tilts),
        UnrestrictedMenu => Unrestricted(pool.Total, tilts[0]),
        _ => throw new ArgumentException($"no method for the menu {pool.Menu.GetType().Name}", nameof(pool)),
    };

    private static double SignPreserving(ReadOnlySpan<double> total, double[][] tilts)
    {
        double sum = 0;
        for (int s = 0; s < total.Length; s++)
        {
            if (total[s] != 0)
            {
                sum += total[s] * Extreme(tilts, s, Math.Sign(total[s]));
            }
        }

        return sum;
    }

    private static double Extreme(double[][] tilts, int scenario, int sign)
    {
        double extreme = double.NegativeInfinity;
        foreach (double[] tilt in tilts)
        {
            extreme = Math.Max(extreme, sign * tilt[scenario]);
        }

        return sign * extreme;
    }

    /// <summary>Gap by gap away from 0: what lies at or beyond it is worth most to one member.</summary>
    private static double Comonotone(ReadOnlySpan<double> total, double[][] tilts)
    {
        double sum = 0;
        foreach (int sign in (int[])[1, -1])
        {
            double[] beyond = new double[tilts.Length];
            foreach ((double gap, int[] scenarios) in Steps(total, sign).Reverse())
            {
                for (int i = 0; i < tilts.Length; i++)
                {
                    foreach (int s in scenarios)
                    {
                        beyond[i] += tilts[i][s];
                    }
                }

                sum += sign * gap * (sign > 0 ? beyond.Max() : beyond.Min());
            }
        }

        return sum;
    }

    private static double Unrestricted(ReadOnlySpan<double> total, double[] tilt)
    {
        double sum = 0;
        for (int s = 0; s < total.Length; s++)
        {
            sum += total[s] * tilt[s];
        }

        return sum;
    }

    /// <summary>
    /// The distinct totals of one sign, outwards from 0: each with its distance from the one before it and its scenarios.
    /// </summary>
    public static (double Gap, int[] Scenarios)[] Steps(ReadOnlySpan<double> total, int sign)
    {
        double[] sizes = new double[total.Length];
        for (int s = 0; s < sizes.Length; s++)
        {
            sizes[s] = sign * total[s];
        }

        double last = 0;
        var steps = new List<(double, int[])>();
        foreach (IGrouping<double, int> group in Enumerable.Range(0, sizes.Length).Where(s => sizes[s] > 0).GroupBy(s => sizes[s]).OrderBy(group => group.Key))
        {
            steps.Add((group.Key - last, [.. group]));
            last = group.Key;
        }

        return [.. steps];
    }
}
