namespace Parley.Certificates.Partnerships;

/// <summary>A stretch of a partner's types along which the bid moves without a jump, or not at all: an interval of used bids.</summary>
public sealed class BidBranch
{
    private readonly AuctionTaxes _agent;
    private readonly TypeSegment[] _segments;
    private readonly Func<double, double, double>? _tax;
    private readonly double _origin;

    internal BidBranch(AuctionTaxes agent, TypeSegment[] segments, Func<double, double, double>? tax = null, double origin = 0) =>
        (_agent, _segments, _tax, _origin) = (agent, segments, tax, origin);

    /// <summary>The lowest type.</summary>
    public double LowType => _origin + _segments[0].Low;

    /// <summary>The highest type.</summary>
    public double HighType => _origin + _segments[^1].High;

    /// <summary>The lowest bid.</summary>
    public double LowBid => Bid(LowType);

    /// <summary>The highest bid.</summary>
    public double HighBid => Bid(HighType);

    /// <summary>The types at which the bid may bend, both ends included, increasing.</summary>
    public IEnumerable<double> Nodes => _segments.Select(segment => _origin + segment.Low).Append(HighType);

    /// <summary>The bid of a type; of the nearest end outside the branch.</summary>
    public double Bid(double type) => _origin + BidAboutOrigin(type - _origin);

    /// <summary>The tax on that bid, paid to the other partner.</summary>
    public double Tax(double type)
    {
        double own = type - _origin;
        double tax = _agent.Tax(SegmentOf(own), own);
        return _tax is null ? tax : _tax(BidAboutOrigin(own), tax);
    }

    /// <summary>The same branch with another tax, given the bid less the origin and the present tax.</summary>
    internal BidBranch WithTax(Func<double, double, double> tax) => new(_agent, _segments, tax, _origin);

    /// <summary>The same branch for types and bids that are larger by an origin.</summary>
    internal BidBranch MovedBy(double origin) => new(_agent, _segments, _tax, _origin + origin);

    private double BidAboutOrigin(double type) => _agent.Bid(SegmentOf(type), type);

    private TypeSegment SegmentOf(double type)
    {
        (int low, int high) = (0, _segments.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = type <= _segments[middle].High ? (low, middle) : (middle + 1, high);
        }

        return _segments[low];
    }
}
