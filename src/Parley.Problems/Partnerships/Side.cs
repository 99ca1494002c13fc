namespace Parley.Problems.Partnerships;

/// <summary>The two ways in which a partner can trade: giving the share up, or buying the rest.</summary>
public enum Side
{
    /// <summary>The partner sells: virtual type Psi^S(t) = t + (1 - alpha) F(t) / f(t).</summary>
    Seller,

    /// <summary>The partner buys: virtual type Psi^B(t) = t - (1 - alpha) (1 - F(t)) / f(t).</summary>
    Buyer,
}
