namespace Parley.Problems.RiskPools;

/// <summary>An allocation written down: a part of the total for each member and scenario, in money.</summary>
public sealed class Allocation
{
    private readonly double[] _parts;

    /// <summary>An allocation of zeros.</summary>
    public Allocation(int members, int scenarios) => (_parts, Members, Scenarios) = (new double[checked(members * scenarios)], members, scenarios);

    /// <summary>How many members there are.</summary>
    public int Members { get; }

    /// <summary>How many scenarios there are.</summary>
    public int Scenarios { get; }

    /// <summary>One member's parts, by scenario.</summary>
    public Span<double> this[int member] => _parts.AsSpan(member * Scenarios, Scenarios);
}
