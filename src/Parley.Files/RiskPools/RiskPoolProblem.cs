using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>A problem of the kind <c>risk-pool</c>.</summary>
/// <param name="Source">The file.</param>
/// <param name="Pool">The question.</param>
/// <param name="Order">Who posts first: positions in the list of members; the last one chooses.</param>
/// <param name="Average">How members average their utilities over the menu; null where the file skips it.</param>
/// <param name="Positions">What members bring: one row for each member, one column for each scenario, in money. Read again from its file where it is large.</param>
public sealed record RiskPoolProblem(ProblemSource Source, RiskPool Pool, IReadOnlyList<int> Order, MenuAverage? Average, DataTable Positions)
    : Problem(Source, RiskPoolReader.Kind);
