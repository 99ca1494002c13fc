namespace Parley.Certificates.Partnerships;

/// <summary>Whether an optimal mechanism can be run as a double auction: one of two closed cases.</summary>
public abstract record DoubleAuctionAnswer
{
    private DoubleAuctionAnswer()
    {
    }

    /// <summary>It can.</summary>
    /// <param name="Auction">The auction.</param>
    public sealed record Found(DoubleAuction Auction) : DoubleAuctionAnswer;

    /// <summary>It cannot, or not by this construction.</summary>
    /// <param name="Reason">Why, in words for a person.</param>
    public sealed record NotApplicable(string Reason) : DoubleAuctionAnswer;
}
