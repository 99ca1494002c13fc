namespace Parley.Reports;

/// <summary>
/// A result in words and tables, independent of where it is shown: what a page, a terminal or a file lays out.
/// </summary>
/// <param name="Title">What the problem is called.</param>
/// <param name="Subtitle">The kind, the rule and the guarantee, in a line.</param>
/// <param name="Sections">The sections in reading order.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<Section> Sections);

/// <summary>A heading, a sentence and a table, of which only the heading is needed.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Text">Sentences under the heading; may be empty.</param>
/// <param name="Table">The table, if there is one.</param>
public sealed record Section(string Heading, string Text, Table? Table = null);

/// <summary>A table of texts.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="IsNumber">True where its cells are aligned on the right.</param>
public sealed record Column(string Heading, bool IsNumber = false);

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">How it is meant.</param>
public sealed record Cell(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>A plain cell.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>How a cell is meant; where there is no colour, its text says so too.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>What the reader came for.</summary>
    Strong,

    /// <summary>Good news.</summary>
    Good,

    /// <summary>Bad news.</summary>
    Bad,

    /// <summary>Less important.</summary>
    Quiet,
}
