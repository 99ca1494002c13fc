using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Problems.RiskPools;

/// <summary>
/// Centres that tilt the reference by a few factors: member i's probability of scenario s is proportional to
/// <c>p_s exp(sum over k of b_ik f_ks)</c>. Only loadings and factors are kept; rows are computed when they are asked for.
/// </summary>
public sealed class TiltedCentres : Centres
{
    private const int ScenarioBlock = 1024;
    private const int MemberBlock = 16;

    private readonly double[] _logReference;
    private readonly double[] _loadings;
    private readonly double[] _factors;
    private readonly double[] _factorRows;
    private readonly double[] _logScale;
    private readonly int _count;

    /// <summary>Tilted centres. Cost: members times scenarios times factors, once, on all cores.</summary>
    /// <param name="reference">The reference probabilities by scenario; positive.</param>
    /// <param name="loadings">Loadings by factor: one row for each factor with one number for each member.</param>
    /// <param name="factors">Factors by scenario: one row for each scenario with one number for each factor.</param>
    /// <param name="members">How many members there are.</param>
    /// <exception cref="ArgumentException">Sizes do not agree, or tilts are so large that they cannot be added up.</exception>
    public TiltedCentres(ReadOnlySpan<double> reference, ReadOnlySpan<double> loadings, ReadOnlySpan<double> factors, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (Members, Scenarios, _count) = (members, reference.Length, loadings.Length / members);
        if (loadings.Length != _count * members || factors.Length != _count * Scenarios)
        {
            throw new ArgumentException($"{_count} factors take {_count} loadings for each of {members} members and {_count} numbers for each of {Scenarios} scenarios");
        }

        (_loadings, _factors, _factorRows) = (loadings.ToArray(), factors.ToArray(), new double[factors.Length]);
        _logReference = new double[Scenarios];
        for (int s = 0; s < Scenarios; s++)
        {
            _logReference[s] = Math.Log(reference[s]);
            for (int k = 0; k < _count; k++)
            {
                _factorRows[(k * Scenarios) + s] = _factors[(s * _count) + k];
            }
        }

        _logScale = new double[members];
        Normalise();
        int lost = Array.FindIndex(_logScale, scale => !double.IsFinite(scale));
        if (lost >= 0)
        {
            throw new ArgumentException($"the tilts of member {lost + 1} are too large to be added up; choose smaller loadings or factors");
        }
    }

    /// <inheritdoc/>
    public override int Members { get; }

    /// <inheritdoc/>
    public override int Scenarios { get; }

    /// <inheritdoc/>
    public override int FactorCount => _count;

    /// <inheritdoc/>
    public override void LogRatios(ReadOnlySpan<double> factors, Span<double> destination)
    {
        if (factors.Length != _count)
        {
            throw new ArgumentException($"beliefs depend on {_count} factors, and {factors.Length} values were given", nameof(factors));
        }

        LogRow(0, factors, destination);
    }

    /// <inheritdoc/>
    public override Centres Given(ReadOnlySpan<int> scenarios)
    {
        double[] reference = new double[scenarios.Length];
        double[] factors = new double[scenarios.Length * _count];
        for (int k = 0; k < reference.Length; k++)
        {
            reference[k] = Math.Exp(_logReference[scenarios[k]]);
            _factors.AsSpan(scenarios[k] * _count, _count).CopyTo(factors.AsSpan(k * _count));
        }

        return new TiltedCentres(reference, _loadings, factors, Members);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> LogRows(int first, int count, Span<double> scratch)
    {
        for (int s = first; s < first + count; s++)
        {
            LogRow(_logReference[s], _factors.AsSpan(s * _count, _count), scratch.Slice((s - first) * Members, Members));
        }

        return scratch[..(count * Members)];
    }

    /// <inheritdoc/>
    public override void Prior(int member, Span<double> destination)
    {
        for (int first = 0; first < Scenarios; first += ScenarioBlock)
        {
            Span<double> block = destination.Slice(first, Math.Min(ScenarioBlock, Scenarios - first));
            LogPriors(member, first, block);
            Exponentials(block, 0);
        }
    }

    /// <summary>One scenario's log-probabilities, four members at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private void LogRow(double logReference, ReadOnlySpan<double> factors, Span<double> row)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(row);
        ref double scale = ref MemoryMarshal.GetArrayDataReference(_logScale);
        ref double loading = ref MemoryMarshal.GetReference(_loadings.AsSpan());
        for (int v = 0; v < vectors.Length; v++)
        {
            nuint at = (nuint)(v * Vector256<double>.Count);
            Vector256<double> sum = Vector256.Create(logReference) - Vector256.LoadUnsafe(ref scale, at);
            for (int k = 0; k < factors.Length; k++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref loading, at + (nuint)(k * Members)), Vector256.Create(factors[k]), sum);
            }

            vectors[v] = sum;
        }

        for (int i = vectors.Length * Vector256<double>.Count; i < row.Length; i++)
        {
            double sum = logReference - _logScale[i];
            for (int k = 0; k < factors.Length; k++)
            {
                sum = Math.FusedMultiplyAdd(_loadings[(k * Members) + i], factors[k], sum);
            }

            row[i] = sum;
        }
    }

    /// <summary>One member's log-probabilities of some scenarios, four at a time: the same numbers as <see cref="LogRow"/> gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LogPriors(int member, int first, Span<double> destination)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(destination);
        ReadOnlySpan<double> reference = _logReference.AsSpan(first, destination.Length);
        for (int v = 0; v < vectors.Length; v++)
        {
            int at = v * Vector256<double>.Count;
            Vector256<double> sum = Vector256.Create(reference[at..]) - Vector256.Create(_logScale[member]);
            for (int k = 0; k < _count; k++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(_loadings[(k * Members) + member]), Vector256.Create(_factorRows.AsSpan((k * Scenarios) + first + at)), sum);
            }

            vectors[v] = sum;
        }

        for (int s = vectors.Length * Vector256<double>.Count; s < destination.Length; s++)
        {
            double sum = reference[s] - _logScale[member];
            for (int k = 0; k < _count; k++)
            {
                sum = Math.FusedMultiplyAdd(_loadings[(k * Members) + member], _factorRows[(k * Scenarios) + first + s], sum);
            }

            destination[s] = sum;
        }
    }

    /// <summary>Sets the scales such that every member's probabilities sum to 1. Members are independent, so cores share them.</summary>
    private void Normalise() => Parallel.For(0, (Members + MemberBlock - 1) / MemberBlock, block =>
        Normalise(block * MemberBlock, Math.Min(MemberBlock, Members - (block * MemberBlock))));

    /// <summary>One pass over the scenarios: sums relative to the largest term so far, rescaled where a larger one comes.</summary>
    private void Normalise(int firstMember, int members)
    {
        Span<double> largest = stackalloc double[members];
        Span<double> sums = stackalloc double[members];
        Span<double> buffer = stackalloc double[ScenarioBlock];
        largest.Fill(double.NegativeInfinity);
        sums.Clear();
        for (int first = 0; first < Scenarios; first += ScenarioBlock)
        {
            Span<double> block = buffer[..Math.Min(ScenarioBlock, Scenarios - first)];
            for (int i = 0; i < members; i++)
            {
                LogPriors(firstMember + i, first, block);
                double most = Math.Max(largest[i], Largest(block));
                sums[i] = (sums[i] * Math.Exp(largest[i] - most)) + Exponentials(block, most);
                largest[i] = most;
            }
        }

        for (int i = 0; i < members; i++)
        {
            _logScale[firstMember + i] = largest[i] + Math.Log(sums[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Largest(ReadOnlySpan<double> block)
    {
        double largest = double.NegativeInfinity;
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(block);
        Vector256<double> most = Vector256.Create(largest);
        foreach (Vector256<double> vector in vectors)
        {
            most = Vector256.Max(most, vector);
        }

        largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        foreach (double number in block[(vectors.Length * Vector256<double>.Count)..])
        {
            largest = Math.Max(largest, number);
        }

        return largest;
    }

    /// <summary>Replaces each number x by <c>exp(x - shift)</c>, and returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Exponentials(Span<double> block, double shift)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(block);
        Vector256<double> sum = Vector256<double>.Zero;
        foreach (ref Vector256<double> vector in vectors)
        {
            vector = Vector256.Exp(vector - Vector256.Create(shift));
            sum += vector;
        }

        double total = Vector256.Sum(sum);
        foreach (ref double number in block[(vectors.Length * Vector256<double>.Count)..])
        {
            number = Math.Exp(number - shift);
            total += number;
        }

        return total;
    }
}
