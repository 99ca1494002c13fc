using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Files.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;
using Parley.Reports;
using Parley.Reports.Partnerships;

namespace Parley.Cli;

/// <summary>Solves partnerships for the command line: runs the rule, audits and reports.</summary>
internal static class PartnershipSolving
{
    /// <summary>The audited result and its report.</summary>
    public static (SolvedResult Result, Report Report) Solve(
        PartnershipProblem problem, PartnershipRequest request, string version, CancellationToken cancellation)
    {
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(problem.Partnership, cancellation: cancellation);
        Frontier? frontier = request.FrontierPoints > 0 && outcome.Unanswered.Length == 0 ? Frontier(problem.Partnership, request.FrontierPoints, cancellation) : null;
        // What was found by the time limit is audited and shown, which takes milliseconds.
        PartnershipAnswer answer = PartnershipResult.Of(problem, outcome, request, version, frontier, CancellationToken.None);
        Report report = answer.Findings is null ? new Report("", "", []) : PartnershipReport.Of(problem, answer, request);
        bool isComplete = frontier is not null || request.FrontierPoints == 0;
        return (answer.Result with { IsAnswered = answer.Result.IsAnswered && isComplete }, report);
    }

    /// <summary>The frontier; null where the time was too short for it.</summary>
    private static Frontier? Frontier(Partnership partnership, int points, CancellationToken cancellation)
    {
        using var progress = new ProgressLine<int>((_, done) => $"{done} of {2 * points} frontier points");
        try
        {
            return FrontierSearch.Solve(partnership, points, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("parley: the frontier was not finished in time and is left out");
            return null;
        }
    }
}
