using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Engines.RiskPools;
using Parley.Engines.RiskPools.Averages;
using Parley.Files.Data;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;
using Parley.Reports;
using Parley.Reports.RiskPools;

namespace Parley.Cli;

/// <summary>Solves pools for the command line: runs the search, audits, reports, and writes the allocation where it is wanted.</summary>
internal static class PoolSolving
{
    private static readonly string[] s_extensions = [".npy", ".csv"];

    /// <summary>The audited result and its report.</summary>
    public static (SolvedResult Result, Report Report) Solve(
        RiskPoolProblem problem, string? allocationFile, HeldOutSplit? heldOut, string version, CancellationToken cancellation)
    {
        if (allocationFile is not null && !s_extensions.Contains(Path.GetExtension(allocationFile).ToLowerInvariant()))
        {
            throw new BadArgumentException($"--allocation {allocationFile}: choose a name that ends in .npy or .csv");
        }

        PoolOutcome outcome;
        using (var progress = new ProgressLine<PoolProgress>((at, _) => $"step {at.Step}, error {at.Error:E1}"))
        {
            outcome = WelfareMaximum.Solve(problem.Pool, progress, cancellation);
            if (problem.Average is { } average && outcome.Evidence is not null and not UnboundedBets)
            {
                outcome = outcome with { Averages = Averages(problem.Pool, average, cancellation) };
            }

            if (heldOut is not null && outcome.Evidence is not null)
            {
                outcome = outcome with { HeldOut = HeldOut(problem.Pool, heldOut, progress, cancellation) };
            }
        }

        bool isWritten = allocationFile is not null && outcome.Evidence is not null and not UnboundedBets;
        // What was found by the time limit is audited and shown.
        PoolAnswer answer = PoolResult.Of(problem, outcome, new PoolRequest(isWritten ? allocationFile : null), version, CancellationToken.None);
        if (isWritten && answer.Findings is not null)
        {
            Write(problem.Pool, outcome.Evidence!, allocationFile!);
        }

        return (answer.Result, answer.Findings is null ? new Report("", "", []) : PoolReport.Of(problem, answer));
    }

    /// <summary>The averages; null where the time was over before there were any.</summary>
    private static AverageUtility[]? Averages(RiskPool pool, MenuAverage average, CancellationToken cancellation)
    {
        using var progress = new ProgressLine<double>((part, _) => $"averages over the menu, {100 * part:F0} %");
        try
        {
            return MenuAverages.Of(pool, average, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Solves on the scenarios that are kept and on those held out.</summary>
    private static HeldOutEvidence HeldOut(RiskPool pool, HeldOutSplit split, ProgressLine<PoolProgress> progress, CancellationToken cancellation)
    {
        (int[] kept, int[] held) = split.Of(pool.Scenarios);
        PoolEvidence[] evidence = [.. new[] { kept, held }.Select(scenarios => WelfareMaximum.Solve(pool.Given(scenarios), progress, cancellation).Evidence
            ?? throw new OperationCanceledException("no allocation of the held-out scenarios was found in time", cancellation))];
        return new HeldOutEvidence(split, evidence[0], evidence[1]);
    }

    private static void Write(RiskPool pool, PoolEvidence evidence, string path)
    {
        using var file = AllocationFile.Create(path, [.. pool.Members.Select(member => member.Name)], pool.Scenarios);
        var allocation = new RebuiltAllocation(pool, evidence);
        double[] parts = new double[pool.Members.Count];
        for (int s = 0; s < pool.Scenarios; s++)
        {
            allocation.Parts(s, parts);
            file.Write(s, parts);
        }
    }
}
