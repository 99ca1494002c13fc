using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The support function of the sign-preserving menu: a price for each scenario, at least everybody's tilt where the total is a gain
/// and at most everybody's where it is a loss. The multipliers of these inequalities are the parts.
/// </summary>
internal sealed class SignPreservingPrices : IMenuPrices
{
    private readonly RiskPool _pool;
    private readonly int[]?[] _links;

    /// <summary>Adds the prices to a program.</summary>
    public SignPreservingPrices(RiskPool pool, PoolProgram program, double unit, Stages stages)
    {
        (_pool, _links) = (pool, new int[pool.Scenarios][]);
        var tilts = new ProgramNumber[pool.Members.Count];
        double[] starts = new double[tilts.Length];
        for (int s = 0; s < pool.Scenarios; s++)
        {
            for (int i = 0; i < tilts.Length; i++)
            {
                tilts[i] = program.Tilts[i][s];
                starts[i] = program.StartOf(tilts[i]);
            }

            _links[s] = pool.Total[s] == 0 ? null : MenuLinks.Add(program.Program, tilts, starts, pool.Total[s] / unit, stages.Price, Stages.Local);
        }
    }

    /// <inheritdoc/>
    public Allocation Parts(InteriorPoint point)
    {
        var parts = new Allocation(_pool.Members.Count, _pool.Scenarios);
        double[] split = new double[parts.Members];
        for (int s = 0; s < parts.Scenarios; s++)
        {
            if (_links[s] is { } links)
            {
                MenuLinks.Split(point, links, _pool.Total[s], split);
                for (int i = 0; i < split.Length; i++)
                {
                    parts[i][s] = split[i];
                }

                MendedAllocation.SettleRounding(_pool, parts, s);
            }
        }

        return parts;
    }
}
