using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.Promises;

namespace Parley.Files;

/// <summary>
/// Re-checks a recorded result against its problem without any solver: reads the mechanisms and certificates, audits
/// them, writes the result anew from them, and compares.
/// </summary>
/// <param name="Findings">Every false statement, in words; empty where the whole result is true.</param>
/// <param name="Promises">What the audit found of each promise; empty where the evidence could not be read.</param>
public sealed record Verification(IReadOnlyList<string> Findings, IReadOnlyList<Promise> Promises)
{
    /// <summary>True where every recorded finding is true, those that say <c>holds: false</c> included.</summary>
    public bool IsTrue => Findings.Count == 0;

    /// <summary>Verifies a result.</summary>
    /// <param name="problem">The problem that it answers.</param>
    /// <param name="recorded">The result as read.</param>
    public static Verification Of(Problem problem, RecordedResult recorded) => Of(problem, recorded, root => Recompute(problem, root, root["engine"].Text()));

    /// <summary>Verifies a result by a way of recomputing it.</summary>
    internal static Verification Of(Problem problem, RecordedResult recorded, Func<RecordedNode, SolvedResult> recompute)
    {
        RecordedNode root = RecordedNode.Root(recorded.Root);
        try
        {
            string hash = root["problem"].Text();
            if (hash != problem.Source.Sha256)
            {
                return new([$"problem: the result was made from another file: it names the hash {hash}, and {problem.Source.Name} has {problem.Source.Sha256}"], []);
            }

            SolvedResult recomputed = recompute(root);
            if (recomputed.Flaws.Count > 0)
            {
                return new(recomputed.Flaws, []);
            }

            string[] findings =
            [
                .. recorded.Disagreements.Select(disagreement => disagreement.ToString()),
                .. ResultComparison.Differences(recorded.Root, recomputed.Tree).Select(difference => difference.ToString()),
            ];
            return new(findings, recomputed.Promises);
        }
        catch (RecordedResultException unreadable)
        {
            return new([unreadable.Message], []);
        }
    }

    /// <summary>The result that the recorded evidence supports: to add a kind, add its case.</summary>
    private static SolvedResult Recompute(Problem problem, RecordedNode root, string engine) => problem switch
    {
        CoalitionProblem coalition => CoalitionVerification.Recompute(coalition, root, engine),
        PartnershipProblem partnership => PartnershipVerification.Recompute(partnership, root, engine),
        RiskPoolProblem pool => PoolVerification.Recompute(pool, root, engine),
        _ => throw new ArgumentException($"results of the kind {problem.Kind} cannot be verified", nameof(problem)),
    };
}
