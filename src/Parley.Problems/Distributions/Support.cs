namespace Parley.Problems.Distributions;

/// <summary>What every support with a density must be.</summary>
internal static class Support
{
    /// <summary>The least and the greatest length: far beyond any measurement, and squares of both are ordinary numbers.</summary>
    public const double ShortestLength = 1e-150, LongestLength = 1e150;

    /// <summary>The length of a support.</summary>
    /// <exception cref="ArgumentException">The support is empty, reversed, or of a length that doubles cannot work with.</exception>
    public static double Length(double low, double high)
    {
        double length = high - low;
        if (!(length > 0))
        {
            throw new ArgumentException($"the support [{low}, {high}] is empty; give [low, high] with low below high");
        }

        return length is >= ShortestLength and <= LongestLength
            ? length
            : throw new ArgumentException($"the support [{low}, {high}] has the length {length}, which is not between {ShortestLength} and {LongestLength}; choose another unit");
    }

    /// <summary>A parameter that must be finite and lie within limits, both included.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static double Parameter(string name, double value, double least, double greatest) => value >= least && value <= greatest
        ? value
        : throw new ArgumentException($"{name} is {value}; give a number from {least} to {greatest}");

    /// <summary>A quotient whose denominator may be zero where the numerator is: then it is zero.</summary>
    public static double Ratio(double numerator, double denominator) => numerator == 0 ? 0 : numerator / denominator;
}
