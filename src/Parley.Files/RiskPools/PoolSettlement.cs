using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Files.RiskPools;

/// <summary>What happened, as a settlement records it.</summary>
/// <param name="Scenario">The number of a listed scenario, as the problem counts them; null for what is not of the list.</param>
/// <param name="LossesFile">The file of losses, where it is not of the list.</param>
/// <param name="Beliefs">How likely members held it: <c>scenario 3</c>, <c>factors</c>, <c>reference</c>.</param>
public sealed record SettledEvent(int? Scenario, string? LossesFile, string Beliefs);

/// <summary>Settles a pool's contract: who pays whom in a scenario, or after losses that no scenario foresaw.</summary>
public static class PoolSettlement
{
    /// <summary>The contract of a recorded result, which is verified first.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="recorded">The result as read.</param>
    /// <returns>What the checker makes of the record; and the answer with its contract, null where the record is not true.</returns>
    public static (Verification Verification, PoolAnswer? Answer) Verified(RiskPoolProblem problem, RecordedResult recorded)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(recorded);
        PoolAnswer? answer = null;
        Verification verification = Verification.Of(problem, recorded, root =>
        {
            answer = PoolVerification.Answer(problem, root, root["engine"].Text());
            return answer.Result;
        });
        return (verification, verification.IsTrue ? answer : null);
    }

    /// <summary>The settlement as a result, with its promises audited: payments sum to 0, none is farther than a unit from what is due, none exceeds a limit.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="answer">Its verified answer.</param>
    /// <param name="settled">What happened.</param>
    /// <param name="settlement">What the contract makes of it.</param>
    /// <param name="engine">The engine's version.</param>
    public static SolvedResult Of(RiskPoolProblem problem, PoolAnswer answer, SettledEvent settled, Settlement settlement, string engine)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(settled);
        ArgumentNullException.ThrowIfNull(settlement);
        string[] names = [.. problem.Pool.Members.Select(member => member.Name)];
        ResultMap tree = CommonKeys.Head(problem, problem.Pool.Title, engine);
        tree.Add("settles", Event(settled));
        tree.Add("total", settlement.Positions.Sum());
        tree.Add("split", Parley.Problems.RiskPools.ContractTerms.SplitNames[(int)answer.Payoffs!.Split]);
        tree.Add("rule", answer.Contract!.Rule.Name);
        tree.Add("unit", settlement.Unit);
        tree.Add("rounding", RoundedPayments.Name);
        tree.Add("limited", settlement.IsCapped);
        tree.Add("members", ResultMap.Of(names.Select((name, i) => (name, (ResultNode)new ResultMap
        {
            ["position"] = settlement.Positions[i],
            ["part"] = settlement.Parts[i] + 0.0,
            ["transfer"] = settlement.Transfers[i] + 0.0,
            ["receives"] = settlement.Payment(i),
        }))));
        tree.Add("payments", new ResultList(settlement.Payments().Select(payment => (ResultNode)new ResultMap
        {
            ["from"] = names[payment.From],
            ["to"] = names[payment.To],
            ["amount"] = payment.Amount,
        })));
        IReadOnlyList<Promise> promises = SettlementAudit.Run(settlement, problem.Terms, names);
        tree.Add("guarantee", new ResultMap
        {
            ["overall"] = "within",
            ["keys"] = new ResultMap { ["members.receives"] = "exact", ["payments"] = "exact", ["members.part"] = "within" },
            ["meaning"] = "payments are exact numbers of units that sum to 0; parts and transfers are as exact as the result that is settled",
        });
        tree.Add("promises", CommonKeys.Promises(promises));
        return new SolvedResult(tree, promises, [], IsAnswered: true);
    }

    private static ResultMap Event(SettledEvent settled)
    {
        var map = new ResultMap();
        if (settled.Scenario is { } scenario)
        {
            map.Add("scenario", (double)scenario);
        }

        if (settled.LossesFile is { } file)
        {
            map.Add("losses", file);
        }

        map.Add("beliefs", settled.Beliefs);
        return map;
    }
}
