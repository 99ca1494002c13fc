using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Parley.Campaign;

namespace Parley.Bench;

/// <summary>Solves and audits random games on all cores and says how many were answered; Ctrl-C says what is known so far.</summary>
internal static class CampaignRun
{
    private static readonly TimeSpan s_limitPerGame = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_betweenReports = TimeSpan.FromSeconds(5);

    /// <summary>Runs the games of consecutive seeds.</summary>
    /// <returns>The exit code: 0 where no answer is wrong.</returns>
    public static int Run(int games, int firstSeed)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = StopAt(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminated = StopAt(PosixSignal.SIGTERM, stop);
        ConcurrentBag<CampaignTrial> trials = [];
        var watch = Stopwatch.StartNew();
        using (new Timer(_ => Report(trials, games, watch.Elapsed), null, s_betweenReports, s_betweenReports))
        {
            RunAll(games, firstSeed, trials, stop.Token);
        }

        Console.Write(CampaignSummary.Of([.. trials]));
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:f1} s on {Environment.ProcessorCount} cores{(stop.IsCancellationRequested ? ", interrupted" : "")}");
        return trials.Any(trial => trial.Result == TrialResult.Wrong) ? 1 : 0;
    }

    /// <summary>The first signal ends the campaign with a summary, the second ends the process.</summary>
    private static PosixSignalRegistration StopAt(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });

    private static void RunAll(int games, int firstSeed, ConcurrentBag<CampaignTrial> trials, CancellationToken stop)
    {
        try
        {
            var options = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.ForEach(Partitioner.Create(Enumerable.Range(firstSeed, games), EnumerablePartitionerOptions.NoBuffering), options, seed =>
            {
                CampaignTrial trial = CampaignTrial.Run(seed, s_limitPerGame);
                trials.Add(trial);
                if (trial.Result >= TrialResult.NotFound)
                {
                    Console.Error.WriteLine($"{trial.Result}: seed {seed}");
                }
            });
        }
        catch (OperationCanceledException)
        {
            // What is known so far is worth printing.
        }
    }

    private static void Report(ConcurrentBag<CampaignTrial> trials, int games, TimeSpan elapsed) => Console.Error.WriteLine(
        $"{trials.Count} of {games} games, {trials.Count(trial => trial.Result >= TrialResult.NotFound)} not found or wrong, {elapsed.TotalSeconds:f0} s");
}
