using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;

namespace Parley.Reports.RiskPools;

/// <summary>Shows who pays whom.</summary>
public static class SettlementReport
{
    /// <summary>The most rows of a table; of larger pools those with the largest payments are shown.</summary>
    private const int MostRows = 24;

    /// <summary>The report.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="settled">What happened.</param>
    /// <param name="settlement">What the contract makes of it.</param>
    /// <param name="result">The settlement as a result.</param>
    public static Report Of(RiskPoolProblem problem, PoolAnswer answer, SettledEvent settled, Settlement settlement, SolvedResult result)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(settled);
        ArgumentNullException.ThrowIfNull(settlement);
        ArgumentNullException.ThrowIfNull(result);
        string what = settled.Scenario is { } scenario ? $"scenario {scenario}" : $"the losses in {settled.LossesFile}";
        return new Report(problem.Pool.Title, $"risk pool · settlement of {what}",
            [Members(problem, answer, settled, settlement), Payments(problem, settlement), PromiseSection.Of(result.Promises)]);
    }

    private static Section Members(RiskPoolProblem problem, PoolAnswer answer, SettledEvent settled, Settlement settlement)
    {
        IReadOnlyList<Member> members = problem.Pool.Members;
        int[] shown = [.. Enumerable.Range(0, members.Count)];
        shown = members.Count > MostRows ? [.. shown.OrderByDescending(i => Math.Abs(settlement.Units[i])).Take(MostRows)] : shown;
        string others = members.Count > MostRows ? $" The {MostRows} with the largest payments are shown, of {members.Count}." : "";
        string limits = settlement.IsCapped ? " A limit on payments changed some parts." : "";
        string beliefs = answer.Contract!.Rule.UsesBeliefs && settled.Scenario is null ? $" How likely members held this: {settled.Beliefs}." : "";
        double scale = Math.Max(settlement.Positions.Max(Math.Abs), settlement.Parts.Max(Math.Abs));
        return new Section("Who bears what",
            $"The total is {Words.Decimal(settlement.Positions.Sum(), 9)}; by the rule, {answer.Contract.Rule.Sentence}.{beliefs} Sure transfers: {Split(answer)}.{limits}{others}",
            new Table(
                [new("member"), new("brought", true), new("bears", true), new("sure transfer", true), new("pays or receives", true)],
                [.. shown.Select(i => (IReadOnlyList<Cell>)
                [
                    members[i].Name,
                    Words.Decimal(settlement.Positions[i]),
                    Words.Decimal(Math.Abs(settlement.Parts[i]) <= 1e-12 * scale ? 0 : settlement.Parts[i]),
                    Words.Decimal(Math.Abs(settlement.Transfers[i]) <= 1e-12 * scale ? 0 : settlement.Transfers[i]),
                    Payment(settlement.Payment(i)),
                ])]));
    }

    private static Section Payments(RiskPoolProblem problem, Settlement settlement)
    {
        IReadOnlyList<Member> members = problem.Pool.Members;
        var payments = settlement.Payments();
        string others = payments.Count > MostRows ? $" The first {MostRows} of {payments.Count} are shown." : "";
        return new Section("Who pays whom",
            payments.Count == 0 ? "Nobody pays anything." : $"Payments are whole multiples of {settlement.Unit.ToShortString(12)} and sum to 0: each was rounded down, and what was missing went to the largest remainders.{others}",
            payments.Count == 0 ? null : new Table(
                [new("from"), new("to"), new("amount", true)],
                [.. payments.Take(MostRows).Select(payment => (IReadOnlyList<Cell>)[members[payment.From].Name, members[payment.To].Name, payment.Amount.ToShortString(12)])]));
    }

    private static string Split(PoolAnswer answer) => answer.Payoffs!.Split switch
    {
        ContractSplit.Fair => "those after the first-mover auction",
        ContractSplit.PriceAndChoose => "those of price-and-choose in the given order",
        ContractSplit.Repaired => "those of the repaired split, our own proposal, in which everybody gains the same over staying alone",
        _ => "none",
    };

    private static Cell Payment(Rational amount) => amount.Sign switch
    {
        0 => new Cell("nothing", Tone.Quiet),
        > 0 => new Cell($"receives {amount.ToShortString(12)}", Tone.Good),
        _ => new Cell($"pays {amount.Abs().ToShortString(12)}", Tone.Strong),
    };
}
