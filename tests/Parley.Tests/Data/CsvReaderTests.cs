using System.Text;
using Parley.Files.Documents;

namespace Parley.Tests.Data;

/// <summary>Cells that do not fit the reader's buffer, and long tables.</summary>
public sealed class CsvReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void Cells_may_lie_anywhere_in_the_buffer(int length)
    {
        string plain = new('a', length);
        string quoted = string.Join("\"\"", Enumerable.Repeat("b,\n", length / 5));

        (List<string[]> rows, TextPosition last) = Read($"{plain},\"{quoted}\",x\r\n\r\n1,,{plain}\n2,3,4");

        Assert.Equal([plain, quoted.Replace("\"\"", "\"", StringComparison.Ordinal), "x"], rows[0]);
        Assert.Equal(["1", "", plain], rows[1]);
        Assert.Equal(["2", "3", "4"], rows[2]);
        Assert.Equal(new TextPosition(4 + (length / 5), 5), last);
    }

    [Fact]
    public void Many_short_cells_keep_their_places()
    {
        var text = new StringBuilder();
        for (int row = 0; row < 30_000; row++)
        {
            text.Append(row).Append(",é,").Append(row * 7).Append('\n');
        }

        (List<string[]> rows, TextPosition last) = Read(text.ToString());

        Assert.Equal(Enumerable.Range(0, 30_000).Select(row => $"{row},é,{row * 7}"), rows.Select(row => string.Join(',', row)));
        Assert.Equal(new TextPosition(30_000, 9), last);
    }

    [Theory]
    [InlineData("x\n", 2, 1)]
    [InlineData("x\n1,\"", 2, 3)]
    public void A_cell_without_an_end_is_refused_before_it_fills_the_memory(string before, int line, int column)
    {
        Diagnostic diagnostic = Reading(() => Read(before + new string('7', CsvReader.MaximumCell + 70_000)));

        Assert.Equal("a cell of more than 1000000 characters", diagnostic.Message);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
    }

    private static (List<string[]> Rows, TextPosition Last) Read(string text)
    {
        using var table = new CsvReader("x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)));
        List<string[]> rows = [];
        List<CsvCell> row = [];
        TextPosition last = default;
        while (table.TryReadRow(row))
        {
            rows.Add([.. row.Select(cell => cell.Text)]);
            last = row[^1].Position;
        }

        return (rows, last);
    }

    private static Diagnostic Reading(Action read) => Assert.Single(Assert.Throws<ProblemFileException>(read).Diagnostics);
}
