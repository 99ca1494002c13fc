using Parley.Certificates.Partnerships;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>The optima of two partners along their weights and along their shares, each search starting from the last multiplier, both side by side.</summary>
public static class FrontierSearch
{
    /// <summary>Evenly spaced points of both frontiers.</summary>
    /// <param name="partnership">Two partners.</param>
    /// <param name="points">How many points each frontier has, at least 2.</param>
    /// <param name="progress">Told of the number of points that are done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Frontier Solve(Partnership partnership, int points, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        TypeGrid[] grids = SolverGrids.Of(partnership);
        int done = 0;
        IReadOnlyList<PartnershipOutcome> Along(IReadOnlyList<Partnership> path)
        {
            double guess = double.NaN;
            return [.. path.Select(point =>
            {
                PartnershipOutcome outcome = new MultiplierSearch(point, grids, null, cancellation).Run(guess);
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(Interlocked.Increment(ref done));
                guess = outcome.Bound!.Multiplier;
                return outcome;
            })];
        }

        IReadOnlyList<PartnershipOutcome> byShare = [];
        Task other = Task.Run(() => byShare = Along(Frontier.Shares(partnership, points)), CancellationToken.None);
        IReadOnlyList<PartnershipOutcome> byWeight = Along(Frontier.Weights(partnership, points));
        other.GetAwaiter().GetResult();
        return new Frontier(byWeight, byShare);
    }
}
