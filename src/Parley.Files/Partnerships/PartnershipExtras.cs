using System.Globalization;
using Parley.Certificates.Partnerships;
using Parley.Certificates.Partnerships.Today;
using Parley.Files.Results;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Promises;

namespace Parley.Files.Partnerships;

/// <summary>
/// What stands beside the mechanism: what today's procedures would give, and, where asked for, the frontier and the double
/// auction.
/// </summary>
public sealed class PartnershipExtras
{
    /// <summary>Frontier points are bounded from both sides like the mechanism itself, but not audited type by type.</summary>
    private const int NoFurtherTypes = 0;

    /// <summary>Tolerances nearer than this, relatively, are the same: an error estimate is rounding on top of the stated least.</summary>
    private const double SameTolerance = 1e-4;

    private readonly Partnership _partnership;
    private readonly double _near;
    private readonly PartnershipRequest _request;
    private readonly Frontier? _frontier;

    /// <summary>Computes what is asked for.</summary>
    internal PartnershipExtras(Partnership partnership, PartnershipFindings findings, PartnershipRequest request, Frontier? frontier, CancellationToken cancellation)
    {
        _request = request;
        _partnership = partnership;
        _frontier = frontier;
        _near = (1e-9 * (partnership.High - partnership.Low)) + findings.ValueTolerance;
        if (findings.IsAnswered)
        {
            Shotgun = partnership.Agents.Count == 2 ? [ShotgunClause.Evaluate(partnership, 0), ShotgunClause.Evaluate(partnership, 1)] : [];
            SealedBid = WinnersBidAuction.Evaluate(partnership);
            ByWeight = Evaluate(frontier?.ByWeight, cancellation);
            ByShare = Evaluate(frontier?.ByShare, cancellation);
            Auction = request.HasDoubleAuction ? DoubleAuction.Of(findings) : null;
            AuctionFindings = Auction is DoubleAuctionAnswer.Found found ? DoubleAuctionAudit.Run(found.Auction, cancellation) : null;
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

    /// <summary>The mechanism as a double auction; null where it was not asked for.</summary>
    public DoubleAuctionAnswer? Auction { get; }

    /// <summary>What the audit of the double auction found.</summary>
    public DoubleAuctionFindings? AuctionFindings { get; }

    /// <summary>What the double auction promises.</summary>
    internal IEnumerable<Promise> Promises => AuctionFindings is not { } found ? [] :
    [
        Promise("equilibrium", found.Allowed - found.LargestGain, found.IsEquilibrium, $"grid {found.Types} x {found.Bids}",
            new WorstCase([], _partnership.Agents[found.Agent].Name, Shown(found.Type), Shown(found.Bid), Rational.FromDouble(-found.LargestGain))),
        Promise("auction-payoffs", found.Allowed - found.LargestPayoffDifference, found.HasOptimalPayoffs, $"{found.Types} types", null),
        Promise("auction-allocation", found.AllocationDifferences == 0 ? 0 : -found.AllocationDifferences, found.HasOptimalAllocation, $"{found.Profiles} profiles", null),
    ];

    /// <summary>Adds them to a result.</summary>
    internal void AddTo(ResultMap tree)
    {
        tree.Add("comparison", Comparison());
        if (Auction is not null)
        {
            tree.Add("doubleAuction", OfAuction(Auction));
        }

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

    private string Shown(double value) => value.ToString($"G{6 + _partnership.CommonDigits}", CultureInfo.InvariantCulture);

    private Promise Promise(string name, double slack, bool holds, string method, WorstCase? worst) =>
        new(name, true, holds, Rational.FromDouble(slack), method, worst) { Tolerance = AuctionFindings!.Allowed };

    private ResultMap OfAuction(DoubleAuctionAnswer answer)
    {
        if (answer is not DoubleAuctionAnswer.Found { Auction: var auction })
        {
            return new ResultMap { ["notApplicable"] = ((DoubleAuctionAnswer.NotApplicable)answer).Reason };
        }

        string first = _partnership.Agents[0].Name;
        string second = _partnership.Agents[1].Name;
        return new ResultMap
        {
            ["k"] = auction.FirstBidWeight,
            ["rules"] = new ResultList(
            [
                $"the price p of the whole asset is k times {first}'s bid plus 1 - k times {second}'s",
                $"the higher bid gets the asset, {first} where bids are equal, and pays p times the other's share to the other",
                "besides, each pays the tax on the own bid to the other, whoever gets the asset; a negative tax is received",
                "only the bids listed are accepted",
            ]),
            ["agents"] = ResultMap.Of(_partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)OfBidder(auction, i)))),
            ["ties"] = new ResultList(auction.Ties.Select(tie => (ResultNode)new ResultMap
            {
                ["bid"] = new Approximate(tie.Bid, _near),
                ["chanceOfFirst"] = new Approximate(tie.ChanceOfFirst, 1e-9),
            })),
        };
    }

    private ResultMap OfBidder(DoubleAuction auction, int agent)
    {
        ResultNode Near(double number) => new Approximate(number, _near);
        return new ResultMap
        {
            ["bids"] = new ResultList(_request.Types[agent].Select(type => (ResultNode)new ResultMap
            {
                ["type"] = type,
                ["bid"] = Near(auction.Bid(agent, type)),
                ["tax"] = Near(auction.Tax(agent, type)),
            })),
            ["accepted"] = new ResultList(auction.Branches(agent).Select(branch => (ResultNode)new ResultList([Near(branch.LowBid), Near(branch.HighBid)]))),
        };
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
                double tolerance = _near + (4 * (outcome.Error + outcome.Regret));
                map.Add("payoffs", ResultMap.Of(outcome.Partners.Select(partner => (partner.Name, (ResultNode)new Approximate(partner.Payoff, tolerance)))));
                map.Add("gains", new Approximate(outcome.WelfareGain, tolerance));
                map.Add("tolerance", new Approximate(tolerance, SameTolerance * tolerance));
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
            ["welfare"] = new Approximate(point.Welfare, point.ValueTolerance),
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
