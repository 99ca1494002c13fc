namespace Parley.Problems.RiskPools;

/// <summary>
/// Centres that tilt the reference by a few factors: member i's probability of scenario s is proportional to
/// <c>p_s exp(sum over k of b_ik f_ks)</c>. Only loadings and factors are kept; rows are computed when they are asked for.
/// </summary>
public sealed class TiltedCentres : Centres
{
    private readonly double[] _logReference;
    private readonly double[] _loadings;
    private readonly double[] _factors;
    private readonly double[] _logScale;
    private readonly int _count;

    /// <summary>Tilted centres. Cost: members times scenarios times factors, once.</summary>
    /// <param name="reference">The reference probabilities by scenario.</param>
    /// <param name="loadings">Loadings by factor: one row for each factor with one number for each member.</param>
    /// <param name="factors">Factors by scenario: one row for each scenario with one number for each factor.</param>
    /// <param name="members">How many members there are.</param>
    public TiltedCentres(ReadOnlySpan<double> reference, ReadOnlySpan<double> loadings, ReadOnlySpan<double> factors, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (Members, Scenarios, _count) = (members, reference.Length, loadings.Length / members);
        if (loadings.Length != _count * members || factors.Length != _count * Scenarios)
        {
            throw new ArgumentException($"{_count} factors take {_count} loadings for each of {members} members and {_count} numbers for each of {Scenarios} scenarios");
        }

        (_loadings, _factors) = (loadings.ToArray(), factors.ToArray());
        _logReference = new double[Scenarios];
        for (int s = 0; s < Scenarios; s++)
        {
            _logReference[s] = Math.Log(reference[s]);
        }

        _logScale = new double[members];
        Normalise();
    }

    /// <inheritdoc/>
    public override int Members { get; }

    /// <inheritdoc/>
    public override int Scenarios { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> LogRows(int first, int count, Span<double> scratch)
    {
        for (int s = 0; s < count; s++)
        {
            Row(first + s, scratch.Slice(s * Members, Members));
        }

        return scratch[..(count * Members)];
    }

    private void Row(int scenario, Span<double> row)
    {
        ReadOnlySpan<double> factors = _factors.AsSpan(scenario * _count, _count);
        double reference = _logReference[scenario];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = reference - _logScale[i];
        }

        for (int k = 0; k < factors.Length; k++)
        {
            double factor = factors[k];
            ReadOnlySpan<double> loadings = _loadings.AsSpan(k * Members, Members);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += loadings[i] * factor;
            }
        }
    }

    /// <summary>Sets the scales such that every member's probabilities sum to 1, by sums relative to the largest term.</summary>
    private void Normalise()
    {
        double[] row = new double[Members];
        double[] largest = new double[Members];
        double[] sums = new double[Members];
        Array.Fill(largest, double.NegativeInfinity);
        for (int s = 0; s < Scenarios; s++)
        {
            Row(s, row);
            for (int i = 0; i < Members; i++)
            {
                largest[i] = Math.Max(largest[i], row[i]);
            }
        }

        for (int s = 0; s < Scenarios; s++)
        {
            Row(s, row);
            for (int i = 0; i < Members; i++)
            {
                sums[i] += Math.Exp(row[i] - largest[i]);
            }
        }

        for (int i = 0; i < Members; i++)
        {
            _logScale[i] = largest[i] + Math.Log(sums[i]);
        }
    }
}
