namespace Parley.Problems.Beliefs;

/// <summary>Parameters within their range, or the exception that names it.</summary>
internal static class Allowed
{
    /// <summary>The value, where it is within the closed range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or is not a number.</exception>
    public static double Within(double value, double least, double most, string name, string meaning) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {meaning}: give a number from {least} to {most}");

    /// <summary>The value, where it is finite and at least <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double AtLeast(double value, double least, string name, string meaning) =>
        value >= least && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {meaning}: give a finite number of at least {least}");

    /// <summary>A copy of a list of probabilities between 0 and 1.</summary>
    /// <exception cref="ArgumentException">There are none, or one of them is not a probability.</exception>
    public static double[] Probabilities(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Length == 0)
        {
            throw new ArgumentException("give a number for each scenario, and at least one", name);
        }

        for (int s = 0; s < values.Length; s++)
        {
            if (!(values[s] >= 0 && values[s] <= 1))
            {
                throw new ArgumentException($"scenario {s + 1} has {values[s]}: give a probability from 0 to 1", name);
            }
        }

        return [.. values];
    }
}
