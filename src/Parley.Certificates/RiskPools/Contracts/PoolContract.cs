using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// The contract that carries a pool's allocation out: in every scenario a member receives its part and its sure transfer and hands over what
/// it brought. For the scenarios of the list the parts are the allocation's; for whatever else comes, the rule's.
/// </summary>
public sealed class PoolContract
{
    private readonly RiskPool _pool;
    private readonly RebuiltAllocation _allocation;
    private readonly double _unit;
    private readonly double[] _mostPaid;
    private readonly double[] _weights;

    /// <summary>A contract.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="evidence">The evidence of its allocation, without flaws.</param>
    /// <param name="transfers">What each member receives for sure, in money; they sum to 0 but for rounding.</param>
    /// <param name="terms">Limits on payments, and the unit that they are rounded to.</param>
    public PoolContract(RiskPool pool, PoolEvidence evidence, IReadOnlyList<double> transfers, ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(terms);
        (_pool, Transfers, Terms) = (pool, [.. transfers], terms);
        _allocation = new RebuiltAllocation(pool, evidence);
        Rule = SharingRule.Of(pool, evidence);
        _unit = terms.Unit.ToDouble();
        // Down to whole units, so that no rounding leads beyond a limit.
        _mostPaid = [.. terms.MostPaid.Select(most => double.IsFinite(most) ? Math.Floor((most / _unit) + 1e-9) * _unit : most)];
        bool isEntropic = pool.Members.All(member => member.Utility is Entropic);
        _weights = [.. pool.Members.Select(member => isEntropic ? 1 / ((Entropic)member.Utility).RiskAversion : 1)];
    }

    /// <summary>The rule by which any total is shared.</summary>
    public SharingRule Rule { get; }

    /// <summary>What each member receives for sure, in money.</summary>
    public IReadOnlyList<double> Transfers { get; }

    /// <summary>Limits on payments, and their unit.</summary>
    public ContractTerms Terms { get; }

    /// <summary>The payments of a scenario of the list.</summary>
    /// <param name="scenario">The scenario, from 0.</param>
    /// <param name="positions">What each member brings in it, in money.</param>
    public Settlement OfScenario(int scenario, ReadOnlySpan<double> positions)
    {
        double[] parts = new double[positions.Length];
        bool isCapped = Parts(scenario, positions, parts);
        return Settle(positions, parts, isCapped);
    }

    /// <summary>The payments of whatever happened.</summary>
    /// <param name="positions">What each member brought, in money.</param>
    /// <param name="logRatios">The logarithm of how much likelier each member held what happened than the reference; zeros where nothing is known.</param>
    public Settlement Of(ReadOnlySpan<double> positions, ReadOnlySpan<double> logRatios)
    {
        double[] parts = new double[positions.Length];
        double total = 0;
        foreach (double position in positions)
        {
            total += position;
        }

        Rule.Parts(total, logRatios, parts);
        return Settle(positions, parts, Cap(total, positions, parts));
    }

    /// <summary>The parts of a scenario of the list, with limits on payments; true where a limit changed them. Not for several threads at once.</summary>
    public bool Parts(int scenario, ReadOnlySpan<double> positions, Span<double> parts)
    {
        _allocation.Parts(scenario, parts);
        return Cap(_pool.Total[scenario], positions, parts);
    }

    /// <summary>
    /// Limits payments where that is asked for. A limit may ask that a member keeps a gain while the total is a loss: then parts leave the
    /// menu's signs, and only then.
    /// </summary>
    private bool Cap(double total, ReadOnlySpan<double> positions, Span<double> parts)
    {
        if (!Terms.IsCapped)
        {
            return false;
        }

        double[] floors = new double[parts.Length];
        double[] signed = new double[parts.Length];
        for (int i = 0; i < floors.Length; i++)
        {
            floors[i] = positions[i] - Transfers[i] - _mostPaid[i];
            signed[i] = _pool.Menu is not UnrestrictedMenu && total >= 0 ? Math.Max(floors[i], 0) : floors[i];
        }

        return PaymentCaps.Apply(parts, signed.Sum() <= total ? signed : floors, _weights);
    }

    private Settlement Settle(ReadOnlySpan<double> positions, double[] parts, bool isCapped)
    {
        double[] amounts = new double[parts.Length];
        for (int i = 0; i < amounts.Length; i++)
        {
            amounts[i] = parts[i] + Transfers[i] - positions[i];
        }

        return new Settlement(positions.ToArray(), parts, Transfers, RoundedPayments.Of(amounts, _unit), Terms.Unit, isCapped);
    }
}
