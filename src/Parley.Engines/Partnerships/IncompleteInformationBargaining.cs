using Parley.Certificates.Partnerships;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// The incomplete information bargaining mechanism: of all mechanisms that are Bayesian incentive compatible, interim
/// individually rational and run no expected deficit, the one with the largest weighted sum of payoffs.
/// </summary>
/// <remarks>
/// The dual function D is convex in the multiplier and its slope is the budget; so the multiplier is 1, or where the
/// budget vanishes. Source: Loertscher and Marx, online appendix, Proposition B.1.
/// </remarks>
public static class IncompleteInformationBargaining
{
    /// <summary>The optimal mechanism with its certificate, or what is certain where the work is stopped.</summary>
    /// <param name="partnership">The partnership.</param>
    /// <param name="progress">Told of each multiplier that was tried.</param>
    /// <param name="cancellation">Stops the work; what is certain by then is returned.</param>
    /// <remarks>Cost: about eight saddle points; one costs panels times nodes times partners.</remarks>
    public static PartnershipOutcome Solve(Partnership partnership, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(partnership);
        TypeGrid[] grids = SolverGrids.Of(partnership);
        PartnershipOutcome outcome = new MultiplierSearch(partnership, grids, progress, cancellation).Run();
        try
        {
            return outcome with { Efficient = EfficientRule(partnership, grids, cancellation) };
        }
        catch (OperationCanceledException)
        {
            return outcome;
        }
    }

    /// <summary>
    /// The efficient rule with the largest budget. With atoms it is the limit of the rules as the multiplier falls to 1, which
    /// breaks ties between equal types in favour of sellers; the limit is reached before rounding spoils it.
    /// </summary>
    private static AllocationRule EfficientRule(Partnership partnership, TypeGrid[] grids, CancellationToken cancellation)
    {
        double multiplier = grids.Any(grid => grid.Type.Atoms.Count > 0) ? 1 + 1e-8 : 1;
        SaddlePoint point = SaddlePoint.At(partnership.AboutOrigin().WithEqualWeights(), grids, multiplier, cancellation);
        return new AllocationRule(1, multiplier, point.Ironing, point.Ties);
    }
}
