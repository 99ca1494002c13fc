using System.Diagnostics;
using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Promises;

namespace Parley.Campaign;

/// <summary>What became of a game of the campaign.</summary>
internal enum TrialResult
{
    /// <summary>Every coalition's threat satisfies its equations exactly.</summary>
    Exact,

    /// <summary>Every coalition is answered, at least one along epsilon.</summary>
    AlongEpsilon,

    /// <summary>The solver says that it found nothing for some coalition, or ran out of time.</summary>
    NotFound,

    /// <summary>The audit refuses the answer, or the solver failed: always our own mistake.</summary>
    Wrong,
}

/// <summary>One game of the campaign: solved by the engine, then audited without it.</summary>
/// <param name="Seed">The game.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Labels">How each larger coalition's threat was found; <c>~</c> marks one that holds along epsilon.</param>
/// <param name="Time">How long solving took.</param>
/// <param name="Detail">What is wrong or was not found; empty otherwise.</param>
internal sealed record CampaignTrial(int Seed, TrialResult Result, IReadOnlyList<string> Labels, TimeSpan Time, string Detail)
{
    /// <summary>Solves and audits the game of a seed.</summary>
    public static CampaignTrial Run(int seed, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var stop = new CancellationTokenSource(limit);
            CoalitionOutcome outcome = NeutralProceduralSolution.Solve(CampaignGames.Of(seed), cancellation: stop.Token);
            TimeSpan time = watch.Elapsed;
            var (result, detail) = Judge(outcome);
            return new CampaignTrial(seed, result, [.. outcome.Threats.Where(threat => threat.Coalition.Count > 1).Select(LabelOf)], time, detail);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new CampaignTrial(seed, TrialResult.Wrong, [], watch.Elapsed, failure.ToString());
        }
    }

    private static (TrialResult Result, string Detail) Judge(CoalitionOutcome outcome)
    {
        IReadOnlyList<string> flaws = EvidenceFlaws.Of(outcome);
        if (flaws.Count > 0)
        {
            return (TrialResult.Wrong, string.Join("; ", flaws));
        }

        Promise[] broken = [.. CoalitionAudit.Run(outcome).Where(promise => promise.IsBroken)];
        return broken.Length > 0 ? (TrialResult.Wrong, string.Join("; ", broken.Select(promise => $"{promise.Name}: slack {promise.Slack}")))
            : outcome.Unanswered is { } none ? (TrialResult.NotFound, $"{none.Coalition.Count} of {outcome.Game.Players.Count} players: {none.Tried.LastOrDefault(none.Reason)}")
            : (outcome.IsExact ? TrialResult.Exact : TrialResult.AlongEpsilon, "");
    }

    private static string LabelOf(Threat threat) => threat.Label + (threat.Warrants.Count > 0 ? "~" : "");
}
