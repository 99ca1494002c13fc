using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>
/// The best offers to a responder with finitely many values: the corners of a concave hull, so exact but for rounding.
/// </summary>
/// <remarks>
/// If the k lowest values are to sell, with probability x, the price lies between the k-th value and the next one, and
/// the objective is x t + (r - x) p: the next value is best for x &lt; r, the k-th for x &gt; r. A responder who is
/// indifferent does what the proposer likes better; naming a price a little to the side enforces it. At x = r the
/// proposer and, in expectation, the responder do not mind which price it is: the middle is taken. So the objective
/// is the conjugate of h(x) = (r - x) p(x): hull the points (x, h).
/// </remarks>
internal sealed class OffersToAtoms : IOfferRule
{
    private const double EqualProbabilities = 1e-12;

    private readonly List<Corner> _corners = [];

    internal OffersToAtoms(Distribution responder, double share)
    {
        for (int sellers = 0; sellers <= responder.Atoms.Count; sellers++)
        {
            Offer offer = OfferTo(responder, sellers, share);
            while (_corners.Count > 0 && Switch(_corners[^1].Offer, offer, share) <= _corners[^1].Above)
            {
                _corners.RemoveAt(_corners.Count - 1);
            }

            double above = _corners.Count == 0 ? double.NegativeInfinity : Switch(_corners[^1].Offer, offer, share);
            _corners.Add(new Corner(offer, sellers, above));
        }
    }

    /// <summary>An offer that is best for the types above a threshold, up to that of the next corner.</summary>
    /// <param name="Offer">The offer.</param>
    /// <param name="Sellers">How many of the responder's values, from the lowest on, sell.</param>
    /// <param name="Above">The threshold.</param>
    internal readonly record struct Corner(Offer Offer, int Sellers, double Above);

    /// <summary>The offers that are best for some value, by increasing price.</summary>
    internal IReadOnlyList<Corner> Corners => _corners;

    /// <inheritdoc/>
    public Offer Best(double type) => _corners.FindLast(corner => corner.Above < type).Offer;

    private static double Switch(Offer lower, Offer upper, double share) =>
        (lower.Value(share, 0) - upper.Value(share, 0)) / (upper.Sold - lower.Sold);

    private static Offer OfferTo(Distribution responder, int sellers, double share)
    {
        double last = sellers == 0 ? responder.Low : responder.Atoms[sellers - 1].Value;
        double next = sellers == responder.Atoms.Count ? responder.High : responder.Atoms[sellers].Value;
        double sold = sellers == 0 ? 0 : sellers == responder.Atoms.Count ? 1 : responder.Cdf(last);
        double price = Math.Abs(sold - share) < EqualProbabilities && sellers > 0 && sellers < responder.Atoms.Count
            ? last + ((next - last) / 2)
            : sold < share ? next : last;
        return new Offer(price, sold, sellers == 0 ? 0 : responder.PartialMean(last));
    }
}
