using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// A menu's support function: the greatest <c>sum_i E_{q_i} part_i</c> over its allocations, for a probability vector q_i of each member.
/// With it, any tilts bound what any allocation of the menu is worth.
/// </summary>
internal static class MenuSupport
{
    /// <summary>Tilts closer than this are one tilt, where the menu has no limits and only a common tilt bounds anything.</summary>
    private const double SameTilt = 1e-12;

    /// <summary>The support function, in money; infinite where the menu allows gains without limit.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="tilts">Probabilities by scenario for each member.</param>
    public static double Of(RiskPool pool, IReadOnlyList<double[]> tilts) => pool.Menu switch
    {
        SignPreservingMenu => ByScenario(pool.Total, tilts),
        ProportionalMenu => tilts.Max(tilt => Mean(tilt, pool.Total)),
        ComonotoneMenu => ByTotal(pool.Total, tilts),
        UnrestrictedMenu => Common(pool.Total, tilts),
        ListedMenu listed => listed.Allocations.Max(allocation => allocation.Select((parts, i) => Mean(tilts[i], [.. parts])).Sum()),
        _ => throw new ArgumentException($"the menu {pool.Menu} has no support function here", nameof(pool)),
    };

    /// <summary>Everything goes to who finds it likeliest where there is something to gain, and least likely where there is a loss.</summary>
    private static double ByScenario(ReadOnlySpan<double> total, IReadOnlyList<double[]> tilts)
    {
        double sum = 0;
        for (int s = 0; s < total.Length; s++)
        {
            double extreme = tilts[0][s];
            foreach (double[] tilt in tilts)
            {
                extreme = total[s] > 0 ? Math.Max(extreme, tilt[s]) : Math.Min(extreme, tilt[s]);
            }

            sum += total[s] * extreme;
        }

        return sum;
    }

    /// <summary>The same for each layer between neighbouring totals: a layer is reached by all totals beyond it.</summary>
    private static double ByTotal(ReadOnlySpan<double> total, IReadOnlyList<double[]> tilts)
    {
        double[] keys = total.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        return Layers(keys, order, tilts, isGain: true) + Layers(keys, order, tilts, isGain: false);
    }

    /// <summary>Walks from the outermost total towards 0, collecting for each member the probability of going at least so far.</summary>
    private static double Layers(double[] keys, int[] order, IReadOnlyList<double[]> tilts, bool isGain)
    {
        double[] beyond = new double[tilts.Count];
        double sum = 0;
        for (int step = 0; step < keys.Length; step++)
        {
            int k = isGain ? keys.Length - 1 - step : step;
            if (isGain ? keys[k] <= 0 : keys[k] >= 0)
            {
                break;
            }

            for (int i = 0; i < beyond.Length; i++)
            {
                beyond[i] += tilts[i][order[k]];
            }

            int next = isGain ? k - 1 : k + 1;
            double inner = next < 0 || next == keys.Length ? 0 : isGain ? Math.Max(keys[next], 0) : Math.Min(keys[next], 0);
            sum += (keys[k] - inner) * (isGain ? beyond.Max() : beyond.Min());
        }

        return sum;
    }

    private static double Common(ReadOnlySpan<double> total, IReadOnlyList<double[]> tilts)
    {
        for (int s = 0; s < total.Length; s++)
        {
            double first = tilts[0][s];
            if (tilts.Any(tilt => Math.Abs(tilt[s] - first) > SameTilt))
            {
                return double.PositiveInfinity;
            }
        }

        return Mean(tilts[0], total);
    }

    private static double Mean(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int s = 0; s < values.Length; s++)
        {
            sum += probabilities[s] * values[s];
        }

        return sum;
    }
}
