namespace Parley.Problems.RiskPools;

/// <summary>The allocations that members may choose from. All of them split the total: parts sum to it in every scenario.</summary>
public abstract record Menu;

/// <summary>Every part has the sign of the total in every scenario, and is 0 where the total is 0.</summary>
public sealed record SignPreservingMenu : Menu;

/// <summary>Everybody gets a fixed share of the total, at least 0, the same in all scenarios.</summary>
public sealed record ProportionalMenu : Menu;

/// <summary>Every part is a nondecreasing function of the total that is 0 at 0.</summary>
public sealed record ComonotoneMenu : Menu;

/// <summary>Any split of the total, side bets included.</summary>
public sealed record UnrestrictedMenu : Menu;

/// <summary>A list to choose from.</summary>
/// <param name="Allocations">The allocations: each one row per member with a part for each scenario.</param>
/// <param name="Weights">The menu measure's weight of each allocation: positive, with the sum 1.</param>
public sealed record ListedMenu(IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Allocations, IReadOnlyList<double> Weights) : Menu;
