using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>The bids of one partner: cubic between nodes, types in proportion to bids below the lowest node.</summary>
internal sealed class BidStrategy(Distribution type, double[] places, double[] logCdfs, double[] slopes)
{
    /// <summary>The logarithm of the cdf of bids at a logarithm of the distance from the lowest bid, and its slope.</summary>
    internal (double LogCdf, double Slope) At(double place)
    {
        if (place < places[0])
        {
            return Below(place);
        }

        int right = Array.BinarySearch(places, place);
        right = Math.Clamp(right < 0 ? ~right : right, 1, places.Length - 1);
        double width = places[right] - places[right - 1], x = (place - places[right - 1]) / width, rest = 1 - x;
        (double from, double to) = (logCdfs[right - 1], logCdfs[right]);
        (double start, double end) = (slopes[right - 1] * width, slopes[right] * width);
        double value = (rest * rest * (((1 + (2 * x)) * from) + (x * start))) + (x * x * (((3 - (2 * x)) * to) - (rest * end)));
        double slope = (6 * x * rest * (to - from)) + (rest * (1 - (3 * x)) * start) + (x * ((3 * x) - 2) * end);
        return (value, slope / width);
    }

    /// <summary>The type that bids so.</summary>
    /// <remarks>One quantile.</remarks>
    internal double TypeAt(double place) => place < places[0] ? Line(place) : type.Quantile(Math.Exp(Math.Min(0, At(place).LogCdf)));

    /// <summary>The place of the bid of a type.</summary>
    internal double PlaceOf(double value, double lowest)
    {
        (double low, double high) = (lowest, places[^1]);
        for (int step = 0; step < 60; step++)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = TypeAt(middle) < value ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double Line(double place) =>
        type.Low + ((type.Quantile(Math.Exp(logCdfs[0])) - type.Low) * Math.Exp(place - places[0]));

    private (double LogCdf, double Slope) Below(double place)
    {
        double value = Line(place), cdf = type.Cdf(value);
        int piece = Enumerable.Range(0, type.Knots.Count - 1).Last(candidate => type.Knots[candidate] <= value);
        return (Math.Log(cdf), type.Density(value, piece) * (value - type.Low) / cdf);
    }
}
