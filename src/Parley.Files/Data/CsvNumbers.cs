using System.Globalization;
using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.Data;

/// <summary>Reads the header and the numbers of tables in <c>.csv</c> files.</summary>
internal static class CsvNumbers
{
    private const int MostColumnsShown = 20;

    /// <summary>The names of the columns.</summary>
    /// <param name="table">The table, at its beginning.</param>
    /// <param name="file">The place that names it.</param>
    /// <exception cref="ProblemFileException">The file is empty.</exception>
    public static CsvCell[] Header(this CsvReader table, DocumentNode file)
    {
        List<CsvCell> row = [];
        return table.TryReadRow(row)
            ? [.. row.Select(cell => cell with { Text = cell.Text.Trim() })]
            : throw file.Error($"{Shown.Quoted(file.AsName())} is empty", "Start it with a row of column names");
    }

    /// <summary>Reads the next row, with as many cells as the header.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ProblemFileException">The row has more cells or fewer.</exception>
    public static bool TryReadRow(this CsvReader table, List<CsvCell> row, int columns) => table.TryReadRow(row)
        && (row.Count == columns ? true : throw table.Error(
            row[0].Position, $"this row has {Cells(row.Count)}, and the header {Cells(columns)}", "Give every row a cell for each column"));

    /// <summary>Which column is meant.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="header">The names of all columns.</param>
    /// <exception cref="ProblemFileException">There is no such column, or there are two.</exception>
    public static int PositionOf(DocumentNode column, string[] header)
    {
        string name = column.AsName();
        int position = Array.IndexOf(header, name);
        if (position < 0)
        {
            throw column.Error(
                $"there is no column {Shown.Quoted(name)}",
                header.Length == 1 && header[0].Contains(';')
                    ? "Separate the columns of the table with commas, not semicolons"
                    : Suggestion.For(name, [.. header.Take(MostColumnsShown).Select(title => Shown.Plain(title))], "The columns are"));
        }

        return Array.LastIndexOf(header, name) == position
            ? position
            : throw column.Error($"two columns are named {Shown.Quoted(name)}", "Give each column a name of its own");
    }

    /// <summary>The number in a cell: a decimal, or a fraction such as 2/5.</summary>
    /// <exception cref="ProblemFileException">It holds none.</exception>
    public static double Number(this CsvReader table, CsvCell cell)
    {
        if (double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value + 0.0; // -0 becomes 0
        }

        if (Rational.TryParse(cell.Text, out Rational fraction))
        {
            return DistributionReader.Double(fraction, (message, mend) => table.Error(cell.Position, message, mend));
        }

        bool isEmpty = string.IsNullOrWhiteSpace(cell.Text);
        (string message, string mend) = isEmpty ? ("this cell is empty", "Fill in a number, or remove the row") : NumberText.Explain(cell.Text);
        throw table.Error(cell.Position, message, NumberText.IsNotFinite(cell.Text) ? "Fill in a number, or remove the row" : mend);
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";
}
