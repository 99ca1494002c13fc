using Spectre.Console;

namespace Parley.Reports;

/// <summary>Lays a report out on a terminal, with colour and rules where there is one and as plain text elsewhere.</summary>
public static class TerminalReport
{
    /// <summary>Wide enough that nothing wraps in a pipe, and no column is cut: a game may have hundreds of types.</summary>
    private const int PlainWidth = 1_000_000;

    /// <summary>Writes the report.</summary>
    /// <param name="report">What to show.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">True where a person looks at a terminal; false for a pipe or a file.</param>
    public static void Write(Report report, TextWriter output, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
        }

        if (report.Title.Length > 0)
        {
            console.MarkupLine($"[bold]{Markup.Escape(report.Title)}[/]");
        }

        console.MarkupLine($"[grey]{Markup.Escape(report.Subtitle)}[/]");
        foreach (Section section in report.Sections)
        {
            Write(section, console, isTerminal);
        }
    }

    private static void Write(Section section, IAnsiConsole console, bool isTerminal)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(section.Heading)}[/]");
        if (section.Text.Length > 0)
        {
            console.MarkupLine(Markup.Escape(section.Text));
        }

        if (section.Table is { } table)
        {
            WriteTable(table, console, isTerminal);
        }
    }

    private static void WriteTable(Table table, IAnsiConsole console, bool isTerminal)
    {
        var grid = new Spectre.Console.Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None };
        foreach (Column column in table.Columns)
        {
            var shown = new TableColumn($"[grey]{Markup.Escape(column.Heading)}[/]") { NoWrap = column.IsNumber };
            grid.AddColumn(column.IsNumber ? shown.RightAligned() : shown);
        }

        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            grid.AddRow([.. row.Select(cell => Styled(cell))]);
        }

        console.Write(isTerminal ? grid : new Padder(grid, new Padding(1, 0, 0, 0)));
    }

    private static string Styled(Cell cell)
    {
        string text = Markup.Escape(cell.Text);
        return cell.Tone switch
        {
            Tone.Strong => $"[bold]{text}[/]",
            Tone.Good => $"[green]{text}[/]",
            Tone.Bad => $"[red bold]{text}[/]",
            Tone.Quiet => $"[grey]{text}[/]",
            _ => text,
        };
    }
}
