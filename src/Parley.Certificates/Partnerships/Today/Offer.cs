namespace Parley.Certificates.Partnerships.Today;

/// <summary>A price under a shotgun clause, and what the responder does with it.</summary>
/// <param name="Price">The price of the whole asset.</param>
/// <param name="Sold">The probability that the responder sells.</param>
/// <param name="SoldValue">E[responder's value; the responder sells].</param>
internal readonly record struct Offer(double Price, double Sold, double SoldValue)
{
    /// <summary>What the offer brings to a proposer with a share and a value: r p + x (t - p).</summary>
    internal double Value(double share, double type) => (share * Price) + (Sold * (type - Price));
}

/// <summary>The price that each type of the proposer names under a shotgun clause.</summary>
/// <remarks>
/// A proposer with share r and value t who names p gets r p + F(p) (t - p), F being the responder's cdf. For p &lt; p'
/// the difference of the two objectives, r (p' - p) - F(p') p' + F(p) p + (F(p') - F(p)) t, does not fall in t. So a
/// type that likes p' better than p is not followed by a higher one that likes p better: optimal prices do not fall in
/// the value (single crossing), and every pair of prices has one type at which the preference switches.
/// Tied types name the lower price.
/// </remarks>
internal interface IOfferRule
{
    /// <summary>The best offer of a type.</summary>
    Offer Best(double type);
}
