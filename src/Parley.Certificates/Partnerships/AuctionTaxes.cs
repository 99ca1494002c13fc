using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// One partner's bids and taxes in a double auction. The tax is the optimal mechanism's interim payment less what the partner
/// expects to pay for the trade, plus the other's expected tax, which the partner receives.
/// </summary>
/// <remarks>
/// Taxes are free up to a constant that both pay each other: E tau_i = kappa_i D_i, where D_i is the expected payment of the
/// mechanism less that of the trade and kappa = (k, 1 - k). So with k = 1 partner 2 pays no tax, as in appendix D.
/// </remarks>
internal sealed class AuctionTaxes
{
    private readonly PartnershipFindings _findings;
    private readonly VirtualBids _bids;
    private readonly int _agent;
    private readonly double _share;
    private readonly double _othersTax;

    /// <summary>The bids and taxes of a partner.</summary>
    public AuctionTaxes(PartnershipFindings findings, VirtualBids bids, int agent)
    {
        (_findings, _bids, _agent) = (findings, bids, agent);
        _share = findings.Partnership.Agents[agent].Share;
        _othersTax = -bids.Weight(1 - agent) * (findings.ExpectedPayment(agent) - bids.ExpectedTrade(agent));
        Segments = [.. findings.Rules[0].Evaluation.Segments[agent].Where(segment => !segment.IsPool || HasTypes(segment))];
    }

    /// <summary>The partner's types, without intervals in which there is nobody.</summary>
    public TypeSegment[] Segments { get; }

    /// <summary>The bid of a type in a segment; of the nearest end outside it.</summary>
    public double Bid(TypeSegment segment, double type) => _bids.At(_agent, segment, Math.Clamp(type, segment.Low, segment.High)).Bid;

    /// <summary>The tax on that bid.</summary>
    public double Tax(TypeSegment segment, double type)
    {
        double own = Math.Clamp(type, segment.Low, segment.High);
        BidProspect prospect = _bids.ProspectAt(_agent, segment, own);
        double payment = (own * (prospect.Chance - _share)) - _findings.Interim(_agent, own).Payoff;
        return payment - prospect.Trade + _othersTax;
    }

    private bool HasTypes(TypeSegment segment)
    {
        var type = _findings.Partnership.Agents[_agent].Type;
        return type.Cdf(segment.High) - type.Cdf(segment.Low) > VirtualLevels.NoPool;
    }
}
