namespace Parley.Certificates.RiskPools;

/// <summary>
/// What price-and-choose and the first-mover auction make of a pool: one after another members post prices for allocations that average to 0
/// over the menu, and the last one chooses. In equilibrium the choice maximises welfare, the first mover keeps the whole surplus
/// over the averages and everybody else gets its own average; the auction for the first move shares the surplus equally.
/// </summary>
/// <remarks>Source: Ogaku, Theorems 3 and 4 and Proposition 1, after Echenique and Nunez.</remarks>
/// <param name="welfare">The greatest welfare W, in money.</param>
/// <param name="averages">Each member's mean utility over the menu measure, in money.</param>
/// <param name="order">Who moves when: the first posts first, the last one chooses.</param>
public sealed class PriceAndChoose(double welfare, IReadOnlyList<double> averages, IReadOnlyList<int> order)
{
    /// <summary>What the best allocation brings over the averages: <c>eta = W - sum of the averages</c>, in money.</summary>
    public double Surplus { get; } = welfare - averages.Sum();

    /// <summary>The bid of everybody in the auction's symmetric equilibrium, <c>(n - 1)/n eta</c>, in money.</summary>
    public double Bid => (averages.Count - 1.0) / averages.Count * Surplus;

    /// <summary>What a member gets in the order given, without the auction.</summary>
    public double Payoff(int member) => averages[member] + (member == order[0] ? Surplus : 0);

    /// <summary>What a member gets after the auction: its average and an equal part of the surplus.</summary>
    public double FairPayoff(int member) => averages[member] + (Surplus / averages.Count);

    /// <summary>
    /// What those who post a price receive from their follower at the chosen allocation: <c>p^(i+1) = W_(i+1) - mean of W_(i+1)</c>, with the
    /// sum W_(i+1) of the utilities of all who move later. One number for each mover but the last, in the order of the moves.
    /// </summary>
    /// <param name="utilities">Each member's utility of the chosen allocation, in money.</param>
    public IReadOnlyList<double> Prices(IReadOnlyList<double> utilities)
    {
        double[] prices = new double[order.Count - 1];
        double later = 0;
        for (int place = order.Count - 1; place > 0; place--)
        {
            later += utilities[order[place]] - averages[order[place]];
            prices[place - 1] = later;
        }

        return prices;
    }

    /// <summary>
    /// What a member gains by another bid while all others bid <see cref="Bid"/>: who bids more wins and pays more, who bids less has
    /// its part of another's bid, and a tie is as good as either.
    /// </summary>
    /// <param name="bid">The bid, at least 0.</param>
    public double GainByBidding(double bid)
    {
        double wins = Surplus - bid;
        double loses = averages.Count == 1 ? 0 : Bid / (averages.Count - 1);
        double deviation = bid > Bid ? wins : bid < Bid ? loses : (wins / averages.Count) + (loses * (averages.Count - 1) / averages.Count);
        return deviation - (Surplus / averages.Count);
    }
}
