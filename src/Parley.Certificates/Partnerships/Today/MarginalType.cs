using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>The type to whom a price is locally optimal: phi(p) = p + (F(p) - r) / f(p).</summary>
/// <remarks>
/// The proposer's objective r p + F(p) (t - p) has the derivative f(p) (t - phi(p)). It is a virtual value of the
/// responder: the seller's virtual cost at r = 0, the buyer's virtual value at r = 1.
/// </remarks>
internal sealed record MarginalType(Distribution Responder, double Share)
{
    /// <summary>phi on a closed piece of the density; infinite where the density is 0, the price itself where F = r besides.</summary>
    internal double At(double price, int piece)
    {
        double cdf = Responder.Cdf(price);
        double excess = cdf < 0.5 ? cdf - Share : 1 - Share - Responder.Survival(price);
        return excess == 0 ? price : price + (excess / Responder.Density(price, piece));
    }
}

/// <summary>A price within a piece of the density, and the type to whom it is locally optimal.</summary>
internal readonly record struct RisePoint(double Price, double Type, int Piece);
