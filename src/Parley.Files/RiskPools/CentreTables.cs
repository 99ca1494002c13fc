using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>Reads the tables of a pool's centres.</summary>
internal sealed class CentreTables(string[] members, int scenarios)
{
    public PriorTable Priors(DocumentNode file) => throw file.Error($"files of priors are not read yet ({members.Length} x {scenarios})");

    public Tilt Tilt(DocumentNode node) => throw node.Error($"tilts are not read yet ({members.Length} x {scenarios})");
}
