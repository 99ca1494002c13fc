using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Files.RiskPools;

/// <summary>
/// The total of positions by scenario. Each sum carries what rounding took from it (Knuth's two-sum), so that positions which
/// cancel leave nothing behind: the sign of a total decides what may be shared.
/// </summary>
/// <param name="scenarios">How many scenarios there are.</param>
internal sealed class RunningTotal(int scenarios)
{
    private readonly double[] _sums = new double[scenarios];
    private readonly double[] _rests = new double[scenarios];

    /// <summary>Adds some members' positions, one row for each, in their order.</summary>
    public void Add(double[] positions, int members) => ScenarioBlocks.ForEach(scenarios, (first, count) =>
    {
        for (int i = 0; i < members; i++)
        {
            Add(positions.AsSpan((i * scenarios) + first, count), _sums.AsSpan(first, count), _rests.AsSpan(first, count));
        }
    });

    /// <summary>The totals.</summary>
    public double[] Finish() => [.. _sums.Zip(_rests, (sum, rest) => sum + rest + 0.0)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private static void Add(ReadOnlySpan<double> amounts, Span<double> sums, Span<double> rests)
    {
        ReadOnlySpan<Vector256<double>> added = MemoryMarshal.Cast<double, Vector256<double>>(amounts);
        Span<Vector256<double>> sum = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        Span<Vector256<double>> rest = MemoryMarshal.Cast<double, Vector256<double>>(rests);
        for (int k = 0; k < added.Length; k++)
        {
            Vector256<double> next = sum[k] + added[k];
            Vector256<double> taken = next - sum[k];
            rest[k] += (sum[k] - (next - taken)) + (added[k] - taken);
            sum[k] = next;
        }

        for (int s = added.Length * Vector256<double>.Count; s < amounts.Length; s++)
        {
            double next = sums[s] + amounts[s];
            double taken = next - sums[s];
            rests[s] += (sums[s] - (next - taken)) + (amounts[s] - taken);
            sums[s] = next;
        }
    }
}
