using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>What limits on payments make of the members' utilities.</summary>
/// <param name="Utilities">Each member's utility of its part with the limits, without sure transfers, in money.</param>
/// <param name="Scenarios">In how many scenarios a limit changes a part.</param>
/// <param name="MostPaid">The most that any member pays in any scenario beyond its limit, in money; at most 0 but for rounding.</param>
public sealed record CappedWelfare(IReadOnlyList<double> Utilities, int Scenarios, double MostPaid)
{
    /// <summary>
    /// Shares every scenario by the contract and values the parts. Cost: one split for each scenario, one value for each member, and
    /// the memory of all positions, which become the parts.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="positions">What members bring: members x scenarios, row by row, in money; overwritten.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static CappedWelfare Of(RiskPool pool, PoolContract contract, double[] positions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(contract);
        (int members, int scenarios) = (pool.Members.Count, pool.Scenarios);
        (double[] brought, double[] parts) = (new double[members], new double[members]);
        int capped = 0;
        double beyond = double.NegativeInfinity;
        for (int s = 0; s < scenarios; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < members; i++)
            {
                brought[i] = positions[(i * scenarios) + s];
            }

            capped += contract.Parts(s, brought, parts) ? 1 : 0;
            for (int i = 0; i < members; i++)
            {
                positions[(i * scenarios) + s] = parts[i];
                beyond = Math.Max(beyond, brought[i] - parts[i] - contract.Transfers[i] - contract.Terms.MostPaid[i]);
            }
        }

        return new CappedWelfare(UtilitiesOf(pool, positions, cancellation), capped, beyond);
    }

    /// <summary>The members' utilities of an allocation.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="parts">Members x scenarios, row by row, in money.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static double[] UtilitiesOf(RiskPool pool, double[] parts, CancellationToken cancellation)
    {
        int scenarios = pool.Scenarios;
        double[] utilities = new double[pool.Members.Count];
        Parallel.For(0, utilities.Length, new ParallelOptions { CancellationToken = cancellation }, () => new double[3 * scenarios], (i, _, scratch) =>
        {
            Span<double> centre = scratch.AsSpan(0, scenarios);
            pool.Centres.Prior(i, centre);
            ReadOnlySpan<double> part = parts.AsSpan(i * scenarios, scenarios);
            Member member = pool.Members[i];
            utilities[i] = member.Utility is Entropic entropic && member.Beliefs.IsSingle
                ? CertaintyEquivalent.Of(entropic.RiskAversion, part, centre)
                : member.Utility.Value(part, member.Beliefs, centre, scratch.AsSpan(scenarios, scenarios), scratch.AsSpan(2 * scenarios, scenarios));
            return scratch;
        }, _ => { });
        return utilities;
    }
}
