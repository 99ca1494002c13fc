namespace Parley.Problems.RiskPools;

/// <summary>One centre for everybody.</summary>
public sealed class CommonCentre : Centres
{
    private readonly double[] _probabilities;

    /// <summary>The centre of all members.</summary>
    /// <param name="probabilities">Probabilities by scenario.</param>
    /// <param name="members">How many members share it.</param>
    public CommonCentre(ReadOnlySpan<double> probabilities, int members) => (_probabilities, Members) = (probabilities.ToArray(), members);

    /// <inheritdoc/>
    public override int Members { get; }

    /// <inheritdoc/>
    public override int Scenarios => _probabilities.Length;

    /// <inheritdoc/>
    public override bool IsCommon => true;

    /// <inheritdoc/>
    public override Centres Given(ReadOnlySpan<int> scenarios)
    {
        double[] chosen = new double[scenarios.Length];
        for (int k = 0; k < chosen.Length; k++)
        {
            chosen[k] = _probabilities[scenarios[k]];
        }

        double mass = chosen.Sum();
        return mass > 0 ? new CommonCentre([.. chosen.Select(probability => probability / mass)], Members)
            : throw new ArgumentException("all of these scenarios are held impossible; choose others", nameof(scenarios));
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> LogRows(int first, int count, Span<double> scratch)
    {
        for (int s = 0; s < count; s++)
        {
            scratch.Slice(s * Members, Members).Fill(Math.Log(_probabilities[first + s]));
        }

        return scratch[..(count * Members)];
    }

    /// <inheritdoc/>
    public override void Prior(int member, Span<double> destination) => _probabilities.CopyTo(destination);
}
