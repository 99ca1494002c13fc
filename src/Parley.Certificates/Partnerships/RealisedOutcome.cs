using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// The mechanism run on reports: who gets the asset and what everybody pays. Payments are interim payments less an equal
/// part of the others', so that they sum to zero whatever is reported, while everybody's expectation stays what it was. Where
/// values are far from zero, this is done with values less the partnership's origin, and at the origin the asset is bought from
/// those who own it: whoever gets it with chance Q pays the origin times Q - r, and once a lottery is drawn, times 1 - r or -r.
/// </summary>
/// <param name="Chances">
/// Each partner's chance of the asset: 1 for one partner unless reports are tied in a pool or two rules are drawn between.
/// </param>
/// <param name="Payments">What each partner pays; negative where money is received. They sum to zero.</param>
/// <remarks>
/// Source: Loertscher and Marx, online appendix, footnote 3, with the sign of c_i corrected: it is (kappa - E m_i) / (n - 1).
/// </remarks>
public sealed record RealisedOutcome(IReadOnlyList<double> Chances, IReadOnlyList<double> Payments)
{
    /// <summary>What happens at one report for each partner, each within the support.</summary>
    public static RealisedOutcome At(PartnershipFindings findings, IReadOnlyList<double> reports)
    {
        ArgumentNullException.ThrowIfNull(findings);
        double origin = findings.Partnership.Origin;
        RealisedOutcome about = AboutOrigin(findings.AboutOrigin, [.. reports.Select(report => report - origin)]);
        return about with { Payments = [.. about.Payments.Select((payment, i) => payment + (origin * (about.Chances[i] - findings.Partnership.Agents[i].Share)))] };
    }

    /// <summary>The same once the owner is drawn: what depends on the origin alone, which nobody doubts, is paid by who really gets the asset.</summary>
    public RealisedOutcome For(int owner, double origin) =>
        this with { Payments = [.. Payments.Select((payment, i) => payment + (origin * ((i == owner ? 1 : 0) - Chances[i])))] };

    private static RealisedOutcome AboutOrigin(PartnershipFindings findings, double[] reports)
    {
        var chances = new double[reports.Length];
        foreach (RuleAccount rule in findings.Rules)
        {
            AddChances(rule, reports, chances);
        }

        double[] payments = [.. reports.Select((report, i) => findings.Interim(i, report).Payment)];
        double total = payments.Sum();
        return new RealisedOutcome(chances, [.. payments.Select((payment, i) => payment - ((total - payment + findings.ExpectedPayment(i)) / (reports.Length - 1)))]);
    }

    private static void AddChances(RuleAccount rule, IReadOnlyList<double> reports, double[] chances)
    {
        (double VirtualType, bool IsPooled, TypePart Part)[] types = [.. reports.Select((report, i) => rule.Curves[i].VirtualTypeOf(report))];
        double highest = types.Max(type => type.VirtualType);
        double rounding = VirtualLevels.Rounding * (rule.Evaluation.Levels.High - rule.Evaluation.Levels.Low);
        int[] tied = [.. Enumerable.Range(0, types.Length).Where(i => types[i].VirtualType >= highest - rounding)];
        foreach (Hierarchy hierarchy in rule.Evaluation.LotteryAt(highest).Hierarchies)
        {
            int first = tied.MinBy(i => hierarchy.PlaceOf(i, types[i].Part));
            chances[first] += rule.Rule.Probability * hierarchy.Probability;
        }
    }
}
