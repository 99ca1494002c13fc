using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Files.RiskPools;

/// <summary>Makes probabilities from files, which are rounded, sum to 1.</summary>
internal static class Priors
{
    /// <summary>How far the sum of 8-byte numbers, or of typed ones in a table, may lie from 1.</summary>
    public const double Rounding = 1e-9;

    /// <summary>How far the sum of 4-byte numbers may lie from 1.</summary>
    public const double SingleRounding = 1e-6;

    private const int Block = 1024;

    /// <summary>The first place of a number below 0; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    public static int IndexOfNegative(ReadOnlySpan<double> numbers)
    {
        Vector256<double> least = Vector256<double>.Zero;
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        foreach (Vector256<double> vector in vectors)
        {
            least = Vector256.Min(least, vector);
        }

        bool isNegative = Vector256.LessThanAny(least, Vector256<double>.Zero);
        for (int i = isNegative ? 0 : vectors.Length * Vector256<double>.Count; i < numbers.Length; i++)
        {
            if (numbers[i] < 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Divides numbers by their sum, which is returned. Numbers whose sum is 0 stay as they are.</summary>
    public static double Normalise(Span<double> numbers)
    {
        double sum = Sum(numbers);
        if (sum is not (0 or 1) && double.IsFinite(sum))
        {
            Scale(numbers, sum);
        }

        return sum;
    }

    /// <summary>The sum, block by block, so that rounding stays small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        for (int first = 0; first < numbers.Length; first += Block)
        {
            ReadOnlySpan<double> block = numbers.Slice(first, Math.Min(Block, numbers.Length - first));
            Vector256<double> partial = Vector256<double>.Zero;
            ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(block);
            foreach (Vector256<double> vector in vectors)
            {
                partial += vector;
            }

            double rest = Vector256.Sum(partial);
            foreach (double number in block[(vectors.Length * Vector256<double>.Count)..])
            {
                rest += number;
            }

            sum += rest;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<double> numbers, double sum)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        foreach (ref Vector256<double> vector in vectors)
        {
            vector /= Vector256.Create(sum);
        }

        foreach (ref double number in numbers[(vectors.Length * Vector256<double>.Count)..])
        {
            number /= sum;
        }
    }
}
