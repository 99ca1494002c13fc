using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// What a block of scenarios tells the search, and all that it tells: sums over its scenarios. Blocks can be anywhere; their sums add up.
/// </summary>
/// <param name="members">How many members there are.</param>
internal sealed class LevelSums(int members)
{
    private readonly int _width = (members + 3) & ~3;
    private readonly double[] _pairs = new double[PairCount(members)];
    private readonly double[] _left = new double[members];
    private readonly double[] _mask = new double[(members + 3) & ~3];
    private readonly int[] _idle = new int[members];
    private double _all;

    /// <summary>How many numbers curvature takes: rows of the upper triangle, each from the multiple of four at or before its diagonal.</summary>
    public static int PairCount(int members) => RowStart(members, (members + 3) & ~3);

    /// <summary>For each member the sum of the probabilities of the scenarios in which its part is positive or negative.</summary>
    public double[] ActiveMass { get; } = new double[members];

    /// <summary>For each member the sum over the same scenarios of the common marginal value <c>exp(l_s)</c>.</summary>
    public double[] ActiveMarginal { get; } = new double[members];

    /// <summary>Adds another block's sums.</summary>
    public void Add(LevelSums other)
    {
        Add(ActiveMass, other.ActiveMass);
        Add(ActiveMarginal, other.ActiveMarginal);
        Add(_pairs, other._pairs);
        Add(_left, other._left);
        _all += other._all;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(ActiveMass);
        Array.Clear(ActiveMarginal);
        Array.Clear(_pairs);
        Array.Clear(_left);
        _all = 0;
    }

    /// <summary>Adds the probabilities and the common marginal value of the active members of a scenario.</summary>
    /// <param name="table">The scenario, filled.</param>
    /// <param name="sign">The sign of its total.</param>
    /// <param name="shifts">g_i u_i for each member.</param>
    /// <param name="marginal">The common marginal value.</param>
    /// <param name="weight">How often the scenario is counted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddActive(WaterTable table, double sign, ReadOnlySpan<double> shifts, double marginal, double weight)
    {
        ReadOnlySpan<int> active = table.Active;
        ReadOnlySpan<double> heights = table.Heights;
        for (int k = 0; k < active.Length; k++)
        {
            _mask[k] = (sign * heights[k]) - shifts[active[k]];
        }

        for (int k = 0; k < active.Length; k += Vector256<double>.Count)
        {
            Vector256.Exp(Vector256.Create<double>(_mask.AsSpan(k))).CopyTo(_mask.AsSpan(k));
        }

        for (int k = 0; k < active.Length; k++)
        {
            ActiveMass[active[k]] += weight * _mask[k];
            ActiveMarginal[active[k]] += weight * marginal;
        }
    }

    /// <summary>Adds <c>weight 1_A 1_A'</c> for the active members A of a scenario, in ascending order.</summary>
    /// <remarks>
    /// Where most are active, those who are not are fewer: <c>1_A 1_A' = 1 1' - 1 1_I' - 1_I 1' + 1_I 1_I'</c>. Cost: about a quarter of
    /// the square of the smaller number, and never more than a vector operation for each of its members and four others.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddCurvature(ReadOnlySpan<int> active, double weight)
    {
        if (2 * active.Length <= members)
        {
            AddPairs(active, weight);
            return;
        }

        int count = 0;
        int next = 0;
        for (int i = 0; i < members; i++)
        {
            if (next < active.Length && active[next] == i)
            {
                next++;
            }
            else
            {
                _idle[count++] = i;
                _left[i] += weight;
            }
        }

        _all += weight;
        AddPairs(_idle.AsSpan(0, count), weight);
    }

    /// <summary>
    /// The curvature <c>sum_s exp(l_s)/T_s 1_A 1_A'</c>, members x members, row-major, symmetric.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyCurvature(Span<double> destination)
    {
        for (int i = 0; i < members; i++)
        {
            ReadOnlySpan<double> pairs = Row(i);
            for (int j = i; j < members; j++)
            {
                double sum = _all - _left[i] - _left[j] + pairs[j - (i & ~3)];
                destination[(i * members) + j] = sum;
                destination[(j * members) + i] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPairs(ReadOnlySpan<int> chosen, double weight)
    {
        if (3 * chosen.Length <= members)
        {
            for (int k = 0; k < chosen.Length; k++)
            {
                int from = chosen[k] & ~3;
                Span<double> row = Row(chosen[k]);
                foreach (int j in chosen[k..])
                {
                    row[j - from] += weight;
                }
            }

            return;
        }

        Array.Clear(_mask);
        foreach (int i in chosen)
        {
            _mask[i] = weight;
        }

        // From the multiple of four before i: what lands below the diagonal is never read.
        foreach (int i in chosen)
        {
            Add(Row(i), _mask.AsSpan(i & ~3));
        }
    }

    private Span<double> Row(int member) => _pairs.AsSpan(RowStart(member, _width), _width - (member & ~3));

    /// <summary>Where a row starts: four rows at a time are equally long.</summary>
    private static int RowStart(int row, int width)
    {
        int fours = row / 4;
        return (4 * ((fours * width) - (2 * fours * (fours - 1)))) + ((row - (4 * fours)) * (width - (4 * fours)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<double> sum, ReadOnlySpan<double> term)
    {
        int k = 0;
        for (; k <= sum.Length - Vector256<double>.Count; k += Vector256<double>.Count)
        {
            (Vector256.Create<double>(sum[k..]) + Vector256.Create(term[k..])).CopyTo(sum[k..]);
        }

        for (; k < sum.Length; k++)
        {
            sum[k] += term[k];
        }
    }
}
