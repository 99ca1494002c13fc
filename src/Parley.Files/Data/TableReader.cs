using Parley.Files.Documents;

namespace Parley.Files.Data;

/// <summary>Reads the tables that a problem names: <c>.npy</c> files as streams, or at once where they are small; <c>.csv</c> files at once.</summary>
internal static class TableReader
{
    /// <summary>The largest <c>.npy</c> file that is kept in memory.</summary>
    public const long SmallFile = 4 << 20;

    /// <summary>The table in a file.</summary>
    /// <param name="node">The place that names the file.</param>
    /// <param name="rows">What its rows stand for.</param>
    /// <param name="columns">What its columns stand for.</param>
    /// <param name="csvIsTurned">True where a <c>.csv</c> file has a column for each row of the table, as it does where the rows have names.</param>
    /// <param name="cancellation">Ends a long reading.</param>
    /// <exception cref="ProblemFileException">The file is missing or malformed, or has another shape.</exception>
    public static DataTable Read(DocumentNode node, TableAxis rows, TableAxis columns, bool csvIsTurned, CancellationToken cancellation)
    {
        DataFile file = DataFile.Named(node);
        if (file.IsCsv)
        {
            return csvIsTurned
                ? CsvTable.Read(node, file, lines: columns, columns: rows, isTurned: true, cancellation)
                : CsvTable.Read(node, file, lines: rows, columns, isTurned: false, cancellation);
        }

        var table = new NpyTable(file, rows, columns);
        return file.Length <= SmallFile ? new ListedTable(table.ToArray(cancellation), table.Rows, table.IsSinglePrecision) : table;
    }
}
