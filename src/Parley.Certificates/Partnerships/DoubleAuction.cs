using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// Two partners' optimal mechanism as a double auction: both name a price for the whole asset, the higher bid gets it, and
/// whoever gets it pays the other for the other's share at a price between the bids. Besides, each pays the other a tax on
/// their own bid, whoever gets the asset. Everything paid is received, whatever is bid.
/// </summary>
/// <remarks>
/// <para>
/// The rules: the price is p = k b1 + (1 - k) b2. If partner 1 gets the asset, 1 pays r2 p to 2; otherwise 2 pays r1 p to 1.
/// Partner i also pays tau_i(b_i) to the other; a negative tax is received. At equal bids partner 1 gets the asset, except at
/// a <see cref="TiedBid"/>, where a lottery decides. Bids outside <see cref="Branches"/> are not accepted.
/// </para>
/// <para>
/// The bids: partner i bids beta(x) = k t2(x) + (1 - k) t1(x) at ironed virtual type x, where t_j(x) is the type of partner j
/// with that virtual type; pooled types put their own type in place of t_i(x). Both use the same increasing function, so the
/// higher virtual type has the higher bid. The taxes make up the difference between the interim payments of the optimal
/// mechanism and what is expected from trade. So bidding as prescribed is an equilibrium exactly because the mechanism is
/// incentive compatible; <see cref="DoubleAuctionAudit"/> checks it without using that argument.
/// </para>
/// <para>
/// Source: Loertscher and Marx, online appendix D, for k = w1 / (w1 + w2); with w = (1, 0) and uniform types these are (D.33),
/// (D.34) and their tax. The appendix states the tax's direction in two ways that conflict; this is the one of D.2.
/// </para>
/// </remarks>
public sealed class DoubleAuction
{
    /// <summary>Types or bids further apart than this leave a gap, in units of the range of values.</summary>
    private const double NoGap = 1e-10;

    private readonly BidBranch[][] _branches;

    /// <summary>An auction for values whose origin is 0.</summary>
    private DoubleAuction(PartnershipFindings findings, BidBranch[][] branches, IReadOnlyList<TiedBid> ties) =>
        (Findings, _branches, Ties, AboutOrigin) = (findings, branches, ties, this);

    /// <summary>
    /// The same auction for values with another origin, which adds to every bid: whoever gets the asset then pays for the other's
    /// share that much more of it, as in the mechanism, and taxes are the same.
    /// </summary>
    private DoubleAuction(PartnershipFindings findings, DoubleAuction aboutOrigin)
    {
        double origin = findings.Partnership.Origin;
        (Findings, AboutOrigin) = (findings, aboutOrigin);
        _branches = [.. aboutOrigin._branches.Select(branches => branches.Select(branch => branch.MovedBy(origin)).ToArray())];
        Ties = [.. aboutOrigin.Ties.Select(tie => tie with { Bid = origin + tie.Bid })];
    }

    /// <summary>k, the weight of partner 1's bid in the price: w1 / (w1 + w2).</summary>
    public double FirstBidWeight => FirstWeight(Findings.Partnership);

    /// <summary>The bids at which a lottery decides; mostly none.</summary>
    public IReadOnlyList<TiedBid> Ties { get; }

    /// <summary>The question.</summary>
    public Partnership Partnership => Findings.Partnership;

    /// <summary>The mechanism that the auction implements.</summary>
    internal PartnershipFindings Findings { get; }

    /// <summary>The same auction for values and bids less the partnership's origin.</summary>
    internal DoubleAuction AboutOrigin { get; }

    /// <summary>The auction that implements an optimal mechanism, or why there is none.</summary>
    /// <param name="findings">The mechanism.</param>
    /// <remarks>Cost: as much as evaluating the allocation rule; after that a few hundred evaluations of a cdf for each bid or tax.</remarks>
    public static DoubleAuctionAnswer Of(PartnershipFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return ReasonAgainst(findings) is { } reason
            ? new DoubleAuctionAnswer.NotApplicable(reason)
            : new DoubleAuctionAnswer.Found(new DoubleAuction(findings, Build(findings.AboutOrigin)));
    }

    /// <summary>The stretches of types along which a partner's bid moves without a jump, types and bids increasing.</summary>
    /// <param name="agent">The partner's number, 0 or 1.</param>
    public IReadOnlyList<BidBranch> Branches(int agent) => _branches[agent];

    /// <summary>A partner's bid. At a jump, the lower one.</summary>
    /// <param name="agent">The partner's number, 0 or 1.</param>
    /// <param name="type">The partner's type; one outside the support bids as the nearest end.</param>
    public double Bid(int agent, double type) => BranchOf(agent, type).Bid(type);

    /// <summary>What a partner pays to the other besides the trade, at the bid for a type; negative where it is received.</summary>
    /// <inheritdoc cref="Bid"/>
    public double Tax(int agent, double type) => BranchOf(agent, type).Tax(type);

    /// <summary>The chance that partner 1 gets the asset at two bids: 0 or 1, unless a lottery decides.</summary>
    public double ChanceOfFirst(double firstBid, double secondBid) =>
        firstBid == secondBid ? Ties.FirstOrDefault(tie => tie.Bid == firstBid)?.ChanceOfFirst ?? 1 : firstBid > secondBid ? 1 : 0;

    /// <summary>What partner 1 pays to partner 2 for the trade, without taxes; negative where it is received.</summary>
    /// <param name="firstBid">The bid of partner 1.</param>
    /// <param name="secondBid">The bid of partner 2.</param>
    /// <param name="firstWins">Who got the asset.</param>
    public double TradePayment(double firstBid, double secondBid, bool firstWins)
    {
        double price = (FirstBidWeight * firstBid) + ((1 - FirstBidWeight) * secondBid);
        return firstWins ? Partnership.Agents[1].Share * price : -Partnership.Agents[0].Share * price;
    }

    /// <summary>The same bids under other taxes, to see what the audit says of them.</summary>
    /// <param name="tax">The new tax, given the partner's number, the bid and the present tax.</param>
    public DoubleAuction WithTaxes(Func<int, double, double, double> tax)
    {
        DoubleAuction about = AboutOrigin;
        double origin = Partnership.Origin;
        BidBranch[][] branches = [.. about._branches.Select((own, agent) => own.Select(branch => branch.WithTax((bid, old) => tax(agent, origin + bid, old))).ToArray())];
        return new DoubleAuction(Findings, new DoubleAuction(about.Findings, branches, about.Ties));
    }

    private BidBranch BranchOf(int agent, double type) =>
        Array.Find(_branches[agent], branch => type <= branch.HighType) ?? _branches[agent][^1];

    private static double FirstWeight(Partnership partnership) =>
        partnership.Agents[0].Weight / (partnership.Agents[0].Weight + partnership.Agents[1].Weight);

    private static string? ReasonAgainst(PartnershipFindings findings)
    {
        Partnership partnership = findings.Partnership;
        return partnership.Agents.Count != 2 ? $"a double auction needs two partners; there are {partnership.Agents.Count}"
            : findings.Rules.Count == 0 ? "no mechanism was found that a double auction could implement"
            : partnership.Agents.FirstOrDefault(agent => agent.BuyOut is not null) is { } bought
                ? $"{bought.Name} has a fixed buy-out; a double auction pays for shares at the price of the auction"
            : partnership.Agents.FirstOrDefault(agent => agent.Type.Atoms.Count > 0) is { } discrete
                ? $"{discrete.Name} has separate types; the bids of a double auction need a density"
            : findings.Rules.Count > 1 ? "the optimum is a lottery between two allocation rules; a double auction implements one"
            : findings.Outcome.Rules[0].Ties.Any(ties => ties.Hierarchies.Any(hierarchy => hierarchy.SplitsPartners))
                ? "ties are broken differently for one partner's sellers and buyers; in a double auction they would share a bid"
            : null;
    }

    private static DoubleAuction Build(PartnershipFindings findings)
    {
        RuleEvaluation rule = findings.Rules[0].Evaluation;
        var bids = new VirtualBids(rule, FirstWeight(findings.Partnership));
        return new DoubleAuction(findings, [.. Enumerable.Range(0, 2).Select(agent => Split(findings, new AuctionTaxes(findings, bids, agent)))], bids.Ties);
    }

    /// <summary>Cuts a partner's types where the bid jumps; types that nobody has are left out.</summary>
    private static BidBranch[] Split(PartnershipFindings findings, AuctionTaxes agent)
    {
        double gap = NoGap * (findings.Partnership.High - findings.Partnership.Low);
        List<List<TypeSegment>> branches = [];
        (double Type, double Bid) last = (double.NegativeInfinity, double.NegativeInfinity);
        foreach (TypeSegment segment in agent.Segments)
        {
            if (segment.Low - last.Type > gap || agent.Bid(segment, segment.Low) - last.Bid > gap)
            {
                branches.Add([]);
            }

            branches[^1].Add(segment);
            last = (segment.High, agent.Bid(segment, segment.High));
        }

        return [.. branches.Select(segments => new BidBranch(agent, [.. segments]))];
    }
}

/// <summary>A bid that types of both partners make with positive probability, because the mechanism pools them at one level.</summary>
/// <param name="Bid">The bid.</param>
/// <param name="ChanceOfFirst">The chance that partner 1 gets the asset where both bid this.</param>
public sealed record TiedBid(double Bid, double ChanceOfFirst);
