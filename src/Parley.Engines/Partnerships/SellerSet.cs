namespace Parley.Engines.Partnerships;

/// <summary>
/// At one virtual type x: which partners count as sellers there (x lies below their ironing parameter). The sellers are
/// the set X that minimises v(X) = sum of r_i a_i - product of a_i, where a_i = FS_i in X and FB_i outside.
/// </summary>
/// <remarks>
/// Moving i out of X adds r_i (FB_i - FS_i) to the sum and log(FB_i / FS_i) to the logarithm of the product. A convex
/// function of the two totals is largest at a threshold of their ratio, so the best complement is a prefix of the partners
/// sorted by it. Cost: n log n.
/// </remarks>
internal sealed class SellerSet(double[] shares)
{
    /// <summary>What rounding can feign as an advantage, relative to what is compared: of equally good sets the largest is taken.</summary>
    private const double Indifference = 2e-16;

    /// <summary>Cdfs this close agree: the choice concerns nobody.</summary>
    public const double NoDifference = 1e-14;

    /// <summary>A cdf this small is 0: products of two such would be no numbers to divide by.</summary>
    private const double Nothing = 1e-100;

    /// <summary>The series for the logarithmic mean loses less than rounding below this.</summary>
    private const double SmallRise = 1e-5;

    private readonly double[] _keys = new double[shares.Length];
    private readonly int[] _order = new int[shares.Length];

    /// <summary>The cdfs of the sellers' virtual types at x.</summary>
    public double[] Seller { get; } = new double[shares.Length];

    /// <summary>The cdfs of the buyers' virtual types at x; nowhere smaller.</summary>
    public double[] Buyer { get; } = new double[shares.Length];

    /// <summary>
    /// True for each partner in X, from the cdfs that were filled in; also for those whose two cdfs agree, whom the choice does
    /// not concern.
    /// </summary>
    public void Find(Span<bool> sells)
    {
        sells.Fill(true);
        MoveBestPrefix(sells, Sort());
    }

    /// <summary>Sorts the partners whom the choice concerns; those with FS = 0, to rounding, come first, as one block.</summary>
    /// <returns>How many there are, and how many of them form the block.</returns>
    private (int Count, int Block) Sort()
    {
        int count = 0;
        int block = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            double gain = Buyer[i] - Seller[i];
            if (gain > NoDifference)
            {
                block += Seller[i] < Nothing ? 1 : 0;
                _keys[count] = Seller[i] < Nothing ? double.NegativeInfinity : shares[i] * LogarithmicMean(Seller[i], gain);
                _order[count++] = i;
            }
        }

        Array.Sort(_keys, _order, 0, count);
        return (count, block);
    }

    /// <summary>The gain divided by the logarithm of the cdfs' ratio, by a series where that ratio is nearly 1.</summary>
    private static double LogarithmicMean(double seller, double gain)
    {
        double rise = gain / seller;
        return rise < SmallRise ? seller * (1 + (rise / 2) - (rise * rise / 12)) : gain / Math.Log(1 + rise);
    }

    /// <summary>
    /// Each prefix is compared with the best so far by what lies between them, so that who differs by little is not lost beside who
    /// differs by much.
    /// </summary>
    private void MoveBestPrefix(Span<bool> sells, (int Count, int Block) sorted)
    {
        double product = 1;
        for (int i = 0; i < shares.Length; i++)
        {
            product *= Seller[i] < Nothing && sorted.Block > 0 ? Buyer[i] : Seller[i];
        }

        int moved = 0;
        double loss = 0;
        double gain = 0;
        if (sorted.Block > 0)
        {
            // With anybody of the block among the sellers the product is zero whoever else moves: nobody should.
            foreach (int i in _order.AsSpan(0, sorted.Block))
            {
                loss += shares[i] * (Buyer[i] - Seller[i]);
            }

            gain = product;
            moved = Better(loss, gain) ? sorted.Block : 0;
            (loss, gain) = moved > 0 ? (0, 0) : (loss, gain);
        }

        for (int place = sorted.Block; place < sorted.Count; place++)
        {
            int i = _order[place];
            double rise = (Buyer[i] - Seller[i]) / Seller[i];
            loss += shares[i] * (Buyer[i] - Seller[i]);
            gain += product * rise;
            product *= 1 + rise;
            if (Better(loss, gain))
            {
                (moved, loss, gain) = (place + 1, 0, 0);
            }
        }

        foreach (int i in _order.AsSpan(0, moved))
        {
            sells[i] = false;
        }
    }

    /// <summary>True where the product gains more than the sum.</summary>
    private bool Better(double loss, double gain) => gain - loss > Indifference * shares.Length * (gain + loss);
}
