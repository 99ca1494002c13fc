using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>What a result should hold beyond the mechanism: the types at which interim functions are listed, and a seed.</summary>
/// <param name="Types">By partner, the types listed.</param>
/// <param name="Seed">Draws the owner where a lottery decides.</param>
/// <param name="HasDoubleAuction">True where bid and tax functions are asked for.</param>
/// <param name="FrontierPoints">How many points of the frontier are asked for; 0 for none.</param>
public sealed record PartnershipRequest(IReadOnlyList<IReadOnlyList<double>> Types, int Seed = 0, bool HasDoubleAuction = false, int FrontierPoints = 0)
{
    /// <summary>How many types are listed where nobody says otherwise.</summary>
    public const int DefaultPoints = 11;

    /// <summary>Equally spaced types of every partner, both ends included; every type where there are atoms.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Equidistant(Partnership partnership, int points) =>
        [.. partnership.Agents.Select(agent => (IReadOnlyList<double>)(agent.Type.Atoms.Count > 0
            ? [.. agent.Type.Atoms.Select(atom => atom.Value)]
            : [.. Enumerable.Range(0, points).Select(k => k == points - 1 ? agent.Type.High : agent.Type.Low + (k * (agent.Type.High - agent.Type.Low) / (points - 1)))]))];
}
