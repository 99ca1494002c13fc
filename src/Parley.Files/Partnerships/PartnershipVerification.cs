using Parley.Files.Results;

namespace Parley.Files.Partnerships;

/// <summary>Recomputes a partnership's result from what was recorded.</summary>
internal static class PartnershipVerification
{
    /// <summary>The result that the recorded evidence supports.</summary>
    /// <exception cref="RecordedResultException">The record cannot be read against the problem.</exception>
    public static SolvedResult Recompute(PartnershipProblem problem, RecordedNode root, string engine) =>
        PartnershipResult.Of(problem, PartnershipCertificate.Read(root, problem.Partnership), ReadRequest(problem, root), engine).Result;

    /// <summary>What was asked for follows from what is there: types are questions, not answers.</summary>
    private static PartnershipRequest ReadRequest(PartnershipProblem problem, RecordedNode root)
    {
        IReadOnlyList<double>[] types = [.. problem.Partnership.Agents.Select(agent => (IReadOnlyList<double>)(root.Optional("agents") is { } agents
            ? [.. agents[agent.Name]["interim"].Items().Select(entry => Within(entry["type"], agent.Type.Low, agent.Type.High))]
            : []))];
        return new PartnershipRequest(types, root.Optional("seed") is { } seed ? Seed(seed) : 0);
    }

    private static double Within(RecordedNode node, double low, double high)
    {
        double type = node.Number();
        return type >= low && type <= high ? type : throw node.Error($"{type} lies outside the support [{low}, {high}]");
    }

    private static int Seed(RecordedNode node)
    {
        double seed = node.Number();
        return seed == Math.Floor(seed) && Math.Abs(seed) <= int.MaxValue ? (int)seed : throw node.Error($"{seed} is no seed");
    }
}
