using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>A member as a file states one.</summary>
/// <param name="Name">The name.</param>
/// <param name="Utility">The utility.</param>
/// <param name="Own">The member's own beliefs.</param>
/// <param name="Position">The position, where the problem file itself holds it.</param>
internal sealed record StatedMember(string Name, MonetaryUtility Utility, StatedBeliefs Own, Rational[]? Position);
