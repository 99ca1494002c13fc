namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>Everybody bears a fixed share of the total.</summary>
internal sealed class FixedShares(IReadOnlyList<double> shares) : SharingRule
{
    /// <inheritdoc/>
    public override string Name => "shares";

    /// <inheritdoc/>
    public override string Sentence => "everybody bears a fixed share of the total";

    /// <inheritdoc/>
    public override void Parts(double total, ReadOnlySpan<double> logRatios, Span<double> parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = (shares[i] * total) + 0.0;
        }

        TakeUpRounding(total, parts);
    }
}
