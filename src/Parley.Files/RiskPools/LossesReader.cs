using Parley.Files.Data;
using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>
/// Reads what really happened to the members of a pool: a table with the column <c>name</c> and one of <c>loss</c> (what was lost, usually
/// positive) and <c>position</c> (what was brought, losses negative), with a row for every member in any order.
/// </summary>
public static class LossesReader
{
    private const string Name = "name";
    private const string Loss = "loss";
    private const string Position = "position";
    private const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>What each member brought, in the members' order, in money.</summary>
    /// <param name="path">The file.</param>
    /// <param name="members">The members' names, in order.</param>
    /// <exception cref="ProblemFileException">It cannot be read, or a cell is wrong: with line and column.</exception>
    public static double[] ReadFile(string path, IReadOnlyList<string> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        using var table = new CsvReader(new NamedFile(path, SourceBytes.ReadFile(path, MaximumBytes)));
        List<CsvCell> row = [];
        (int name, int amount, double sign) = Columns(table, row);
        int columns = row.Count;
        Dictionary<string, int> places = members.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        double[] positions = new double[members.Count];
        bool[] seen = new bool[members.Count];
        while (table.TryReadRow(row, columns))
        {
            CsvCell cell = row[name];
            int member = places.TryGetValue(cell.Text, out int place) ? place
                : throw table.Error(cell.Position, $"{Shown.Quoted(cell.Text)} is not a member", Suggestion.For(cell.Text, [.. members.Take(20)], "The members are"));
            if (seen[member])
            {
                throw table.Error(cell.Position, $"{Shown.Quoted(cell.Text)} stands twice", "Give each member one row with all that it lost");
            }

            (seen[member], positions[member]) = (true, (sign * table.Number(row[amount])) + 0.0);
        }

        return Array.IndexOf(seen, false) is >= 0 and var missing
            ? throw table.Error(TextPosition.WholeFile, $"there is no row for {members[missing]}{Others(seen)}", "Give every member a row, with 0 for who lost nothing")
            : positions;
    }

    private static string Others(bool[] seen) => seen.Count(isSeen => !isSeen) is > 1 and var missing ? $" and {missing - 1} more" : "";

    private static (int Name, int Amount, double Sign) Columns(CsvReader table, List<CsvCell> row)
    {
        const string Mend = "Start the file with the row name,loss (or name,position, where losses are negative)";
        if (!table.TryReadRow(row))
        {
            throw table.Error(TextPosition.WholeFile, "this file is empty", Mend);
        }

        string[] titles = [.. row.Select(cell => cell.Text.Trim().TrimStart('\uFEFF'))];
        int name = Array.IndexOf(titles, Name);
        (int loss, int position) = (Array.IndexOf(titles, Loss), Array.IndexOf(titles, Position));
        return titles.Length == 2 && name >= 0 && (loss >= 0) != (position >= 0)
            ? (name, Math.Max(loss, position), loss >= 0 ? -1 : 1)
            : throw table.Error(row[0].Position, "the first row does not name the columns", Mend);
    }
}
