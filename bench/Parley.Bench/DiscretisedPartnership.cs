using Parley.Engines.Programs;
using Parley.Grids;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;
using Parley.Problems.Programs;

namespace Parley.Bench;

/// <summary>
/// What somebody would write without the engine: types in equally likely cells and a linear program. Of the ways to do
/// it this is one whose error falls with the square of the number of cells. Programs are stated before they are
/// measured, so that times are those of the solvers.
/// </summary>
internal sealed class DiscretisedPartnership
{
    /// <summary>What the two partners gain together (Loertscher and Marx, Figure 2(c)), to the digits given.</summary>
    public const double Optimum = 0.1617562384;

    private readonly GridPartnership _grid;
    private readonly LinearProgram _program;
    private readonly double _constant;
    private readonly ClpProgram _clp;

    /// <summary>States the programs for a number of cells of each partner.</summary>
    public DiscretisedPartnership(int cells)
    {
        _grid = GridPartnership.Pooled(Partners, cells);
        _program = DiscretePartnershipProgram.State(_grid);
        _constant = _grid.Objective(GridGoal.Payoffs).Constant.ToDouble();
        _clp = new ClpProgram(_program);
    }

    /// <summary>Values uniform on [0, 1], equal weights, shares 0.9 and 0.1.</summary>
    public static Partnership Partners { get; } = new("Figure 2(c)",
    [
        new Agent("1", 0.9, 1, new UniformDistribution(0, 1), 0.5),
        new Agent("2", 0.1, 1, new UniformDistribution(0, 1), 0.5),
    ]);

    /// <summary>A chance for every pair of cells, by Clp in doubles.</summary>
    public double PairsByClp() => _clp.Maximise() + _constant;

    /// <summary>A chance for every pair of cells, by Parley's simplex, proved exactly.</summary>
    public double PairsExactly() => _grid.Outcome(GridGoal.Payoffs, LinearProgramSolver.Solve(_program)).Value.ToDouble();

    /// <summary>Interim chances and Border's rows as they are violated, by Parley's simplex, proved exactly.</summary>
    public double ReducedExactly() => ReducedPartnershipProgram.Solve(_grid).Value.ToDouble();
}
