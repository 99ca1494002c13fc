using System.Globalization;
using Parley.Files.Documents;
using Parley.Problems.Distributions;
using Parley.Problems.Numbers;

namespace Parley.Files.Distributions;

/// <summary>Reads observations from a column of a table.</summary>
internal static class EmpiricalReader
{
    /// <summary>The most observations read.</summary>
    public const int MaximumRows = 1_000_000;

    private const int MostColumnsShown = 20;

    /// <summary>The distribution of <c>{ file: x.csv, column: c, smooth: true }</c>.</summary>
    /// <exception cref="ProblemFileException">The table is missing or malformed, or holds too few observations.</exception>
    public static Distribution Read(DocumentNode node)
    {
        MapNode map = DistributionReader.Parameters(node, "{ file: observations.csv, column: value }", "file", "column", "smooth");
        bool isSmooth = map.Optional("smooth")?.AsBoolean() ?? false;
        DocumentNode file = map.Required("file");
        double[] observations = Observations(file, map.Required("column"));
        if (observations.Length == 0)
        {
            throw file.Error($"{Shown.Quoted(file.AsName())} has a header, but no observation", "Add a row for each observation");
        }

        return isSmooth && observations.All(value => value == observations[0])
            ? throw file.Error(
                $"smoothing needs at least two different observations, and {(observations.Length == 1 ? "there is one" : $"all {observations.Length} are {observations[0]}")}",
                "Remove smooth: true, or add observations")
            : DistributionReader.Build(file.Error, () => isSmooth ? EmpiricalDistribution.Smoothed(observations) : EmpiricalDistribution.Atoms(observations));
    }

    private static double[] Observations(DocumentNode file, DocumentNode column)
    {
        using var table = new CsvReader(NamedFile.Read(file));
        List<CsvCell> row = [];
        if (!table.TryReadRow(row))
        {
            throw file.Error($"{Shown.Quoted(file.AsName())} is empty", "Start it with a row of column names");
        }

        string[] header = [.. row.Select(cell => cell.Text.Trim())];
        int position = PositionOf(column, header);
        List<double> observations = [];
        while (table.TryReadRow(row))
        {
            if (row.Count != header.Length)
            {
                throw table.Error(row[0].Position, $"this row has {Cells(row.Count)}, and the header {Cells(header.Length)}", "Give every row a cell for each column");
            }

            if (observations.Count == MaximumRows)
            {
                throw table.Error(row[0].Position, $"more than {MaximumRows} rows", "Keep a sample of the observations");
            }

            observations.Add(Observation(table, row[position]));
        }

        return [.. observations];
    }

    private static int PositionOf(DocumentNode column, string[] header)
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

    private static double Observation(CsvReader table, CsvCell cell)
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
