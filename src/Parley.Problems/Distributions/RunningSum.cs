namespace Parley.Problems.Distributions;

/// <summary>Sums of the first terms of a sequence.</summary>
internal static class RunningSum
{
    /// <summary>Element k is the sum of the first k terms, by Neumaier's compensated summation.</summary>
    public static double[] Of(int count, Func<int, double> term)
    {
        double[] sums = new double[count + 1];
        double sum = 0;
        double rest = 0;
        for (int index = 0; index < count; index++)
        {
            double next = term(index);
            double total = sum + next;
            rest += Math.Abs(sum) >= Math.Abs(next) ? sum - total + next : next - total + sum;
            sum = total;
            sums[index + 1] = sum + rest;
        }

        return sums;
    }
}
