using Parley.Certificates.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;
using Parley.Problems.Promises;

namespace Parley.Files.Partnerships;

/// <summary>Writes findings about a partnership as a result tree.</summary>
internal sealed class PartnershipWriter(PartnershipProblem problem, PartnershipFindings findings, PartnershipRequest request)
{
    /// <summary>Numbers this much smaller than the tolerance are rounding, and written as 0.</summary>
    private const double Vanishing = 0.02;

    private readonly Partnership _partnership = problem.Partnership;

    /// <summary>The whole result.</summary>
    public ResultMap Write(string engine, IReadOnlyList<Promise> promises, RealisedOutcome? realised, int owner, PartnershipExtras extras)
    {
        ResultMap tree = CommonKeys.Head(problem, _partnership.Title, engine);
        if (realised is not null)
        {
            tree.Add("seed", request.Seed);
        }

        if (findings.IsAnswered)
        {
            AddAnswer(tree, realised, owner);
        }
        else
        {
            AddBounds(tree);
        }

        if (findings.IsAnswered)
        {
            extras.AddTo(tree);
        }

        tree.Add("assumptions", Assumptions());
        tree.Add("guarantee", Guarantee());
        tree.Add("promises", CommonKeys.Promises(promises));
        ResultMap certificate = PartnershipCertificate.Write(findings.Outcome);
        extras.AddEvidenceTo(certificate);
        tree.Add(ResultKeys.Certificate, certificate);
        return tree;
    }

    private void AddAnswer(ResultMap tree, RealisedOutcome? realised, int owner)
    {
        tree.Add("multiplier", findings.Outcome.Bound!.Multiplier);
        tree.Add("objective", Near(findings.Objective));
        tree.Add("upperBound", Near(findings.UpperBound));
        tree.Add("gap", new Approximate(findings.Gap, findings.Tolerance));
        tree.Add("budget", Near(findings.Budget));
        tree.Add("welfare", NearValue(findings.Welfare));
        tree.Add("gains", Near(findings.Gains));
        tree.Add("firstBest", new ResultMap
        {
            ["attained"] = findings.IsFirstBestAttained,
            ["attainable"] = findings.IsFirstBestAttainable,
            ["welfare"] = NearValue(findings.FirstBest),
        });
        tree.Add("agents", ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)OfAgent(i)))));
        tree.Add("dissolution", OfDissolution());
        IReadOnlyList<TieBreaking> lotteries = findings.Outcome.Rules[0].Ties;
        var names = new RankNames(_partnership);
        tree.Add("tieBreaking", new ResultList(lotteries.SelectMany(ties => PartnershipCertificate.Hierarchies(_partnership, names, ties, lotteries.Count > 1))));
        if (realised is not null)
        {
            tree.Add("outcome", OfOutcome(realised, owner));
        }
    }

    private ResultMap OfAgent(int agent)
    {
        (double low, double high) = findings.WorstOff(agent);
        return new ResultMap
        {
            ["payoff"] = Near(findings.Payoffs[agent]),
            ["ironing"] = _partnership.Origin + findings.Outcome.Rules[0].Ironing[agent],
            ["worstOffType"] = NearType(findings.CriticalType(agent)),
            ["worstOffTypes"] = new ResultList([NearType(low), NearType(high)]),
            ["interim"] = new ResultList(request.Types[agent].Select(type => (ResultNode)OfType(agent, type))),
        };
    }

    private ResultMap OfType(int agent, double type)
    {
        (double allocation, double payment, double payoff) = findings.Interim(agent, type);
        return new ResultMap
        {
            ["type"] = type,
            ["allocation"] = new Approximate(allocation, findings.AllocationTolerance),
            ["payment"] = NearPayment(payment),
            ["payoff"] = Near(payoff),
        };
    }

    /// <summary>The best shares, unless somebody's outside option does not depend on the share.</summary>
    private ResultMap OfDissolution()
    {
        var map = new ResultMap { ["budget"] = Near(findings.EfficientBudget) };
        if (_partnership.Agents.Any(agent => agent.BuyOut is not null))
        {
            map.Add("notApplicable", "with a fixed buy-out an agent's share does not matter, so there are no best shares");
            return map;
        }

        Dissolution best = Dissolution.Of(_partnership);
        map.Add("bestShares", ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)new Approximate(best.Shares[i], 1e-10)))));
        map.Add("worstOffType", NearType(best.WorstOffType));
        return map;
    }

    private ResultMap OfOutcome(RealisedOutcome realised, int owner)
    {
        var map = new ResultMap { ["owner"] = _partnership.Agents[owner].Name };
        if (realised.Chances.Count(chance => chance > 0) > 1)
        {
            map.Add("chances", ByAgent(i => new Approximate(realised.Chances[i], 1e-9)));
        }

        map.Add("payments", ByAgent(i => NearValue(realised.Payments[i])));
        return map;
    }

    private void AddBounds(ResultMap tree)
    {
        var unanswered = new ResultMap { ["reason"] = findings.Outcome.Unanswered.Length > 0 ? findings.Outcome.Unanswered : "the bounds do not meet" };
        if (findings.IsInfeasible)
        {
            unanswered.Add("infeasible", true);
            unanswered.Add("shortfall", Near(findings.Shortfall));
        }
        else
        {
            ResultNode least = Near(findings.LowerBound);
            tree.Add("bounds", new ResultMap
            {
                ["objective"] = double.IsFinite(findings.UpperBound) ? new ResultList([least, Near(findings.UpperBound)]) : new ResultList([least]),
            });
        }

        tree.Add("unanswered", unanswered);
    }

    /// <summary>What the answer takes for granted.</summary>
    private ResultList Assumptions() =>
    [
        "types are independent",
        _partnership.Low < 0 ? "the asset is always given to somebody; values may be negative, so that leaving it unowned might be better"
            : _partnership.Agents.Any(agent => agent.BuyOut is not null) ? "the asset is always given to somebody; with fixed buy-outs leaving it unowned might be better"
            : "the asset is always given to somebody, which loses nothing since no value is negative",
        .. _partnership.Agents.Any(agent => agent.BuyOut is not null)
            ? ["an agent with a fixed buy-out gets that sum by staying out, from outside the mechanism"]
            : Array.Empty<ResultNode>(),
    ];

    private ResultMap Guarantee()
    {
        string[] keys = findings.IsAnswered
            ? ["objective", "upperBound", "gap", "budget", "welfare", "gains", "agents", "dissolution"]
            : ["bounds"];
        ResultMap guarantee = findings.IsAnswered
            ? CommonKeys.Guarantee("within", keys)
            : new ResultMap { ["overall"] = "not-established", ["keys"] = new ResultMap { [findings.IsInfeasible ? "unanswered" : "bounds"] = "within" } };
        guarantee.Add("tolerance", new Approximate(findings.Tolerance, findings.Tolerance));
        bool isFar = _partnership.Origin != 0;
        if (isFar)
        {
            guarantee.Add("valueTolerance", new Approximate(findings.ValueTolerance, 1e-4 * findings.ValueTolerance));
            guarantee.Add("paymentTolerance", new Approximate(findings.PaymentTolerance, 1e-4 * findings.PaymentTolerance));
        }

        guarantee.Add("meaning", isFar
            ? "every number lies this near to what it names, in the unit of the values, by the quadrature's own error estimate; types, bids and welfare within valueTolerance, interim payments within paymentTolerance"
            : "every number lies this near to what it names, in the unit of the values, by the quadrature's own error estimate");
        return guarantee;
    }

    private ResultMap ByAgent(Func<int, ResultNode> entry) => ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, entry(i))));

    private Approximate Near(double number) => Near(number, findings.Tolerance);

    private Approximate NearValue(double number) => Near(number, findings.ValueTolerance);

    private Approximate NearPayment(double number) => Near(number, findings.PaymentTolerance);

    private Approximate Near(double number, double tolerance) => new(Math.Abs(number) < Vanishing * findings.Tolerance ? 0 : number, tolerance);

    /// <summary>Worst-off types are where payoffs are flat, and so less sharply determined than payoffs.</summary>
    private Approximate NearType(double type) => new(type, (1e-7 * (_partnership.High - _partnership.Low)) + findings.ValueTolerance);
}
