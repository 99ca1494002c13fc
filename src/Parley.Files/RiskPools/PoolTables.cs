using Parley.Files.Data;
using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>Reads the tables of a pool: positions, priors and tilts.</summary>
/// <param name="members">The members' names, in order.</param>
/// <param name="scenarios">How many scenarios there are.</param>
/// <param name="cancellation">Ends a long reading.</param>
internal sealed class PoolTables(IReadOnlyList<string> members, int scenarios, CancellationToken cancellation)
{
    /// <summary>The most factors of a tilt.</summary>
    public const int MaximumFactors = 1000;

    private readonly TableAxis _members = new("member", members.Count, members);
    private readonly TableAxis _scenarios = new("scenario", scenarios);

    /// <summary>A row of amounts or probabilities for each member, with one for each scenario.</summary>
    public DataTable ByMember(DocumentNode file) => TableReader.Read(file, _members, _scenarios, csvIsTurned: true, cancellation);

    /// <summary>A row of probabilities for each member.</summary>
    public PriorTable Priors(DocumentNode file) => new(ByMember(file), file);

    /// <summary>The tilts of <c>{ loadings: b.npy, factors: f.npy }</c>.</summary>
    public Tilt Tilt(DocumentNode node)
    {
        MapNode map = node as MapNode ?? throw node.Expected("a tilt", "Write { loadings: b.npy, factors: f.npy }");
        map.RejectUnknown("loadings", "factors");
        DataTable loadings = TableReader.Read(map.Required("loadings"), _members, new TableAxis("factor", null), csvIsTurned: false, cancellation);
        if (loadings.Columns > MaximumFactors)
        {
            throw map.Required("loadings").Error($"{loadings.Columns} factors; at most {MaximumFactors} are read", "Name a table of priors in place of so many factors: { prior: { file: priors.npy } }");
        }

        DataTable factors = TableReader.Read(map.Required("factors"), new TableAxis("factor", loadings.Columns), _scenarios, csvIsTurned: true, cancellation);
        return new Tilt(loadings, factors, node);
    }
}
