using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>A member of a pool.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Utility">What a position is worth to the member.</param>
/// <param name="Beliefs">Which priors the member holds possible, around the member's centre (<see cref="RiskPool.Centres"/>).</param>
/// <param name="StandAlone">What the position that the member brings is worth to the member, in money.</param>
public sealed record Member(string Name, MonetaryUtility Utility, CredalSet Beliefs, double StandAlone);
