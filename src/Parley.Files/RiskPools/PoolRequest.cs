namespace Parley.Files.RiskPools;

/// <summary>What a result of a pool should hold besides its answer.</summary>
/// <param name="AllocationFile">The file that the allocation is written to, as the result names it; null where it is not.</param>
public sealed record PoolRequest(string? AllocationFile = null)
{
    /// <summary>The most parts that a result lists itself: members times scenarios. Larger allocations are rebuilt from the certificate, or written to a file.</summary>
    public const int MostParts = 10_000;
}
