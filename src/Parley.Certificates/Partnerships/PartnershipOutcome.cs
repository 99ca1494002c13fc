using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// What was found for a partnership: allocation rules, and a dual point that bounds what any mechanism can reach. All
/// else follows from these.
/// </summary>
/// <param name="Partnership">The question.</param>
/// <param name="Bound">The dual point; null where the work was stopped before there was one.</param>
/// <param name="Rules">
/// One allocation rule, or two between which a lottery decides; their probabilities sum to 1. Empty where the work was
/// stopped before one was found that runs no deficit, or where there is none.
/// </param>
/// <param name="Efficient">
/// An allocation rule for the same partners with equal weights that allocates efficiently with the largest expected budget;
/// null where the work was stopped before.
/// </param>
/// <param name="Unanswered">Why the answer is not certified; empty where it is.</param>
public sealed record PartnershipOutcome(
    Partnership Partnership, DualPoint? Bound, IReadOnlyList<AllocationRule> Rules, AllocationRule? Efficient, string Unanswered = "");

/// <summary>A multiplier and ironing parameters, whatever they are: rho V(z) bounds every mechanism's objective.</summary>
/// <param name="Multiplier">rho, at least 1; infinite where it bounds the budget instead.</param>
/// <param name="Ironing">z less the partnership's origin, one for each partner.</param>
public sealed record DualPoint(double Multiplier, IReadOnlyList<double> Ironing);

/// <summary>How the optimum of two partners changes with their weights and with their shares.</summary>
/// <param name="ByWeight">From all weight on the second partner to all on the first.</param>
/// <param name="ByShare">From the second partner owning everything to the first; empty where a buy-out replaces a share.</param>
public sealed record Frontier(IReadOnlyList<PartnershipOutcome> ByWeight, IReadOnlyList<PartnershipOutcome> ByShare)
{
    /// <summary>The partnerships along the weights: the heavier partner's weight is 1, the other's runs evenly from 0 to 1 and back.</summary>
    public static IReadOnlyList<Partnership> Weights(Partnership partnership, int points)
    {
        ArgumentNullException.ThrowIfNull(partnership);
        return [.. Steps(points).Select(step =>
        {
            double difference = (2 * step) - 1;
            double[] weights = [Math.Min(1, 1 + difference), Math.Min(1, 1 - difference)];
            return new Partnership(partnership.Title, partnership.Agents.Select((agent, i) => agent with
            {
                Weight = weights[i],
                SurplusShare = weights[i] < 1 ? 0 : weights[1 - i] < 1 ? 1 : 0.5,
            }));
        })];
    }

    /// <summary>The partnerships along the shares, evenly spaced.</summary>
    public static IReadOnlyList<Partnership> Shares(Partnership partnership, int points)
    {
        ArgumentNullException.ThrowIfNull(partnership);
        return partnership.Agents.Any(agent => agent.BuyOut is not null) ? [] : [.. Steps(points)
            .Select(step => new Partnership(partnership.Title, [partnership.Agents[0] with { Share = step }, partnership.Agents[1] with { Share = 1 - step }]))];
    }

    private static IEnumerable<double> Steps(int points) => Enumerable.Range(0, points).Select(k => k / (points - 1.0));
}
