using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;
using Parley.Reports;
using Parley.Reports.RiskPools;

namespace Parley.Cli;

/// <summary>Solves pools for the command line: runs the search, audits, reports, and writes the allocation where it is wanted.</summary>
internal static class PoolSolving
{
    /// <summary>The audited result and its report.</summary>
    public static (SolvedResult Result, Report Report) Solve(RiskPoolProblem problem, string? allocationFile, string version, CancellationToken cancellation)
    {
        PoolOutcome outcome;
        using (var progress = new ProgressLine<PoolProgress>(step => $"step {step}"))
        {
            outcome = WelfareMaximum.Solve(problem.Pool, progress, cancellation);
        }

        // What was found by the time limit is audited and shown.
        PoolAnswer answer = PoolResult.Of(problem, outcome, new PoolRequest(outcome.Evidence is null ? null : allocationFile), version, CancellationToken.None);
        Report report = answer.Findings is null ? new Report("", "", []) : PoolReport.Of(problem, answer);
        return (answer.Result, report);
    }
}
