using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>The allocation that evidence stands for, scenario by scenario. Not for several threads at once.</summary>
public sealed class RebuiltAllocation
{
    private readonly RiskPool _pool;
    private readonly PoolEvidence _evidence;
    private readonly FilledScenario? _filled;
    private readonly double[] _scratch;

    /// <summary>Prepares to rebuild.</summary>
    /// <exception cref="ArgumentException">The evidence stands for no allocation.</exception>
    public RebuiltAllocation(RiskPool pool, PoolEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (evidence is UnboundedBets)
        {
            throw new ArgumentException("bets without limit are no allocation", nameof(evidence));
        }

        (_pool, _evidence, _scratch) = (pool, evidence, new double[pool.Members.Count]);
        _filled = evidence is WaterFilling filling ? new FilledScenario(pool, filling) : null;
    }

    /// <summary>Writes every member's part of one scenario, in money.</summary>
    public void Parts(int scenario, Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = _evidence switch
            {
                Shares shares => shares.Parts[i] * _pool.Total[scenario],
                MixedShares shares => shares.Parts[i] * _pool.Total[scenario],
                WrittenDown written => written.Allocation[i][scenario],
                Choice choice => ((ListedMenu)_pool.Menu).Allocations[choice.Index][i][scenario],
                _ => 0,
            };
        }

        if (_filled is not null)
        {
            _filled.Fill(_pool.Centres.LogRows(scenario, 1, _scratch), _pool.Total[scenario]);
            _filled.Parts.AsSpan(0, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>The whole allocation, for pools that are small enough to write it down.</summary>
    public Allocation Whole()
    {
        var whole = new Allocation(_pool.Members.Count, _pool.Scenarios);
        double[] parts = new double[whole.Members];
        for (int s = 0; s < whole.Scenarios; s++)
        {
            Parts(s, parts);
            for (int i = 0; i < parts.Length; i++)
            {
                whole[i][s] = parts[i];
            }
        }

        return whole;
    }
}
