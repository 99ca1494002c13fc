using Parley.Certificates.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>Recomputes a partnership's result from what was recorded.</summary>
internal static class PartnershipVerification
{
    /// <summary>More types than anybody asks for.</summary>
    private const int MostTypes = 100_000;

    /// <summary>The result that the recorded evidence supports.</summary>
    /// <exception cref="RecordedResultException">The record cannot be read against the problem.</exception>
    public static SolvedResult Recompute(PartnershipProblem problem, RecordedNode root, string engine)
    {
        PartnershipOutcome outcome = PartnershipCertificate.Read(root["certificate"], problem.Partnership, Unanswered(root));
        return PartnershipResult.Of(problem, outcome, ReadRequest(problem, root), engine, ReadFrontier(problem.Partnership, root)).Result;
    }

    private static string Unanswered(RecordedNode root) => root.Optional("unanswered") is { } unanswered ? unanswered["reason"].Text() : "";

    private static Frontier? ReadFrontier(Partnership partnership, RecordedNode root)
    {
        if (root["certificate"].Optional("frontier") is not { } frontier)
        {
            return null;
        }

        IReadOnlyList<PartnershipOutcome> Along(string key, Func<int, IReadOnlyList<Partnership>> path)
        {
            RecordedNode[] points = [.. frontier[key].Items()];
            IReadOnlyList<Partnership> partnerships = points.Length == 0 ? [] : points.Length == 1 ? throw frontier[key].Error("a frontier has at least two points") : path(points.Length);
            return partnerships.Count == points.Length ? [.. points.Zip(partnerships, Point)]
                : throw frontier[key].Error("these points have no place here");
        }

        PartnershipOutcome Point(RecordedNode point, Partnership stated) =>
            PartnershipCertificate.Read(point, stated, "") is { Bound: not null } outcome ? outcome : throw point.Error("the key 'bound' is missing");

        return partnership.Agents.Count == 2
            ? new Frontier(Along("weights", points => Frontier.Weights(partnership, points)), Along("shares", points => Frontier.Shares(partnership, points)))
            : throw frontier.Error("only two partners have a frontier");
    }

    /// <summary>What was asked for follows from what is there: types are questions, not answers.</summary>
    private static PartnershipRequest ReadRequest(PartnershipProblem problem, RecordedNode root)
    {
        IReadOnlyList<double>[] types = [.. problem.Partnership.Agents.Select(agent => (IReadOnlyList<double>)(root.Optional("agents") is { } agents
            ? Types(agents[agent.Name]["interim"], agent.Type.Low, agent.Type.High)
            : []))];
        return new PartnershipRequest(types, root.Optional("seed") is { } seed ? Seed(seed) : 0, root.Optional("doubleAuction") is not null);
    }

    private static double[] Types(RecordedNode interim, double low, double high)
    {
        RecordedNode[] entries = [.. interim.Items()];
        return entries.Length <= MostTypes ? [.. entries.Select(entry => Within(entry["type"], low, high))] : throw interim.Error($"more than {MostTypes} types are listed");
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
