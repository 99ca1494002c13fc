using Parley.Problems.RiskPools;

namespace Parley.Bench;

/// <summary>
/// What somebody would write first: all parts in one matrix, steps along the gradient of welfare, and each scenario's parts projected back onto the
/// splits of its total. For entropic members with single priors on the sign-preserving menu.
/// </summary>
internal static class DirectSharing
{
    private const int MostSteps = 1_000_000;

    /// <summary>The welfare that is reached once the gap is this small, relative to it; and the steps that took.</summary>
    public static (double Welfare, int Steps) Solve(RiskPool pool, double relativeGap)
    {
        int members = pool.Members.Count;
        int scenarios = pool.Scenarios;
        double[] aversion = [.. pool.Members.Select(member => ((Entropic)member.Utility).RiskAversion)];
        double[][] priors = [.. aversion.Select(_ => new double[scenarios])];
        for (int i = 0; i < members; i++)
        {
            pool.Centres.Prior(i, priors[i]);
        }

        double tolerance = aversion.Sum(g => 1 / g);
        double[][] parts = [.. aversion.Select(g => pool.Total.ToArray().Select(total => total / (g * tolerance)).ToArray())];
        double length = 1;
        (double welfare, double[][] tilts) = Welfare(parts, priors, aversion);
        for (int step = 1; step <= MostSteps; step++)
        {
            if (Gap(pool, parts, tilts) <= relativeGap * Math.Abs(welfare))
            {
                return (welfare, step);
            }

            while (true)
            {
                double[][] next = [.. parts.Select((row, i) => row.Select((part, s) => part + (length * tilts[i][s] / pool.Probabilities[s])).ToArray())];
                for (int s = 0; s < scenarios; s++)
                {
                    Project(next, s, pool.Total[s]);
                }

                (double climbed, double[][] turned) = Welfare(next, priors, aversion);
                if (climbed > welfare || length < 1e-12)
                {
                    (parts, welfare, tilts) = (next, climbed, turned);
                    length *= 1.5;
                    break;
                }

                length /= 2;
            }
        }

        return (welfare, MostSteps);
    }

    private static (double Welfare, double[][] Tilts) Welfare(double[][] parts, double[][] priors, double[] aversion)
    {
        double welfare = 0;
        double[][] tilts = new double[parts.Length][];
        for (int i = 0; i < parts.Length; i++)
        {
            double lowest = parts[i].Min();
            double[] weights = [.. parts[i].Select((part, s) => priors[i][s] * Math.Exp(-aversion[i] * (part - lowest)))];
            double sum = weights.Sum();
            welfare += lowest - (Math.Log(sum) / aversion[i]);
            tilts[i] = [.. weights.Select(weight => weight / sum)];
        }

        return (welfare, tilts);
    }

    private static double Gap(RiskPool pool, double[][] parts, double[][] tilts)
    {
        double gap = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            int scenario = s;
            double total = pool.Total[s];
            double extreme = total > 0 ? tilts.Max(tilt => tilt[scenario]) : tilts.Min(tilt => tilt[scenario]);
            gap += (total * extreme) - parts.Select((row, i) => row[scenario] * tilts[i][scenario]).Sum();
        }

        return gap;
    }

    /// <summary>The nearest split of the total with its sign, by sorting.</summary>
    private static void Project(double[][] parts, int scenario, double total)
    {
        double sign = total >= 0 ? 1 : -1;
        double[] sorted = [.. parts.Select(row => sign * row[scenario]).OrderDescending()];
        double sum = 0;
        double shift = 0;
        for (int k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            double candidate = (sum - Math.Abs(total)) / (k + 1);
            shift = sorted[k] > candidate ? candidate : shift;
        }

        foreach (double[] row in parts)
        {
            row[scenario] = sign * Math.Max(0, (sign * row[scenario]) - shift);
        }
    }
}
