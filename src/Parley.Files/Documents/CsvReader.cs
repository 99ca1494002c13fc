using System.Buffers;
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
    /// <summary>The longest cell read, in characters.</summary>
    public const int MaximumCell = 1_000_000;

    private const int End = -1;
    private const int BufferSize = 1 << 16;

    private static readonly SearchValues<char> s_cellEnds = SearchValues.Create(",\r\n");

    private readonly string _name;
    private readonly StreamReader _text;
    private readonly char[] _buffer = new char[BufferSize];
    private int _next;
    private int _filled;
    private int _line = 1;
    private int _column = 1;

    public CsvReader(NamedFile file)
        : this(file.Name, new MemoryStream(file.Bytes))
    {
    }

    /// <summary>Reads a stream from its beginning.</summary>
    /// <param name="name">What to call it in a message.</param>
    /// <param name="stream">The bytes; closed with the reader.</param>
    public CsvReader(string name, Stream stream) =>
        (_name, _text) = (name, new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)));

    private TextPosition Here => new(_line, _column);

    /// <summary>Reads the next row that is not blank into a list of cells.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ProblemFileException">The file is not UTF-8 text, or a quoted cell does not end well.</exception>
    public bool TryReadRow(List<CsvCell> row)
    {
        try
        {
            while (Peek() != End)
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
        new(new Diagnostic(_name, at.Line, at.Column, "", message, mend));

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private void ReadLine(List<CsvCell> row)
    {
        row.Clear();
        row.Add(ReadCell());
        while (Peek() == ',')
        {
            Next();
            row.Add(ReadCell());
        }

        if (Peek() == '\r')
        {
            Next();
        }

        if (Peek() == '\n')
        {
            Next();
        }
    }

    private CsvCell ReadCell()
    {
        TextPosition start = Here;
        return new CsvCell(Peek() == '"' ? ReadQuoted(start) : ReadPlain(start), start);
    }

    /// <summary>Up to the end of the cell, which most often lies within the buffer.</summary>
    private string ReadPlain(TextPosition start)
    {
        if (Peek() == End)
        {
            return "";
        }

        ReadOnlySpan<char> part = Take(out bool isWhole);
        if (isWhole)
        {
            return part.ToString();
        }

        var cell = new StringBuilder();
        cell.Append(part);
        while (!isWhole && Peek() != End)
        {
            cell.Append(Take(out isWhole));
            RejectLong(cell, start);
        }

        return cell.ToString();
    }

    /// <summary>Takes what the buffer holds of a plain cell.</summary>
    private ReadOnlySpan<char> Take(out bool isWhole)
    {
        ReadOnlySpan<char> part = _buffer.AsSpan(_next, _filled - _next);
        int length = part.IndexOfAny(s_cellEnds);
        isWhole = length >= 0;
        part = isWhole ? part[..length] : part;
        (_next, _column) = (_next + part.Length, _column + part.Length);
        return part;
    }

    private string ReadQuoted(TextPosition start)
    {
        var cell = new StringBuilder();
        Next();
        while (Peek() != End)
        {
            char letter = Next();
            if (letter != '"')
            {
                cell.Append(letter);
                RejectLong(cell, start);
            }
            else if (Peek() == '"')
            {
                cell.Append(Next());
            }
            else if (IsCellEnd(Peek()))
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

    private void RejectLong(StringBuilder cell, TextPosition start)
    {
        if (cell.Length > MaximumCell)
        {
            throw Error(start, $"a cell of more than {MaximumCell} characters", "Separate cells with commas and rows with line ends, and close every quote");
        }
    }

    private static bool IsCellEnd(int letter) => letter is End or ',' or '\r' or '\n';

    private int Peek()
    {
        if (_next == _filled)
        {
            (_next, _filled) = (0, _text.Read(_buffer));
        }

        return _next < _filled ? _buffer[_next] : End;
    }

    private char Next()
    {
        char letter = (char)Peek();
        _next++;
        (_line, _column) = letter == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        return letter;
    }
}
