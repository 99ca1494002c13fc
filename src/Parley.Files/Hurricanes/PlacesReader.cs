using System.Globalization;
using Parley.Files.Documents;
using Parley.Problems.Hurricanes;

namespace Parley.Files.Hurricanes;

/// <summary>
/// Reads members with places of their own from a table with the columns <c>name</c>, <c>latitude</c>, <c>longitude</c> (degrees north and
/// east, so that America's are negative) and <c>value</c> (in thousands of dollars), in any order.
/// </summary>
public static class PlacesReader
{
    /// <summary>The most places read: as many as a pool may have members.</summary>
    public const int MaximumPlaces = 10_000;

    private const int MaximumBytes = 4 * 1024 * 1024;

    private static readonly string[] s_columns = ["name", "latitude", "longitude", "value"];

    /// <summary>The places, in the order of the rows.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProblemFileException">It cannot be read, or a cell is wrong: with line and column.</exception>
    public static IReadOnlyList<InsuredPlace> ReadFile(string path)
    {
        using var table = new CsvReader(new NamedFile(path, SourceBytes.ReadFile(path, MaximumBytes)));
        List<CsvCell> row = [];
        int[] columns = Columns(table, row);
        List<InsuredPlace> places = [];
        HashSet<string> names = [];
        while (table.TryReadRow(row))
        {
            if (row.Count != s_columns.Length || places.Count == MaximumPlaces)
            {
                throw places.Count == MaximumPlaces
                    ? table.Error(row[0].Position, $"more than {MaximumPlaces} places", "Keep as many as a pool may have members")
                    : table.Error(row[0].Position, $"this row has {row.Count} cells, not {s_columns.Length}", "Give name, latitude, longitude and value");
            }

            places.Add(Place(table, [.. columns.Select(column => row[column])], names));
        }

        return places.Count > 0 ? places : throw table.Error(TextPosition.WholeFile, "there is no place in this file", "Add a row for each member");
    }

    private static int[] Columns(CsvReader table, List<CsvCell> row)
    {
        if (!table.TryReadRow(row))
        {
            throw table.Error(TextPosition.WholeFile, "this file is empty", "Start it with the row name,latitude,longitude,value");
        }

        string[] titles = [.. row.Select(cell => cell.Text.Trim().TrimStart('\uFEFF'))];
        return titles.Order().SequenceEqual(s_columns.Order())
            ? [.. s_columns.Select(column => Array.IndexOf(titles, column))]
            : throw table.Error(row[0].Position, "the first row does not name the columns", "Start the file with the row name,latitude,longitude,value");
    }

    private static InsuredPlace Place(CsvReader table, CsvCell[] cells, HashSet<string> names)
    {
        string name = cells[0].Text;
        if (NameRule.Objection(name) is { } objection)
        {
            throw table.Error(cells[0].Position, objection, NameRule.Mend);
        }

        if (!names.Add(name))
        {
            throw table.Error(cells[0].Position, $"the name {Shown.Quoted(name)} stands twice", "Give each member a name of its own");
        }

        var place = new CoastalPlace(
            Number(table, cells[1], degrees => degrees is >= 0 and <= 90, "a latitude", "Give degrees north of the equator, from 0 to 90"),
            Number(table, cells[2], degrees => degrees is >= -180 and <= 180, "a longitude", "Give degrees east, from -180 to 180; America's are negative"));
        double value = Number(table, cells[3], value => value is > 0 and <= 1e12, "a value", "Give thousands of dollars, above 0 and at most 1e12");
        return new InsuredPlace(name, place, value);
    }

    private static double Number(CsvReader table, CsvCell cell, Predicate<double> isAllowed, string what, string mend) =>
        double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && isAllowed(number)
            ? number
            : throw table.Error(cell.Position, $"expected {what}, found {Shown.Quoted(cell.Text)}", mend);
}
