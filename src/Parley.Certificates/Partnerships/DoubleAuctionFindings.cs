namespace Parley.Certificates.Partnerships;

/// <summary>What the audit of a double auction found. All amounts are in the unit of the types.</summary>
/// <param name="LargestGain">The most that any type of the grid gains by another used bid than the prescribed one.</param>
/// <param name="Agent">Whose gain that is: the partner's number.</param>
/// <param name="Type">The type who gains.</param>
/// <param name="Bid">The bid that brings the gain.</param>
/// <param name="Types">How many types were tried, of the partner with fewer.</param>
/// <param name="Bids">How many bids were tried, of the partner with fewer.</param>
/// <param name="LargestPayoffDifference">
/// The largest difference between what a type of the grid expects in the auction and in the optimal mechanism. Where it
/// vanishes, taking part in the auction is as good as taking part in the mechanism.
/// </param>
/// <param name="Profiles">How many pairs of types were compared with the allocation rule.</param>
/// <param name="AllocationDifferences">In how many of them the auction gives the asset to another partner, or with another chance.</param>
/// <param name="Allowed">What gains and differences of payoffs may come to by rounding.</param>
public sealed record DoubleAuctionFindings(
    double LargestGain, int Agent, double Type, double Bid, int Types, int Bids, double LargestPayoffDifference, int Profiles, int AllocationDifferences, double Allowed)
{
    /// <summary>True where no type of the grid gains by another bid.</summary>
    public bool IsEquilibrium => LargestGain <= Allowed;

    /// <summary>True where types of the grid expect in the auction what the optimal mechanism gives them.</summary>
    public bool HasOptimalPayoffs => LargestPayoffDifference <= Allowed;

    /// <summary>True where the auction gives the asset to whom the allocation rule gives it.</summary>
    public bool HasOptimalAllocation => AllocationDifferences == 0;
}
