using System.Runtime.Intrinsics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// What a block of scenarios tells the search, and all that it tells: sums over its scenarios. Blocks can be anywhere; their sums add up.
/// </summary>
/// <param name="members">How many members there are.</param>
internal sealed class LevelSums(int members)
{
    private readonly int _width = (members + 3) & ~3;
    private readonly double[] _pairs = new double[members * ((members + 3) & ~3)];
    private readonly double[] _left = new double[members];
    private readonly double[] _mask = new double[(members + 3) & ~3];
    private readonly int[] _idle = new int[members];
    private double _all;

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
    public void CopyCurvature(Span<double> destination)
    {
        for (int i = 0; i < members; i++)
        {
            for (int j = i; j < members; j++)
            {
                double sum = _all - _left[i] - _left[j] + _pairs[(i * _width) + j];
                destination[(i * members) + j] = sum;
                destination[(j * members) + i] = sum;
            }
        }
    }

    private void AddPairs(ReadOnlySpan<int> chosen, double weight)
    {
        if (3 * chosen.Length <= members)
        {
            for (int k = 0; k < chosen.Length; k++)
            {
                Span<double> row = _pairs.AsSpan(chosen[k] * _width, _width);
                foreach (int j in chosen[k..])
                {
                    row[j] += weight;
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
            int from = i & ~(Vector256<double>.Count - 1);
            Add(_pairs.AsSpan((i * _width) + from, _width - from), _mask.AsSpan(from));
        }
    }

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
