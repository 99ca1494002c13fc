using Parley.Files.Documents;
using Parley.Problems.Beliefs;

namespace Parley.Files.RiskPools;

/// <summary>Reads beliefs, on a member or on the pool: a shape of doubt, its centre, or both.</summary>
internal static class BeliefsReader
{
    private const string Example = "{ contamination: 1/10 }, { prior: [1/2, 1/2] } or { entropy: 0.05, centre: [1/2, 1/2] }";

    private static readonly string[] s_centres = ["prior", "tilt", "centre"];

    /// <summary>What stands here.</summary>
    /// <param name="node">The value of <c>beliefs</c>.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <param name="tables">How to read the tables that a pool's beliefs may name; null for a member, who names none.</param>
    /// <exception cref="ProblemFileException">It states no beliefs.</exception>
    public static StatedBeliefs Read(DocumentNode node, int scenarios, PoolTables? tables)
    {
        MapNode map = node as MapNode ?? throw node.Expected("beliefs", $"Write {Example}");
        map.RejectUnknown([.. CredalSetReader.Shapes, .. s_centres]);
        CredalSet? shape = map.FormOf("a shape of doubt", CredalSetReader.Shapes) is { } form ? CredalSetReader.Read(form, scenarios) : null;
        MapEntry? centre = map.FormOf("a centre", s_centres);
        if (centre is not null && shape is { HasCentre: false })
        {
            throw centre.KeyError("these beliefs say themselves which priors are possible, without a centre", $"Remove '{centre.Key}', or the other key");
        }

        if (centre is { Key: not "centre" } && shape is not null)
        {
            throw centre.KeyError(
                $"'{centre.Key}' states beliefs without doubt, and a shape of doubt stands here too",
                centre.Key == "tilt" ? "Write centre: { tilt: { ... } } for doubt around it" : "Write centre: in its place for doubt around it");
        }

        // A prior, and {}, are beliefs without doubt; a centre alone leaves the doubt to the pool.
        return new StatedBeliefs(
            shape ?? (centre is { Key: "centre" } ? null : new SinglePrior()),
            centre is null ? null : Centre(centre, scenarios, tables));
    }

    private static StatedCentre Centre(MapEntry entry, int scenarios, PoolTables? tables)
    {
        if (entry.Key != "tilt" && entry.Value is not MapNode)
        {
            return new TypedCentre(ProbabilityReader.Prior(entry.Value, scenarios));
        }

        if (tables is null)
        {
            throw entry.KeyError("a member's own centre is a list of probabilities", "Name files of centres in the beliefs of the pool, where they hold all members' centres");
        }

        if (entry.Key == "tilt")
        {
            return tables.Tilt(entry.Value);
        }

        MapNode map = entry.Value.AsMap();
        (_, MapEntry form) = map.AsForm("a centre", "[1/2, 1/2], { file: priors.npy } or { tilt: { loadings: b.npy, factors: f.npy } }", entry.Key == "prior" ? ["file"] : ["file", "tilt"]);
        return form.Key == "file" ? tables.Priors(form.Value) : tables.Tilt(form.Value);
    }
}
