using Parley.Certificates.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>A result of a partnership with the findings that it was written from, so that a report need not recompute them.</summary>
/// <param name="Result">The result.</param>
/// <param name="Findings">The findings; null where the evidence is flawed.</param>
/// <param name="Realised">What happens at the reports, where there are any.</param>
/// <param name="Owner">The number of the partner who gets the asset at the reports; -1 without reports.</param>
/// <param name="Extras">Comparisons and whatever else was asked for; null where the evidence is flawed.</param>
public sealed record PartnershipAnswer(Results.SolvedResult Result, PartnershipFindings? Findings, RealisedOutcome? Realised, int Owner, PartnershipExtras? Extras);
