using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// The distribution of one partner's bids and the partner's expected tax, from the functions that the auction publishes and
/// nothing else: bids are inverted by a bracketed search, and expectations are integrals over probabilities by a Gauss rule that halves
/// until the halves agree with the whole.
/// </summary>
internal sealed class BidTable
{
    /// <summary>How far the halves of a cell may differ from the whole, in units of the largest value.</summary>
    private const double CellError = 2e-15;

    /// <summary>Bids this close are equal where types are sought, in units of the largest value.</summary>
    private const double SameBid = 2e-16;

    private const int DeepestHalving = 30;
    private const int MostSteps = 200;

    private static readonly double[] s_nodes = [-0.861136311594052575, -0.339981043584856265, 0.339981043584856265, 0.861136311594052575];
    private static readonly double[] s_weights = [0.347854845137453857, 0.652145154862546143, 0.652145154862546143, 0.347854845137453857];

    private readonly Distribution _type;
    private readonly Cell[] _cells;
    private readonly double[] _sums;
    private readonly double _scale;

    /// <summary>The table of a partner's bids.</summary>
    /// <param name="auction">The auction.</param>
    /// <param name="agent">The partner.</param>
    /// <param name="types">By branch, the types between which cells lie, increasing, both ends of the branch included.</param>
    public BidTable(DoubleAuction auction, int agent, IReadOnlyList<double[]> types)
    {
        _type = auction.Partnership.Agents[agent].Type;
        _scale = Math.Max(auction.Partnership.High - auction.Partnership.Low, Math.Max(Math.Abs(auction.Partnership.Low), Math.Abs(auction.Partnership.High)));
        _cells = [.. auction.Branches(agent).SelectMany((branch, k) => types[k].Zip(types[k].Skip(1), (low, high) =>
            new Cell(branch, low, high, branch.Bid(low), branch.Bid(high))))];
        _sums = new double[_cells.Length + 1];
        for (int k = 0; k < _cells.Length; k++)
        {
            _sums[k + 1] = _sums[k] + Mean(_cells[k].Branch.Bid, _cells[k].Low, _cells[k].High);
        }

        ExpectedTax = auction.Branches(agent).Sum(ExpectedTaxOn);
    }

    /// <summary>The expected bid.</summary>
    public double ExpectedBid => _sums[^1];

    /// <summary>The expected tax.</summary>
    public double ExpectedTax { get; }

    /// <summary>The probability of the bids below another bid, and the mean bid counted where it is one of them.</summary>
    /// <param name="bid">The other bid.</param>
    /// <param name="withEqual">True where equal bids count.</param>
    public (double Probability, double Mean) Below(double bid, bool withEqual)
    {
        bool IsBelow(double own) => own < bid || (withEqual && own == bid);
        (int low, int high) = (0, _cells.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = IsBelow(_cells[middle].HighBid) ? (middle + 1, high) : (low, middle);
        }

        if (low == _cells.Length)
        {
            return (1, _sums[^1]);
        }

        Cell cell = _cells[low];
        double type = IsBelow(cell.LowBid) ? TypeOf(cell, bid) : cell.Low;
        return (_type.Cdf(type), _sums[low] + Mean(cell.Branch.Bid, cell.Low, type));
    }

    private double ExpectedTaxOn(BidBranch branch) => branch.Nodes.Zip(branch.Nodes.Skip(1), (low, high) => Mean(branch.Tax, low, high)).Sum();

    /// <summary>The type in a cell who makes a bid, by interpolation and bisection in turns; bids increase within a cell.</summary>
    private double TypeOf(Cell cell, double bid)
    {
        (double low, double high, double lowBid, double highBid) = (cell.Low, cell.High, cell.LowBid, cell.HighBid);
        for (int step = 0; step < MostSteps; step++)
        {
            double part = step % 3 == 2 ? 0.5 : (bid - lowBid) / (highBid - lowBid);
            double type = low + (part * (high - low));
            if (!(type > low && type < high))
            {
                type = low + ((high - low) / 2);
                if (!(type > low && type < high))
                {
                    break;
                }
            }

            double own = cell.Branch.Bid(type);
            if (Math.Abs(own - bid) <= SameBid * _scale)
            {
                return type;
            }

            (low, lowBid, high, highBid) = own < bid ? (type, own, high, highBid) : (low, lowBid, type, own);
        }

        return low;
    }

    /// <summary>The expectation of a function of the type over the types between two.</summary>
    private double Mean(Func<double, double> function, double low, double high)
    {
        (double from, double to) = (_type.Cdf(low), _type.Cdf(high));
        return to > from ? Halve(function, from, to, Gauss(function, from, to), 0) : 0;
    }

    private double Halve(Func<double, double> function, double from, double to, double whole, int depth)
    {
        double middle = from + ((to - from) / 2);
        double left = Gauss(function, from, middle);
        double right = Gauss(function, middle, to);
        return Math.Abs(left + right - whole) <= CellError * _scale || depth == DeepestHalving
            ? left + right
            : Halve(function, from, middle, left, depth + 1) + Halve(function, middle, to, right, depth + 1);
    }

    private double Gauss(Func<double, double> function, double from, double to)
    {
        double half = (to - from) / 2;
        double sum = 0;
        for (int k = 0; k < s_nodes.Length; k++)
        {
            sum += s_weights[k] * function(_type.Quantile(from + half + (half * s_nodes[k])));
        }

        return half * sum;
    }

    private readonly record struct Cell(BidBranch Branch, double Low, double High, double LowBid, double HighBid);
}
