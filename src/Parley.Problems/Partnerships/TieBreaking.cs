namespace Parley.Problems.Partnerships;

/// <summary>
/// A lottery over hierarchies that is drawn when partners' ironed virtual types are tied: at one level, or at all levels
/// without a lottery of their own.
/// </summary>
/// <param name="Level">
/// The ironed virtual type at which it applies, less the partnership's origin; null where it applies wherever no other does.
/// </param>
/// <param name="Hierarchies">The hierarchies; their probabilities sum to 1.</param>
/// <remarks>Source: Loertscher and Marx, online appendix B.4, "Tie-breaking rules".</remarks>
public sealed record TieBreaking(double? Level, IReadOnlyList<Hierarchy> Hierarchies)
{
    /// <summary>Every partner first in line equally often, the others following in the order of the list.</summary>
    public static TieBreaking Even(int agents) => new(null, [.. Enumerable.Range(0, agents)
        .Select(first => new Hierarchy([.. Enumerable.Range(0, agents).Select(k => new Rank((first + k) % agents))], 1.0 / agents))]);
}

/// <summary>
/// An allocation rule: the asset goes to the partner with the highest ironed weighted virtual type, ties broken by
/// lottery.
/// </summary>
/// <param name="Probability">The chance with which this rule is drawn; 1 where there is only one.</param>
/// <param name="Multiplier">rho, at least 1.</param>
/// <param name="Ironing">z less the partnership's origin, one for each partner.</param>
/// <param name="Ties">The lotteries; a level without one is broken evenly.</param>
public sealed record AllocationRule(double Probability, double Multiplier, IReadOnlyList<double> Ironing, IReadOnlyList<TieBreaking> Ties);
