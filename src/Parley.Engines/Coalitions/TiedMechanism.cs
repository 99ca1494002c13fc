using Parley.Engines.Numerics;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// An exact mechanism near a path's end: one that uses only the decisions that the path's end uses, and in which the
/// incentive constraints that have a price bind. Where the solution is a vertex of the efficient payoffs, its payoffs
/// are unique, and so exact.
/// </summary>
internal sealed class TiedMechanism(PathEnd end, CancellationToken cancellation)
{
    /// <summary>How finely the path's payoffs are rounded, in units of their ranges, before the exact program comes as near as it can.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The payoffs nearest to the path's; null where no mechanism is tied so.</summary>
    public TypeVector? Payoffs()
    {
        WarrantSystem system = end.System;
        Subgame subgame = system.Subgame;
        var program = new MechanismProgram(subgame, cancellation);
        for (int pair = 0; pair < system.Pairs.Count; pair++)
        {
            int scale = system.Types.Count + pair;
            var (member, truth, reported) = system.Pairs[pair];
            program.AddIncentive(member, truth, reported, binds: end.Point.Scales[scale] > end.Point.Partners[scale]);
        }

        var targets = system.Types.Select(entry => SimplestRational.Near(end.Payoff(entry.Member, entry.Type), Rounding * system.Ranges[entry.Member]));
        return program.Approach([.. system.Types.Zip(targets)], IsUsed);
    }

    private bool IsUsed(int decision, int state) => end.System.ColumnOf(decision, state) is { } column
        && end.Point.Chances[column] > end.Point.Losses[column];
}
