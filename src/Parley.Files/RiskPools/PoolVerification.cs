using Parley.Certificates.RiskPools;
using Parley.Files.Results;

namespace Parley.Files.RiskPools;

/// <summary>Recomputes a pool's result from what was recorded.</summary>
internal static class PoolVerification
{
    /// <summary>The result that the recorded evidence supports.</summary>
    /// <exception cref="RecordedResultException">The record cannot be read against the problem.</exception>
    public static SolvedResult Recompute(RiskPoolProblem problem, RecordedNode root, string engine) => Answer(problem, root, engine).Result;

    /// <summary>The same, with all that follows from the evidence.</summary>
    public static PoolAnswer Answer(RiskPoolProblem problem, RecordedNode root, string engine)
    {
        PoolEvidence? evidence = PoolCertificate.Read(root["certificate"], problem.Pool);
        var outcome = new PoolOutcome(problem.Pool, root["method"].Text(), evidence, Unanswered(root))
        {
            Averages = root["certificate"].Optional("averages") is { } averages ? PoolCertificate.ReadAverages(averages, problem.Pool) : null,
            HeldOut = root["certificate"].Optional("heldOut") is { } heldOut ? PoolCertificate.ReadHeldOut(heldOut, problem.Pool) : null,
        };
        string? file = root.Optional("allocation") is { } allocation && IsFile(allocation) ? allocation["file"].Text() : null;
        return PoolResult.Of(problem, outcome, new PoolRequest(file), engine);
    }

    /// <summary>Why there is no answer is repeated, not checked; that there is none follows from the evidence.</summary>
    private static string Unanswered(RecordedNode root) => root.Optional("unanswered") is { } unanswered ? unanswered["reason"].Text() : "";

    private static bool IsFile(RecordedNode allocation) => allocation.Entries().Select(entry => entry.Key).SequenceEqual(["file"]);
}
