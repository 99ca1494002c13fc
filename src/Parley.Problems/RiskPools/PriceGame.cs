namespace Parley.Problems.RiskPools;

/// <summary>
/// Price-and-choose on a list: one after another members post prices for the allocations, which average to 0 by the menu's weights, and the
/// last one chooses. Who posts receives its price from the next mover. Source: Ogaku, Section 3.2, after Echenique and Nunez.
/// </summary>
/// <param name="Names">The members' names.</param>
/// <param name="Utilities">Each member's utility of each allocation, in money: members x allocations.</param>
/// <param name="Weights">The weight of each allocation: positive, with the sum 1.</param>
/// <param name="Order">Who moves when: positions among the members; the last one chooses.</param>
public sealed record PriceGame(
    IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<double>> Utilities, IReadOnlyList<double> Weights, IReadOnlyList<int> Order)
{
    /// <summary>How many allocations there are.</summary>
    public int Allocations => Weights.Count;

    /// <summary>The sum of the utilities of all who move at a place or later, W_i, in money.</summary>
    public double Continuation(int place, int allocation)
    {
        double sum = 0;
        for (int later = place; later < Order.Count; later++)
        {
            sum += Utilities[Order[later]][allocation];
        }

        return sum;
    }

    /// <summary>The mean of <see cref="Continuation"/> by the menu's weights.</summary>
    public double MeanContinuation(int place) => Enumerable.Range(0, Allocations).Sum(k => Weights[k] * Continuation(place, k));

    /// <summary>
    /// What a mover gets: its utility of the allocation chosen, less what it pays to the mover before it, plus what it receives from the next.
    /// </summary>
    /// <param name="place">Its place in the order.</param>
    /// <param name="allocation">The allocation chosen.</param>
    /// <param name="paid">The price that was posted to it; 0 for the first mover.</param>
    /// <param name="received">The price that it posted; 0 for the last mover.</param>
    public double Payoff(int place, int allocation, double paid, double received) => Utilities[Order[place]][allocation] - paid + received;
}
