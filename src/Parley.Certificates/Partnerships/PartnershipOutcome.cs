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
/// <param name="Ironing">z, one for each partner.</param>
public sealed record DualPoint(double Multiplier, IReadOnlyList<double> Ironing);
