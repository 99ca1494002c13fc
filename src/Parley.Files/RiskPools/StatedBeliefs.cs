using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.Beliefs;

namespace Parley.Files.RiskPools;

/// <summary>Beliefs as a file states them, on a member or on the pool: a shape of doubt and a centre, either of which may be left out.</summary>
/// <param name="Shape">The shape; null where none is stated.</param>
/// <param name="Centre">The centre; null where none is stated.</param>
internal sealed record StatedBeliefs(CredalSet? Shape, StatedCentre? Centre)
{
    /// <summary>Nothing is stated.</summary>
    public static StatedBeliefs Nothing { get; } = new(null, null);
}

/// <summary>A centre, or the centres of all members, as a file states them.</summary>
internal abstract record StatedCentre;

/// <summary>Probabilities in the problem file.</summary>
internal sealed record TypedCentre(double[] Probabilities) : StatedCentre;

/// <summary>A row of probabilities for each member, and the place that names its file.</summary>
internal sealed record PriorTable(DataTable Table, DocumentNode Place) : StatedCentre;

/// <summary>Tilts of the reference: loadings (members x factors), factors (factors x scenarios), and the place that names them.</summary>
internal sealed record Tilt(DataTable Loadings, DataTable Factors, DocumentNode Place) : StatedCentre;
