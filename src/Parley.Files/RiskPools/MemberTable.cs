using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.Beliefs;

namespace Parley.Files.RiskPools;

/// <summary>
/// Reads members from a table with the columns <c>name</c>, <c>utility</c>, <c>parameter</c> and, where somebody doubts, <c>beliefs</c>,
/// in any order.
/// </summary>
internal static class MemberTable
{
    private static readonly string[] s_columns = ["name", "utility", "parameter", "beliefs"];

    /// <summary>The members, in the order of the rows.</summary>
    /// <exception cref="ProblemFileException">The table is missing or malformed.</exception>
    public static StatedMember[] Read(DocumentNode file)
    {
        using var table = new CsvReader(NamedFile.Read(file));
        CsvCell[] header = table.Header(file);
        int[] places = Places(table, header);
        List<StatedMember> members = [];
        HashSet<string> names = [];
        List<CsvCell> row = [];
        while (table.TryReadRow(row, header.Length))
        {
            if (members.Count == MemberReader.MaximumMembers)
            {
                throw table.Error(row[0].Position, $"more than {MemberReader.MaximumMembers} members", "Pool members that are alike");
            }

            members.Add(Member(table, names, places.Select(place => place < 0 ? new CsvCell("", row[0].Position) : row[place]).ToArray()));
        }

        return members.Count > 0 ? [.. members] : throw file.Error($"{Shown.Quoted(file.AsName())} has a header, but no member", "Add a row for each member");
    }

    private static StatedMember Member(CsvReader table, HashSet<string> names, CsvCell[] cells)
    {
        string name = cells[0].Text;
        if (NameRule.Objection(name) is { } objection)
        {
            throw table.Error(cells[0].Position, objection, NameRule.Mend);
        }

        return !names.Add(name)
            ? throw table.Error(cells[0].Position, $"the name {Shown.Quoted(name)} stands twice", "Give each member a name of its own")
            : new StatedMember(name, UtilityReader.Read(table, cells[1], cells[2]), new StatedBeliefs(CredalSetReader.Read(table, cells[3]), null), null);
    }

    /// <summary>Where each of the columns stands; -1 for beliefs, which may be left out.</summary>
    private static int[] Places(CsvReader table, CsvCell[] header)
    {
        HashSet<string> seen = [];
        foreach (CsvCell title in header)
        {
            if (!s_columns.Contains(title.Text) || !seen.Add(title.Text))
            {
                throw s_columns.Contains(title.Text)
                    ? table.Error(title.Position, $"two columns are named {Shown.Quoted(title.Text)}", "Keep one of the two")
                    : table.Error(title.Position, $"unknown column {Shown.Quoted(title.Text)}",
                        header.Length == 1 && title.Text.Contains(';') ? "Separate the columns of the table with commas, not semicolons" : Suggestion.For(title.Text, s_columns, "The columns are"));
            }
        }

        string? missing = s_columns.Take(3).FirstOrDefault(column => !seen.Contains(column));
        return missing is null
            ? [.. s_columns.Select(column => Array.FindIndex(header, title => title.Text == column))]
            : throw table.Error(header[0].Position, $"the column '{missing}' is missing", "The columns are name, utility, parameter, beliefs; beliefs may be left out");
    }
}
