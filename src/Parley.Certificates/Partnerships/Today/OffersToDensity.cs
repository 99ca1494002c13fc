using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>The best offers to a responder whose value has a density: an upper envelope of local maxima.</summary>
/// <remarks>
/// Each rise of the marginal type has one best price for every type. By single crossing the difference between the
/// values of a higher and a lower rise does not fall in the type, so that the rises that are best for somebody and the
/// types at which they take over come from one pass with a stack, as in a convex hull.
/// </remarks>
internal sealed class OffersToDensity : IOfferRule
{
    private const int MostSteps = 200;

    private readonly Distribution _responder;
    private readonly double _share;
    private readonly (double Low, double High) _types;
    private readonly List<Stretch> _stretches = [];

    /// <summary>The offers of a proposer with a share and values within a range.</summary>
    internal OffersToDensity(Distribution responder, double share, double lowType, double highType)
    {
        (_responder, _share, _types) = (responder, share, (lowType, highType));
        Marginal = new MarginalType(responder, share);
        foreach (PriceRise rise in new PriceRises(Marginal).Find())
        {
            Push(rise);
        }
    }

    /// <summary>Prices that are best for the types above a threshold, up to the next stretch's.</summary>
    internal readonly record struct Stretch(PriceRise Rise, double Above);

    /// <summary>The type to whom a price is locally optimal.</summary>
    internal MarginalType Marginal { get; }

    /// <summary>The ranges of prices that somebody names, increasing.</summary>
    internal IReadOnlyList<Stretch> Stretches => _stretches;

    /// <summary>The best price of a type.</summary>
    internal double PriceAt(double type) => _stretches[Math.Max(0, _stretches.FindLastIndex(stretch => stretch.Above < type))].Rise.PriceAt(type);

    /// <inheritdoc/>
    public Offer Best(double type) => OfferAt(PriceAt(type));

    private Offer OfferAt(double price) => new(price, _responder.Cdf(price), _responder.PartialMean(price));

    private void Push(PriceRise rise)
    {
        while (_stretches.Count > 0)
        {
            double threshold = Switch(_stretches[^1].Rise, rise);
            if (threshold > _stretches[^1].Above)
            {
                if (threshold < _types.High)
                {
                    _stretches.Add(new Stretch(rise, threshold));
                }

                return;
            }

            _stretches.RemoveAt(_stretches.Count - 1);
        }

        _stretches.Add(new Stretch(rise, double.NegativeInfinity));
    }

    /// <summary>The type from which on a higher rise is better: minus infinity or the highest type if all or none think so.</summary>
    private double Switch(PriceRise lower, PriceRise higher)
    {
        (double low, double high) = _types;
        (double lead, _) = Lead(lower, higher, low);
        (double last, _) = Lead(lower, higher, high);
        if (lead > 0 || last <= 0)
        {
            return lead > 0 ? double.NegativeInfinity : high;
        }

        double type = low + ((high - low) / 2);
        for (int step = 0; step < MostSteps && type > low && type < high; step++)
        {
            (lead, double slope) = Lead(lower, higher, type);
            (low, high) = lead > 0 ? (low, type) : (type, high);
            double newton = type - (lead / slope);
            if (Math.Abs(newton - type) <= 1e-16 * Math.Abs(type))
            {
                return type;
            }

            type = newton > low && newton < high ? newton : low + ((high - low) / 2);
        }

        return type;
    }

    /// <summary>How much better a higher rise is than a lower one for a type, and the slope of that in the type.</summary>
    private (double Lead, double Slope) Lead(PriceRise lower, PriceRise higher, double type)
    {
        Offer cheap = OfferAt(lower.PriceAt(type)), dear = OfferAt(higher.PriceAt(type));
        return (dear.Value(_share, type) - cheap.Value(_share, type), dear.Sold - cheap.Sold);
    }
}
