using System.Text;

namespace Parley.Files.Documents;

/// <summary>One cell of a table: its text, and where it stands.</summary>
internal readonly record struct CsvCell(string Text, TextPosition Position);

/// <summary>
/// Reads a table row by row: cells separated by commas, in double quotes where they hold commas, quotes (doubled) or
/// line ends, as RFC 4180 says; UTF-8, lines ending in LF or CRLF. Blank lines are skipped.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    private const int End = -1;

    private readonly NamedFile _file;
    private readonly StreamReader _text;
    private int _line = 1;
    private int _column = 1;

    public CsvReader(NamedFile file)
    {
        _file = file;
        _text = new StreamReader(new MemoryStream(file.Bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    private TextPosition Here => new(_line, _column);

    /// <summary>Reads the next row that is not blank into a list of cells.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ProblemFileException">The file is not UTF-8 text, or a quoted cell does not end well.</exception>
    public bool TryReadRow(List<CsvCell> row)
    {
        try
        {
            while (_text.Peek() != End)
            {
                ReadLine(row);
                if (row.Count > 1 || !string.IsNullOrWhiteSpace(row[0].Text))
                {
                    return true;
                }
            }

            return false;
        }
        catch (DecoderFallbackException)
        {
            throw Error(TextPosition.WholeFile, "this file is not UTF-8 text", "Save it as UTF-8");
        }
    }

    /// <summary>An exception to throw about a place in the table.</summary>
    public ProblemFileException Error(TextPosition at, string message, string? mend) =>
        new(new Diagnostic(_file.Name, at.Line, at.Column, "", message, mend));

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private void ReadLine(List<CsvCell> row)
    {
        row.Clear();
        row.Add(ReadCell());
        while (_text.Peek() == ',')
        {
            Next();
            row.Add(ReadCell());
        }

        if (_text.Peek() == '\r')
        {
            Next();
        }

        if (_text.Peek() == '\n')
        {
            Next();
        }
    }

    private CsvCell ReadCell()
    {
        TextPosition start = Here;
        return new CsvCell(_text.Peek() == '"' ? ReadQuoted(start) : ReadPlain(), start);
    }

    private string ReadPlain()
    {
        var cell = new StringBuilder();
        while (!IsCellEnd(_text.Peek()))
        {
            cell.Append(Next());
        }

        return cell.ToString();
    }

    private string ReadQuoted(TextPosition start)
    {
        var cell = new StringBuilder();
        Next();
        while (_text.Peek() != End)
        {
            char letter = Next();
            if (letter != '"')
            {
                cell.Append(letter);
            }
            else if (_text.Peek() == '"')
            {
                cell.Append(Next());
            }
            else if (IsCellEnd(_text.Peek()))
            {
                return cell.ToString();
            }
            else
            {
                throw Error(Here, "text stands behind a closing quote", "Double the quotes within a quoted cell");
            }
        }

        throw Error(start, "this quote is not closed", "End the cell with a double quote");
    }

    private static bool IsCellEnd(int letter) => letter is End or ',' or '\r' or '\n';

    private char Next()
    {
        char letter = (char)_text.Read();
        (_line, _column) = letter == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        return letter;
    }
}
