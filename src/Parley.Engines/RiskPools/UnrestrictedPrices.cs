using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The support function of the unrestricted menu: a price for each scenario that is everybody's tilt. The multipliers of these
/// equations are the parts. Where a price that is not everybody's tilt is to cost the distance, the parts are at most 1 in size.
/// </summary>
/// <remarks>
/// In a scenario that somebody holds impossible the price is 0, and the others would like ever more of a gain there, which costs
/// that member nothing: the price is set to almost nothing, so that they get a large finite gain.
/// </remarks>
internal sealed class UnrestrictedPrices : IMenuPrices
{
    /// <summary>The price in a scenario that somebody holds impossible, as a part of an even one.</summary>
    private const double AlmostNothing = 1e-13;

    private readonly RiskPool _pool;
    private readonly double _unit;
    private readonly int[,] _rows;
    private readonly ProgramNumber[] _prices;

    /// <summary>Adds the prices to a program.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="program">The program.</param>
    /// <param name="unit">The unit of money.</param>
    /// <param name="stages">When unknowns are eliminated.</param>
    /// <param name="elastic">Whether tilts may differ from the prices, at a cost; then totals count as 0.</param>
    public UnrestrictedPrices(RiskPool pool, PoolProgram program, double unit, Stages stages, bool elastic)
    {
        (_pool, _unit, _rows, _prices) = (pool, unit, new int[pool.Members.Count, pool.Scenarios], new ProgramNumber[pool.Scenarios]);
        for (int s = 0; s < pool.Scenarios; s++)
        {
            bool impossible = !elastic && program.Tilts.Any(tilt => IsZero(tilt[s]));
            double cost = elastic ? 0 : pool.Total[s] / unit;
            _prices[s] = impossible
                ? ProgramNumber.Fixed(AlmostNothing * program.Program.Even)
                : new ProgramNumber(program.Program.Variable(program.Tilts.Average(tilt => program.StartOf(tilt[s])), stages.Price, cost), 0);
            for (int i = 0; i < pool.Members.Count; i++)
            {
                _rows[i, s] = Link(program, program.Tilts[i][s], _prices[s], elastic);
            }
        }
    }

    /// <summary>The prices as probabilities, exactly 0 where somebody holds a scenario impossible.</summary>
    public double[] Prices(InteriorPoint point) => [.. _prices.Select(price => price.Variable < 0 ? 0 : price.At(point.Point))];

    /// <inheritdoc/>
    public Allocation Parts(InteriorPoint point)
    {
        var parts = new Allocation(_pool.Members.Count, _pool.Scenarios);
        for (int s = 0; s < parts.Scenarios; s++)
        {
            var takers = new List<int>();
            double missing = _pool.Total[s];
            for (int i = 0; i < parts.Members; i++)
            {
                parts[i][s] = _rows[i, s] < 0 ? 0 : -_unit * point.RowMultiplier(_rows[i, s]);
                missing -= parts[i][s];
                if (_rows[i, s] < 0)
                {
                    takers.Add(i);
                }
            }

            for (int i = 0; i < parts.Members; i++)
            {
                parts[i][s] += takers.Count == 0 ? missing / parts.Members : takers.Contains(i) ? missing / takers.Count : 0;
            }

            MendedAllocation.SettleRounding(_pool, parts, s);
        }

        return parts;
    }

    /// <summary>The multipliers themselves: bets, where the program is elastic.</summary>
    public Allocation Bets(InteriorPoint point)
    {
        var bets = new Allocation(_pool.Members.Count, _pool.Scenarios);
        for (int s = 0; s < bets.Scenarios; s++)
        {
            double sum = 0;
            for (int i = 0; i < bets.Members; i++)
            {
                bets[i][s] = _rows[i, s] < 0 ? 0 : -point.RowMultiplier(_rows[i, s]);
                sum += bets[i][s];
            }

            for (int i = 0; i < bets.Members; i++)
            {
                bets[i][s] -= sum / bets.Members;
            }
        }

        return bets;
    }

    private static bool IsZero(ProgramNumber number) => number is { Variable: < 0, Constant: <= 0 };

    /// <summary>The equation tilt = price; -1 where somebody holds the scenario impossible and it fixes nothing.</summary>
    private static int Link(PoolProgram program, ProgramNumber tilt, ProgramNumber price, bool elastic)
    {
        var terms = new List<(int, double)>();
        if (tilt.Variable >= 0)
        {
            terms.Add((tilt.Variable, 1));
        }

        if (price.Variable >= 0)
        {
            terms.Add((price.Variable, -1));
        }

        if (terms.Count == 0 || (IsZero(tilt) && !elastic))
        {
            return -1;
        }

        if (elastic)
        {
            terms.Add((Miss(program), 1));
            terms.Add((Miss(program), -1));
        }

        return program.Program.Equal(terms, price.Constant - tilt.Constant, Stages.Local);
    }

    private static int Miss(PoolProgram program)
    {
        int variable = program.Program.Variable(program.Program.Even, Stages.Local, 1);
        program.Program.Nonnegative(variable, program.Program.Even);
        return variable;
    }
}
