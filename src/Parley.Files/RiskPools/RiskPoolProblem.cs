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
/// <param name="Terms">What members want of the contract.</param>
/// <param name="FirstScenario">The number that people count the first scenario with.</param>
public sealed record RiskPoolProblem(
    ProblemSource Source, RiskPool Pool, IReadOnlyList<int> Order, MenuAverage? Average, DataTable Positions, ContractTerms Terms, int FirstScenario)
    : Problem(Source, RiskPoolReader.Kind)
{
    /// <summary>The most positions, members times scenarios, that are taken into memory at once.</summary>
    public const long MostPositions = 100_000_000;

    /// <summary>What everybody brings in one scenario, in money. Cost: one pass over the positions.</summary>
    /// <param name="scenario">The scenario, from 0.</param>
    /// <param name="cancellation">Ends a long reading.</param>
    public double[] PositionsIn(int scenario, CancellationToken cancellation = default)
    {
        double[] column = new double[Positions.Rows];
        double[] row = new double[Positions.Columns];
        using DataRows rows = Positions.Open(cancellation);
        for (int member = 0; member < column.Length; member++)
        {
            rows.Read(row);
            column[member] = row[scenario];
        }

        return column;
    }
}
