namespace Parley.Problems.RiskPools;

/// <summary>A centre for each member, kept in memory: 8 bytes for each member and scenario.</summary>
public sealed class ListedCentres : Centres
{
    private readonly double[] _logRows;

    /// <summary>Centres from log-probabilities, which are kept, not copied: they may fill most of the memory.</summary>
    /// <param name="logRows">Rows by scenario, each with one number for each member.</param>
    /// <param name="members">How many members there are.</param>
    public ListedCentres(double[] logRows, int members)
    {
        ArgumentNullException.ThrowIfNull(logRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (_logRows, Members, Scenarios) = (logRows, members, logRows.Length / members);
    }

    /// <inheritdoc/>
    public override int Members { get; }

    /// <inheritdoc/>
    public override int Scenarios { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> LogRows(int first, int count, Span<double> scratch) => _logRows.AsSpan(first * Members, count * Members);
}
