using Parley.Files.Documents;

namespace Parley.Files.Data;

/// <summary>Reads whole tables of numbers from <c>.csv</c> files into memory.</summary>
internal static class CsvTable
{
    /// <summary>The largest file read; <c>.npy</c> files have no limit.</summary>
    public const long MaximumBytes = 1L << 30;

    /// <summary>
    /// A table whose columns are named in the header, in any order, and whose rows stand one behind the other: as it is, or
    /// turned so that the file's columns become its rows.
    /// </summary>
    /// <param name="node">The place that names the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="lines">What the file's rows stand for.</param>
    /// <param name="columns">What the file's columns stand for; without names, the header may hold any.</param>
    /// <param name="isTurned">True where the file's columns become rows.</param>
    /// <param name="cancellation">Ends a long reading.</param>
    /// <exception cref="ProblemFileException">It is malformed, or has another shape.</exception>
    public static ListedTable Read(DocumentNode node, DataFile file, TableAxis lines, TableAxis columns, bool isTurned, CancellationToken cancellation)
    {
        if (file.Length > MaximumBytes)
        {
            throw file.Error($"larger than {MaximumBytes >> 20} MiB, the most that is read of a .csv file", "Save the numbers as .npy, which is read as a stream");
        }

        using DataStream stream = file.Open();
        using var table = new CsvReader(file.Name, stream);
        int[] places = Places(table, table.Header(node), columns);
        (List<double> numbers, int count) = Numbers(table, places, lines, cancellation);
        stream.Complete();
        if (count != (lines.Count ?? count) || count == 0)
        {
            throw file.Error($"it has {count} rows, and one for each {lines.Word} is needed: {lines.Count ?? 1}", $"Write the header, and then a row for each {lines.Word}");
        }

        return new ListedTable(isTurned ? Turned(numbers, count, places.Length) : [.. numbers], isTurned ? places.Length : count);
    }

    /// <summary>For each column of the file, which one of the table it is.</summary>
    private static int[] Places(CsvReader table, CsvCell[] header, TableAxis columns)
    {
        if (columns.Names is null)
        {
            return header.Length == (columns.Count ?? header.Length) ? [.. Enumerable.Range(0, header.Length)] : throw table.Error(
                header[0].Position, $"the header has {columns.CountText(header.Length)}, and {columns.Count} are needed", $"Write a column for each {columns.Word}");
        }

        Dictionary<string, int> known = columns.Names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        HashSet<string> seen = [];
        foreach (CsvCell title in header)
        {
            if (!known.ContainsKey(title.Text) || !seen.Add(title.Text))
            {
                throw known.ContainsKey(title.Text)
                    ? table.Error(title.Position, $"two columns are named {Shown.Quoted(title.Text)}", $"Write one column for each {columns.Word}")
                    : table.Error(title.Position, $"{Shown.Quoted(title.Text)} is not a {columns.Word}", Suggestion.For(title.Text, [.. columns.Names.Except(seen).Take(20)], $"The {columns.Word}s are"));
            }
        }

        return seen.Count == known.Count ? [.. header.Select(title => known[title.Text])] : throw table.Error(
            header[0].Position, $"there is no column for the {columns.Word} {Shown.Quoted(columns.Names.First(name => !seen.Contains(name)))}", $"Write a column for each {columns.Word}");
    }

    private static (List<double> Numbers, int Count) Numbers(CsvReader table, int[] places, TableAxis lines, CancellationToken cancellation)
    {
        List<double> numbers = [];
        List<CsvCell> row = [];
        double[] ordered = new double[places.Length];
        int count = 0;
        while (table.TryReadRow(row, places.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            if (++count > (lines.Count ?? int.MaxValue) || numbers.Count > Array.MaxLength - places.Length)
            {
                throw table.Error(row[0].Position, $"this is row {count}, and there are only {lines.CountText()}", $"Write one row for each {lines.Word}");
            }

            for (int column = 0; column < places.Length; column++)
            {
                ordered[places[column]] = table.Number(row[column]);
            }

            numbers.AddRange(ordered);
        }

        return (numbers, count);
    }

    private static double[] Turned(List<double> numbers, int lines, int columns)
    {
        double[] turned = new double[numbers.Count];
        for (int column = 0; column < columns; column++)
        {
            for (int line = 0; line < lines; line++)
            {
                turned[(column * lines) + line] = numbers[(line * columns) + column];
            }
        }

        return turned;
    }
}
