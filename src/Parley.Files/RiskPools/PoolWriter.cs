using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;
using Parley.Problems.Promises;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Writes findings about a pool as a result tree.</summary>
/// <param name="problem">The problem.</param>
/// <param name="findings">What the evidence proves.</param>
/// <param name="payoffs">What members end up with; null where there is no allocation.</param>
/// <param name="contract">The contract; null where there is no allocation.</param>
/// <param name="limited">What limits on payments cost; null where there are none.</param>
/// <param name="heldOut">What the rule loses on held-out scenarios; null where that was not asked for.</param>
/// <param name="request">What the result should hold.</param>
internal sealed class PoolWriter(
    RiskPoolProblem problem, PoolFindings findings, PoolPayoffs? payoffs, PoolContract? contract, CappedWelfare? limited, HeldOutFindings? heldOut, PoolRequest request)
{
    private readonly RiskPool _pool = problem.Pool;

    /// <summary>The whole result.</summary>
    public ResultMap Write(string engine, IReadOnlyList<Promise> promises)
    {
        ResultMap tree = CommonKeys.Head(problem, _pool.Title, engine);
        tree.Add("method", findings.Outcome.Method);
        if (findings.Bounds is { } bounds)
        {
            AddWelfare(tree, bounds);
            AddGame(tree, bounds);
            AddAllocation(tree);
            tree.Add("contract", Contract());
            if (heldOut is not null)
            {
                tree.Add("heldOut", HeldOut(heldOut));
            }
        }

        if (findings.IsUnbounded)
        {
            tree.Add("unbounded", true);
        }

        if (!findings.IsAnswered || PoolResult.LacksAverages(problem, findings))
        {
            tree.Add("unanswered", new ResultMap { ["reason"] = Reason() });
        }

        tree.Add("guarantee", Guarantee());
        tree.Add("promises", CommonKeys.Promises(findings.IsAnswered ? promises : promises.Select(promise => promise with { Claimed = false })));
        tree.Add(ResultKeys.Certificate, PoolCertificate.Write(_pool, findings.Outcome));
        return tree;
    }

    private string Reason() => findings.Outcome.Unanswered.Length > 0 ? findings.Outcome.Unanswered
        : findings.IsUnbounded ? "welfare has no upper bound: some members hold such different beliefs that bets between them please all of them at any stake"
        : findings.Bounds is null ? "no allocation was found in time"
        : findings.IsAnswered ? "the members' averages over the menu were not found in time; the allocation is certified all the same"
        : !findings.IsFeasible ? "the allocation that was found does not split the total as the menu asks"
        : "the bounds do not meet";

    private void AddWelfare(ResultMap tree, PoolBounds bounds)
    {
        tree.Add("welfare", Money(bounds.Welfare));
        if (double.IsFinite(findings.UpperBound))
        {
            tree.Add("upperBound", Money(findings.UpperBound));
            tree.Add("gap", Money(findings.Gap));
            tree.Add("relativeGap", new Approximate(findings.RelativeGap, PoolFindings.Precision));
        }

        tree.Add("members", ResultMap.Of(_pool.Members.Select((member, i) => (member.Name, (ResultNode)OfMember(i, bounds)))));
        if (findings.Surplus >= 0)
        {
            tree.Add("repaired", ResultMap.Of(_pool.Members.Select((member, i) => (member.Name, (ResultNode)Money(findings.Repaired(i))))));
        }
    }

    private ResultMap OfMember(int member, PoolBounds bounds)
    {
        bool staysOut = payoffs!.StaysOut(member);
        var map = new ResultMap
        {
            ["utility"] = Money(bounds.Utilities[member]),
            ["standAlone"] = Money(_pool.Members[member].StandAlone),
        };
        if (findings.Outcome.Averages is { } averages)
        {
            map.Add("average", Money(averages[member].Value));
            map.Add("averageError", Money(averages[member].Error));
        }

        if (payoffs.IsFair)
        {
            map.Add("payoff", Money(payoffs.Payoff(ContractSplit.PriceAndChoose, member)));
            map.Add("fairPayoff", Money(payoffs.Payoff(ContractSplit.Fair, member)));
        }

        map.Add("staysOut", staysOut);
        if (staysOut)
        {
            map.Add("shortfall", Money(payoffs.Shortfall(member)));
        }

        if (findings.Outcome.Evidence is WrittenDown written && IsSmall && !_pool.Members[member].Beliefs.IsSingle)
        {
            map.Add("worstPrior", new ResultList(written.Priors[member].Select(probability => (ResultNode)probability)));
        }

        return map;
    }

    /// <summary>The surplus over the averages, the auction's bid, and what those who post prices receive for the allocation chosen.</summary>
    private void AddGame(ResultMap tree, PoolBounds bounds)
    {
        if (payoffs!.Game is not { } game)
        {
            return;
        }

        tree.Add("surplus", Money(game.Surplus));
        tree.Add("surplusError", Money(findings.Gap + findings.Outcome.Averages!.Sum(average => average.Error)));
        if (payoffs.IsFair)
        {
            tree.Add("bid", Money(game.Bid));
            tree.Add("order", new ResultList(problem.Order.Select(member => (ResultNode)_pool.Members[member].Name)));
            if (PoolPayoffs.GameOn(_pool, problem.Order) is { } listed)
            {
                tree.Add("maximisers", new ResultList(PriceGameAudit.Maximisers(listed, findings.Tolerance).Select(k => (ResultNode)(double)k)));
                tree.Add("prices", ResultMap.Of(PriceGameAudit.Prices(listed).Select((prices, place) =>
                    (_pool.Members[problem.Order[place]].Name, (ResultNode)new ResultList(prices.Select(price => (ResultNode)Money(price)))))));
            }

            tree.Add("priceOfChoice", ResultMap.Of(game.Prices(bounds.Utilities).Select((price, place) => (_pool.Members[problem.Order[place]].Name, (ResultNode)Money(price)))));
        }
    }

    /// <summary>The contract: its split with the sure transfers, the rule for whatever total comes, and how payments are rounded and limited.</summary>
    private ResultMap Contract()
    {
        ContractTerms terms = problem.Terms;
        var map = new ResultMap
        {
            ["split"] = ContractTerms.SplitNames[(int)payoffs!.Split],
            ["available"] = payoffs.IsAvailable,
            ["transfers"] = ByMember(payoffs.Transfers),
            ["rule"] = contract!.Rule.Name,
            ["unit"] = terms.Unit,
            ["rounding"] = RoundedPayments.Name,
        };
        if (limited is not null)
        {
            map.Add("mostPaid", ResultMap.Of(_pool.Members.Select((member, i) => (member.Name, Most: terms.MostPaid[i]))
                .Where(pair => double.IsFinite(pair.Most)).Select(pair => (pair.Name, (ResultNode)pair.Most))));
            map.Add("limitedScenarios", (double)limited.Scenarios);
            map.Add("limitedWelfare", Money(limited.Utilities.Sum()));
            map.Add("costOfLimits", Money(findings.Bounds!.Welfare - limited.Utilities.Sum()));
            map.Add("limitedUtilities", ByMember(limited.Utilities));
        }

        return map;
    }

    private ResultMap HeldOut(HeldOutFindings found) => new()
    {
        ["scenarios"] = (double)found.Scenarios,
        ["welfare"] = Money(found.Welfare),
        ["best"] = Money(found.Best.Bounds!.Welfare),
        ["bestUpperBound"] = Money(Math.Min(found.Best.UpperBound, double.MaxValue)),
        ["lost"] = Money(found.Lost),
        ["relativeLoss"] = new Approximate(found.RelativeLoss, PoolFindings.Precision),
    };

    private ResultMap ByMember(IReadOnlyList<double> amounts) => ResultMap.Of(_pool.Members.Select((member, i) => (member.Name, (ResultNode)Money(amounts[i]))));

    private void AddAllocation(ResultMap tree)
    {
        if (request.AllocationFile is { } file)
        {
            tree.Add("allocation", new ResultMap { ["file"] = file });
        }
        else if (IsSmall)
        {
            Allocation whole = new RebuiltAllocation(_pool, findings.Outcome.Evidence!).Whole();
            tree.Add("allocation", ResultMap.Of(_pool.Members.Select((member, i) => (member.Name, (ResultNode)Parts(whole[i])))));
        }
    }

    private ResultList Parts(ReadOnlySpan<double> parts)
    {
        var nodes = new ResultNode[parts.Length];
        for (int s = 0; s < parts.Length; s++)
        {
            nodes[s] = Money(parts[s] + 0.0);
        }

        return new ResultList(nodes);
    }

    private bool IsSmall => (long)_pool.Members.Count * _pool.Scenarios <= PoolRequest.MostParts;

    private ResultMap Guarantee()
    {
        string[] keys = findings.Bounds is null ? [] : double.IsFinite(findings.UpperBound)
            ? ["welfare", "upperBound", "gap", "relativeGap", "members", .. findings.Surplus >= 0 ? ["repaired"] : Array.Empty<string>()]
            : ["welfare", "members"];
        ResultMap guarantee = findings.IsAnswered
            ? CommonKeys.Guarantee("within", keys)
            : new ResultMap { ["overall"] = "not-established", ["keys"] = ResultMap.Of(keys.Select(key => (key, (ResultNode)"within"))) };
        AddAverages((ResultMap)guarantee["keys"]);
        guarantee.Add("tolerance", Money(findings.Tolerance));
        guarantee.Add("meaning", findings.Bounds is null ? "nothing is known of the welfare"
            : "the greatest welfare lies between welfare and upperBound; both are sums of doubles that are this near to what they name, in money");
        return guarantee;
    }

    /// <summary>What averages are known to be, and all that follows from them: no more than the poorest of them.</summary>
    private void AddAverages(ResultMap keys)
    {
        if (findings.Bounds is null)
        {
            return;
        }

        string derived = "within";
        if (findings.Outcome.Averages is { } averages)
        {
            AverageGuarantee poorest = averages.Max(average => average.Guarantee);
            derived = poorest == AverageGuarantee.Sampled ? AverageUtility.GuaranteeNames[(int)poorest] : derived;
            keys.Add("members.average", AverageUtility.GuaranteeNames[(int)poorest]);
            foreach (string key in payoffs!.IsFair ? ["members.payoff", "members.fairPayoff", "surplus", "bid", "priceOfChoice"] : new[] { "surplus" })
            {
                keys.Add(key, derived);
            }
        }

        bool restsOnAverages = payoffs!.Split is ContractSplit.Fair or ContractSplit.PriceAndChoose;
        keys.Add("contract.transfers", restsOnAverages ? derived : "within");
        if (heldOut is not null)
        {
            keys.Add("heldOut", "within");
        }
    }

    private Approximate Money(double amount) => new Approximate(amount, findings.Tolerance);
}
