namespace Parley.Problems.Beliefs;

/// <summary>Sums over scenarios in a fixed order, whose error doesn't grow with the number of scenarios.</summary>
/// <remarks>Neumaier's compensated summation, as two-sums without branches (Ogita, Rump and Oishi, 2005, algorithm 4.4).</remarks>
internal static class Expectation
{
    /// <summary>The expectation of amounts under probabilities.</summary>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> amounts)
    {
        double sum = 0;
        double rest = 0;
        for (int s = 0; s < probabilities.Length; s++)
        {
            Add(probabilities[s] * amounts[s], ref sum, ref rest);
        }

        return sum + rest;
    }

    /// <summary>The sum of a list of numbers.</summary>
    public static double Sum(ReadOnlySpan<double> terms)
    {
        double sum = 0;
        double rest = 0;
        foreach (double term in terms)
        {
            Add(term, ref sum, ref rest);
        }

        return sum + rest;
    }

    /// <summary>Adds a term to a sum, and what is lost in doing so to the rest.</summary>
    public static void Add(double term, ref double sum, ref double rest)
    {
        double total = sum + term;
        double added = total - sum;
        rest += sum - (total - added) + (term - added);
        sum = total;
    }
}
