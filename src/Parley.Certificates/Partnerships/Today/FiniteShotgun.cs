using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>A shotgun clause in which finitely many prices are named: sums, exact but for rounding.</summary>
internal static class FiniteShotgun
{
    /// <summary>What a unit of rounding is worth in the sums, relative to the largest value.</summary>
    private const double Rounding = 1e-15;

    /// <summary>Some types of the proposer that make the same offer: their probability and E[t; those types].</summary>
    private readonly record struct Named(Offer Offer, double Probability, double Moment);

    /// <summary>A proposer with finitely many values.</summary>
    internal static ShotgunPayoffs OfAtoms(IOfferRule offers, Distribution proposer, Distribution responder, double share)
    {
        Named[] named = [.. proposer.Atoms.Select(atom => new Named(offers.Best(atom.Value), atom.Probability, atom.Probability * atom.Value))];
        double inefficiency = proposer.Atoms.Zip(named, (atom, made) => atom.Probability * Between(responder, made.Offer.Price, atom.Value)).Sum();
        return Sum(offers, named, inefficiency, proposer, responder, share);
    }

    /// <summary>A responder with finitely many values, facing a proposer with a density.</summary>
    internal static ShotgunPayoffs ToAtoms(OffersToAtoms offers, Distribution proposer, Distribution responder, double share)
    {
        IReadOnlyList<OffersToAtoms.Corner> corners = offers.Corners;
        var named = new Named[corners.Count];
        double inefficiency = 0;
        for (int corner = 0, seller = 0; corner < corners.Count; corner++)
        {
            double above = corners[corner].Above, upTo = corner + 1 < corners.Count ? corners[corner + 1].Above : double.PositiveInfinity;
            named[corner] = new Named(
                corners[corner].Offer, proposer.Cdf(upTo) - proposer.Cdf(above), proposer.PartialMean(upTo) - proposer.PartialMean(above));
            for (; seller < corners[corner].Sellers; seller++)
            {
                Atom atom = responder.Atoms[seller];
                inefficiency += atom.Probability * Math.Abs(proposer.Cdf(atom.Value) - proposer.Cdf(above));
            }
        }

        return Sum(offers, named, inefficiency, proposer, responder, share);
    }

    private static ShotgunPayoffs Sum(
        IOfferRule offers, Named[] named, double inefficiency, Distribution proposer, Distribution responder, double share)
    {
        double mean = responder.Mean;
        double proposing = named.Sum(made => (made.Probability * made.Offer.Price * (share - made.Offer.Sold)) + (made.Offer.Sold * made.Moment));
        double responding = named.Sum(made => made.Probability
            * ((made.Offer.Price * (made.Offer.Sold - share)) + mean - made.Offer.SoldValue));
        double gain = named.Sum(made => (made.Offer.Sold * made.Moment) - (made.Probability * made.Offer.SoldValue));
        double scale = new[] { proposer.Low, proposer.High, responder.Low, responder.High }.Max(Math.Abs);
        return new ShotgunPayoffs(
            offers, proposing, responding, gain, inefficiency,
            type => named.Sum(made => made.Probability * Math.Max(type - (share * made.Offer.Price), (1 - share) * made.Offer.Price)),
            Rounding * scale * (named.Length + responder.Atoms.Count));
    }

    /// <summary>P(the value lies strictly between two numbers).</summary>
    private static double Between(Distribution distribution, double one, double other)
    {
        (double low, double high) = (Math.Min(one, other), Math.Max(one, other));
        double below = distribution.Atoms.Count == 0 ? distribution.Cdf(high) : distribution.Cdf(Math.BitDecrement(high));
        return Math.Max(0, below - distribution.Cdf(low));
    }
}
