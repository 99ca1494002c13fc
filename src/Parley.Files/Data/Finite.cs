using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Files.Data;

/// <summary>Looks for numbers that are not finite.</summary>
internal static class Finite
{
    /// <summary>The first place of NaN or an infinity; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    public static int IndexOfOther(ReadOnlySpan<double> numbers)
    {
        // A finite number less itself is 0; others give NaN, which no addition removes.
        Vector256<double> sum = Vector256<double>.Zero;
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        foreach (Vector256<double> vector in vectors)
        {
            sum += vector - vector;
        }

        int whole = vectors.Length * Vector256<double>.Count;
        bool isFinite = Vector256.Sum(sum) == 0;
        for (int i = isFinite ? whole : 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
