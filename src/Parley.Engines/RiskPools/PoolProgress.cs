namespace Parley.Engines.RiskPools;

/// <summary>How far a search has come.</summary>
/// <param name="Step">How many steps it has taken.</param>
/// <param name="Error">The certified relative gap, where it is known; otherwise how far marginal values are from where they belong.</param>
public readonly record struct PoolProgress(int Step, double Error);
