using Parley.Files.Documents;

namespace Parley.Files.Data;

/// <summary>Reads the numbers in one column of a table.</summary>
internal static class ColumnReader
{
    /// <summary>The numbers, from the first row behind the header to the last.</summary>
    /// <param name="file">The place that names the table.</param>
    /// <param name="column">The place that names the column.</param>
    /// <param name="maximum">The most rows read.</param>
    /// <param name="mend">What to do about more rows.</param>
    /// <param name="allowed">Why a number is not allowed, and the mend; null where every number is.</param>
    /// <exception cref="ProblemFileException">The table is missing or malformed.</exception>
    public static List<double> Read(DocumentNode file, DocumentNode column, int maximum, string mend, Func<double, (string Message, string Mend)?>? allowed = null)
    {
        using var table = new CsvReader(NamedFile.Read(file));
        string[] header = [.. table.Header(file).Select(cell => cell.Text)];
        int position = CsvNumbers.PositionOf(column, header);
        List<CsvCell> row = [];
        List<double> numbers = [];
        while (table.TryReadRow(row, header.Length))
        {
            if (numbers.Count == maximum)
            {
                throw table.Error(row[0].Position, $"more than {maximum} rows", mend);
            }

            double number = table.Number(row[position]);
            numbers.Add(allowed?.Invoke(number) is { } objection ? throw table.Error(row[position].Position, objection.Message, objection.Mend) : number);
        }

        return numbers;
    }
}
