using System.Globalization;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Promises;

namespace Parley.Certificates.Partnerships;

/// <summary>Audits what a mechanism for partners promises, from its findings.</summary>
public static class PartnershipAudit
{
    /// <summary>A slack this much smaller than the tolerance is none.</summary>
    private const double Vanishing = 0.02;

    /// <summary>Every promise with what was found.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="realised">What happens at the reports, where there are any.</param>
    public static IReadOnlyList<Promise> Run(PartnershipFindings findings, RealisedOutcome? realised = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Rules.Count == 0 ? [] :
        [
            IncentiveCompatible(findings),
            IndividuallyRational(findings),
            BudgetBalanced(findings),
            Optimal(findings),
            VirtualTypes(findings),
            .. findings.HasFirstBest ? [Efficient(findings)] : Array.Empty<Promise>(),
            .. realised is null ? Array.Empty<Promise>() : [BalancedExPost(findings, realised)],
        ];
    }

    private static Promise IncentiveCompatible(PartnershipFindings findings)
    {
        var cases = findings.Rules.SelectMany(rule => findings.Partnership.Agents.Select((agent, i) =>
            (Agent: agent, Found: Misreporting.Least(rule.Curves[i], agent.OutsideSlope)))).ToArray();
        var (who, found) = cases.MinBy(single => single.Found.Loss);
        int nodes = cases.Max(single => single.Found.Nodes);
        return Judge(findings, "incentive-compatible", true, found.Loss, $"grid {nodes} x {nodes}",
            double.IsNaN(found.True) ? null : (who.Name, Shown(findings.Partnership, found.True), Shown(findings.Partnership, found.Reported)));
    }

    private static Promise IndividuallyRational(PartnershipFindings findings)
    {
        var (who, payoff, type) = findings.Partnership.Agents
            .Select((agent, i) => (Who: agent, Payoff: agent.SurplusShare * findings.Budget, Type: findings.AboutOrigin.WorstOff(i).Low))
            .MinBy(single => single.Payoff);
        return Judge(findings, "individually-rational", true, payoff, "quadrature", (who.Name, Shown(findings.Partnership, type), ""));
    }

    private static Promise BudgetBalanced(PartnershipFindings findings) => Judge(findings, "budget-balanced", true, findings.Budget, "quadrature", ("", "", ""));

    private static Promise Optimal(PartnershipFindings findings) =>
        Judge(findings, "optimal", true, findings.AllowedGap - findings.Gap, "duality gap", ("", "", ""), allowed: 0);

    /// <summary>The bound rests on virtual types being what they are defined to be: no other posted price serves better.</summary>
    private static Promise VirtualTypes(PartnershipFindings findings)
    {
        (double Gain, string Who) worst = (double.NegativeInfinity, "");
        foreach (VirtualLevels levels in findings.Rules.Select(rule => rule.Evaluation.Levels))
        {
            for (int i = 0; i < findings.Partnership.Agents.Count; i++)
            {
                foreach (Side side in new[] { Side.Seller, Side.Buyer })
                {
                    double gain = PostedPrices.LargestGain(levels, i, side);
                    worst = gain > worst.Gain ? (gain, findings.Partnership.Agents[i].Name) : worst;
                }
            }
        }

        return findings.Rules.Count == 0
            ? Judge(findings, "virtual-types", true, 0, "grid", null)
            : Judge(findings, "virtual-types", true, -worst.Gain, "grid", (worst.Who, "", ""));
    }

    private static Promise Efficient(PartnershipFindings findings)
    {
        double range = findings.Partnership.High - findings.Partnership.Low;
        return Judge(findings, "efficient", false, -findings.WelfareLoss, "quadrature", ("", "", ""), PartnershipFindings.NoLoss * range);
    }

    /// <summary>Every payment is rounded to a double of its size.</summary>
    private static Promise BalancedExPost(PartnershipFindings findings, RealisedOutcome realised)
    {
        double rounding = realised.Payments.Count * (findings.ValueTolerance - findings.Tolerance);
        return Judge(findings, "ex-post-budget-balanced", true, realised.Payments.Sum(), "sum of payments", ("", "", ""), findings.AboutOrigin.Tolerance + rounding);
    }

    private static Promise Judge(
        PartnershipFindings findings, string name, bool claimed, double slack, string method, (string Party, string True, string Reported)? worst, double? allowed = null)
    {
        double tolerance = findings.AboutOrigin.Tolerance;
        double within = allowed ?? tolerance;
        double shown = slack < 0 && slack >= -within ? 0 : Math.Abs(slack) < Vanishing * tolerance ? 0 : slack;
        Rational amount = Rational.FromDouble(double.IsFinite(shown) ? shown : double.MaxValue * Math.Sign(shown));
        return new Promise(name, claimed, slack >= -within, amount, method,
            worst is { } found ? new WorstCase([], found.Party, found.True, found.Reported, amount) : null)
        {
            Tolerance = tolerance,
        };
    }

    /// <summary>A type, given less the origin, as people read it; what is worst is decided before rounding.</summary>
    private static string Shown(Partnership partnership, double type) =>
        (partnership.Origin + type).ToString($"G{6 + partnership.CommonDigits}", CultureInfo.InvariantCulture);
}
