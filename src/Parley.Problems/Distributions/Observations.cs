namespace Parley.Problems.Distributions;

/// <summary>Counts equal observations.</summary>
internal static class Observations
{
    /// <summary>The different values, increasing, and how often each occurs.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static (double[] Values, int[] Counts) Grouped(ReadOnlySpan<double> observations)
    {
        double[] sorted = observations.ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("there is no observation; give at least one");
        }

        Array.Sort(sorted);
        List<double> values = [];
        List<int> counts = [];
        foreach (double value in sorted)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"the observation {value} is not finite; remove it");
            }

            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1]++;
            }
            else
            {
                values.Add(value);
                counts.Add(1);
            }
        }

        return ([.. values], [.. counts]);
    }
}
