using Parley.Certificates.Partnerships;
using Parley.Certificates.Partnerships.Today;
using Parley.Files.Results;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>
/// What stands beside the mechanism: what today's procedures would give, and, where asked for, the frontier and the double
/// auction.
/// </summary>
public sealed class PartnershipExtras
{
    /// <summary>Frontier points are bounded from both sides like the mechanism itself, but not audited type by type.</summary>
    private const int NoFurtherTypes = 0;

    private readonly Partnership _partnership;
    private readonly double _range;
    private readonly double _tolerance;
    private readonly Frontier? _frontier;

    /// <summary>Computes what is asked for.</summary>
    internal PartnershipExtras(Partnership partnership, PartnershipFindings findings, PartnershipRequest request, Frontier? frontier, CancellationToken cancellation)
    {
        _ = request;
        _partnership = partnership;
        _frontier = frontier;
        _range = partnership.High - partnership.Low;
        _tolerance = findings.Tolerance;
        if (findings.IsAnswered)
        {
            Shotgun = partnership.Agents.Count == 2 ? [ShotgunClause.Evaluate(partnership, 0), ShotgunClause.Evaluate(partnership, 1)] : [];
            SealedBid = WinnersBidAuction.Evaluate(partnership);
            ByWeight = Evaluate(frontier?.ByWeight, cancellation);
            ByShare = Evaluate(frontier?.ByShare, cancellation);
        }
    }

    /// <summary>The shotgun clause with each partner as proposer; empty unless there are two.</summary>
    public IReadOnlyList<TodayAnswer> Shotgun { get; } = [];

    /// <summary>The sealed-bid auction whose winner pays the others their parts of the bid; null in an unanswered result.</summary>
    public TodayAnswer? SealedBid { get; }

    /// <summary>The frontier along weights.</summary>
    public IReadOnlyList<PartnershipFindings> ByWeight { get; } = [];

    /// <summary>The frontier along shares.</summary>
    public IReadOnlyList<PartnershipFindings> ByShare { get; } = [];

    /// <summary>Adds them to a result.</summary>
    internal void AddTo(ResultMap tree)
    {
        tree.Add("comparison", Comparison());
        if (_frontier is not null)
        {
            tree.Add("frontier", new ResultMap
            {
                ["weights"] = new ResultList(ByWeight.Select(point => (ResultNode)Point("weights", point, agent => agent.Weight))),
                ["shares"] = new ResultList(ByShare.Select(point => (ResultNode)Point("shares", point, agent => agent.Share))),
            });
        }
    }

    /// <summary>Adds their evidence to a certificate.</summary>
    internal void AddEvidenceTo(ResultMap certificate)
    {
        if (_frontier is not null)
        {
            certificate.Add("frontier", new ResultMap
            {
                ["weights"] = new ResultList(_frontier.ByWeight.Select(point => (ResultNode)PartnershipCertificate.Write(point))),
                ["shares"] = new ResultList(_frontier.ByShare.Select(point => (ResultNode)PartnershipCertificate.Write(point))),
            });
        }
    }

    private static PartnershipFindings[] Evaluate(IReadOnlyList<PartnershipOutcome>? points, CancellationToken cancellation) =>
        [.. (points ?? []).Select(point => PartnershipFindings.Of(point, NoFurtherTypes, cancellation))];

    private ResultMap Comparison()
    {
        var map = new ResultMap();
        if (Shotgun.Count > 0)
        {
            map.Add("shotgun", new ResultList(Shotgun.Select((answer, proposer) => (ResultNode)Today(answer, new ResultMap { ["proposer"] = _partnership.Agents[proposer].Name }))));
        }

        map.Add("sealedBid", Today(SealedBid!, new ResultMap()));
        return map;
    }

    private ResultMap Today(TodayAnswer answer, ResultMap map)
    {
        switch (answer)
        {
            case TodayAnswer.Computed { Outcome: var outcome }:
                double tolerance = (1e-9 * _range) + (4 * (outcome.Error + outcome.Regret));
                map.Add("payoffs", ResultMap.Of(outcome.Partners.Select(partner => (partner.Name, (ResultNode)new Approximate(partner.Payoff, tolerance)))));
                map.Add("gains", new Approximate(outcome.WelfareGain, tolerance));
                map.Add("tolerance", new Approximate(tolerance, tolerance));
                break;
            case TodayAnswer.NotEstablished { Reason: var reason }:
                map.Add("notEstablished", reason);
                break;
        }

        return map;
    }

    private ResultMap Point(string key, PartnershipFindings point, Func<Agent, double> coordinate)
    {
        var map = new ResultMap
        {
            [key] = ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)coordinate(point.Partnership.Agents[i])))),
            ["payoffs"] = ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)new Approximate(point.Payoffs[i], point.Tolerance)))),
            ["welfare"] = new Approximate(point.Welfare, point.Tolerance),
            ["gap"] = new Approximate(point.Gap, point.Tolerance),
            ["certified"] = point.IsAnswered,
        };
        if (point.Outcome.Bound is { } bound)
        {
            map.Add("multiplier", bound.Multiplier);
        }

        return map;
    }
}
