namespace Parley.Engines.RiskPools;

/// <summary>
/// The dual function of a pool with doubts at some levels and floors, with its slopes and curvature: sums over scenarios.
/// </summary>
/// <param name="Levels">The levels u_i, in money.</param>
/// <param name="Floors">The floors -c_i, in money: nobody gets less; negative infinity where there is none.</param>
/// <param name="Active">For each member the sum of the common marginal values of the scenarios in which its part is free.</param>
/// <param name="Idle">The sum of its own marginal values where its part is 0.</param>
/// <param name="Own">The sum of its own marginal values at its floor, its doubts included.</param>
/// <param name="Shared">The sum of the common marginal values where it is at its floor, but for scenarios in which everybody is.</param>
/// <param name="Curvature">The shared curvature in levels and floors: twice as many rows and columns as members, row-major.</param>
/// <param name="FullMarginal">The least common marginal value that keeps everybody at the floor, summed over the scenarios in which everybody is.</param>
/// <param name="Value">The dual function, in money.</param>
internal sealed record CapPoint(double[] Levels, double[] Floors, double[] Active, double[] Idle, double[] Own, double[] Shared, double[] Curvature, double FullMarginal, double Value);
