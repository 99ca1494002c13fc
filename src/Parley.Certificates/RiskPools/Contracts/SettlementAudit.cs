using Parley.Problems.Numbers;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>Audits the payments of a settlement.</summary>
public static class SettlementAudit
{
    /// <summary>Every promise with what was found.</summary>
    /// <param name="settlement">The settlement.</param>
    /// <param name="terms">The terms of the contract.</param>
    /// <param name="names">The members' names, in order.</param>
    public static IReadOnlyList<Promise> Run(Settlement settlement, ContractTerms terms, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        ArgumentNullException.ThrowIfNull(terms);
        Rational sum = settlement.Units.Aggregate(Rational.Zero, (total, units) => total + (settlement.Unit * units));
        List<Promise> promises =
        [
            new("budget-balanced", true, sum.IsZero, -sum.Abs(), "exact"),
            Judge("rounded-within-a-unit", names, i => settlement.Unit.ToDouble() - Math.Abs(settlement.Payment(i).ToDouble() - Due(settlement, i)), settlement.Unit.ToDouble()),
        ];
        if (terms.IsCapped)
        {
            promises.Add(Judge("payments-limited", names, i => Math.Min(double.MaxValue, terms.MostPaid[i] + settlement.Payment(i).ToDouble()), settlement.Unit.ToDouble()));
        }

        return promises;
    }

    /// <summary>What a member should receive, before rounding.</summary>
    private static double Due(Settlement settlement, int member) => settlement.Parts[member] + settlement.Transfers[member] - settlement.Positions[member];

    /// <summary>The member with the least slack; a billionth of a unit is rounding of the numbers themselves.</summary>
    private static Promise Judge(string name, IReadOnlyList<string> names, Func<int, double> slack, double unit)
    {
        int worst = Enumerable.Range(0, names.Count).MinBy(slack);
        double least = slack(worst);
        double tolerance = Math.Max(1e-9 * unit, 1e-12 * Math.Abs(least));
        Rational amount = Rational.FromDouble(least);
        return new Promise(name, true, least >= -tolerance, amount, "every member", new WorstCase([], names[worst], "", "", amount)) { Tolerance = tolerance };
    }
}
