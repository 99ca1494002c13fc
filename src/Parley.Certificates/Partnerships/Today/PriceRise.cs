namespace Parley.Certificates.Partnerships.Today;

/// <summary>A range of prices on which the marginal type rises, jumps included: local maxima of the proposer's objective.</summary>
internal sealed class PriceRise(MarginalType marginal, RisePoint[] points)
{
    private const int MostSteps = 200;

    /// <summary>The best price of the range for a type: phi(p) = t, or an end.</summary>
    /// <remarks>About eight evaluations of phi.</remarks>
    internal double PriceAt(double type)
    {
        int above = FirstAbove(type);
        return above == 0 ? points[0].Price
            : above == points.Length ? points[^1].Price
            : points[above - 1].Price == points[above].Price ? points[above].Price
            : Root(points[above - 1], points[above], type);
    }

    private int FirstAbove(double type)
    {
        (int low, int high) = (0, points.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = points[middle].Type > type ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>False position with halved weights (Illinois), halving while an end is infinite.</summary>
    private double Root(RisePoint below, RisePoint above, double type)
    {
        (double low, double high, double lowGap, double highGap) = (below.Price, above.Price, below.Type - type, above.Type - type);
        int kept = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double inner = double.IsFinite(lowGap) && double.IsFinite(highGap) && step % 8 != 7
                ? low - (lowGap * ((high - low) / (highGap - lowGap)))
                : low + ((high - low) / 2);
            if (lowGap == 0 || !(inner > low) || !(inner < high))
            {
                return lowGap == 0 ? low : inner <= low ? low : high;
            }

            double gap = marginal.At(inner, below.Piece) - type;
            if (gap <= 0)
            {
                (low, lowGap, highGap, kept) = (inner, gap, kept < 0 ? highGap / 2 : highGap, -1);
            }
            else
            {
                (high, highGap, lowGap, kept) = (inner, gap, kept > 0 ? lowGap / 2 : lowGap, 1);
            }
        }

        return low + ((high - low) / 2);
    }
}
