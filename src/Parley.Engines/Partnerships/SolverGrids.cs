using Parley.Engines.Numerics;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>The partners' distributions as the solver evaluates them: of values less the partnership's origin.</summary>
internal static class SolverGrids
{
    /// <summary>One grid for each partner.</summary>
    public static TypeGrid[] Of(Partnership partnership) => [.. partnership.AboutOrigin().Agents.Select(agent => new TypeGrid(TabulatedDistribution.Of(agent.Type)))];
}
