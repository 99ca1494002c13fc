using System.Globalization;
using Parley.Files.Documents;
using Parley.Problems.Hurricanes;

namespace Parley.Files.Hurricanes;

/// <summary>
/// Reads best tracks in the format HURDAT2 of the U.S. National Hurricane Center: for every storm a line with its identifier, name and
/// number of entries, and a line for each entry with date, time, a record mark, a status, position and greatest wind. Further columns
/// are not read. A wind of -99 (or -999) is one that is not known.
/// </summary>
/// <remarks>Format: Landsea and Franklin, Atlantic hurricane database uncertainty and presentation of a new database format, Monthly Weather Review 141 (2013).</remarks>
public sealed class BestTrackReader
{
    /// <summary>The largest file read.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    private const int EntryColumns = 7;
    private const int IdLength = 8;
    private const double GreatestWind = 250;

    private readonly ProblemSource _source;
    private readonly string[] _lines;
    private int _line;

    private BestTrackReader(ProblemSource source) => (_source, _lines) = (source, source.Text.Split('\n'));

    /// <summary>The storms of a file, in its order.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProblemFileException">It cannot be read, or is not in this format: with line and column.</exception>
    public static IReadOnlyList<BestTrack> ReadFile(string path) => Read(ProblemSource.Open(path, null, MaximumBytes));

    /// <summary>The storms of a text, in its order.</summary>
    /// <exception cref="ProblemFileException">It is not in this format: with line and column.</exception>
    public static IReadOnlyList<BestTrack> Read(ProblemSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new BestTrackReader(source).Storms();
    }

    private List<BestTrack> Storms()
    {
        List<BestTrack> storms = [];
        for (; _line < _lines.Length; _line++)
        {
            if (!string.IsNullOrWhiteSpace(_lines[_line]))
            {
                storms.Add(Storm());
            }
        }

        return storms.Count > 0 ? storms : throw _source.Error("there is no storm in this file", "Give a file in the format HURDAT2");
    }

    /// <summary>The storm whose header is the current line; ends at its last entry.</summary>
    private BestTrack Storm()
    {
        TrackCell[] header = Cells(3, "the header of a storm: an identifier such as AL092008, a name, and the number of entries");
        TrackCell id = header[0];
        if (id.Text.Length != IdLength || !id.Text.Take(2).All(char.IsAsciiLetter) || !int.TryParse(id.Text.AsSpan(2, 2), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || !int.TryParse(id.Text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int season))
        {
            throw Error(id, "expected a storm's identifier", "Two letters for the basin, two digits for the number and four for the year, such as AL092008");
        }

        int entries = Integer(header[2], 1, 10_000, "the number of entries that follow");
        TrackFix[] fixes = new TrackFix[entries];
        for (int entry = 0; entry < entries; entry++)
        {
            // The next storm's header begins with a letter, an entry with a digit.
            if (++_line >= _lines.Length || string.IsNullOrWhiteSpace(_lines[_line]) || char.IsAsciiLetter(_lines[_line].TrimStart()[0]))
            {
                throw _source.Error(new TextPosition(Math.Min(_line + 1, _lines.Length), 1), "", $"{Shown.Quoted(id.Text)} has {entry} entries, and its header announces {entries}", "Give the whole storm");
            }

            fixes[entry] = Entry(entry == 0 ? null : fixes[entry - 1].Time);
        }

        return new BestTrack(id.Text, header[1].Text, season, fixes);
    }

    private TrackFix Entry(DateTime? before)
    {
        TrackCell[] cells = Cells(EntryColumns, "an entry: date, time, mark, status, latitude, longitude, wind");
        if (!DateTime.TryParseExact(cells[0].Text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
        {
            throw Error(cells[0], "expected a date", "Write year, month and day as 20080913");
        }

        if (cells[1].Text.Length != 4 || !TimeSpan.TryParseExact(cells[1].Text, "hhmm", CultureInfo.InvariantCulture, out TimeSpan hour))
        {
            throw Error(cells[1], "expected a time of day", "Write hours and minutes as 0600");
        }

        DateTime time = day + hour;
        if (time <= before)
        {
            throw Error(cells[0], $"this entry is not later than the one before it, of {before:yyyyMMdd, HHmm}", "Give entries in the order of time");
        }

        double latitude = Angle(cells[4], 'N', 'S', 90, "a latitude");
        double longitude = Angle(cells[5], 'E', 'W', 360, "a longitude");
        int wind = Integer(cells[6], -999, (int)GreatestWind, "a wind in knots, or -99 where it is not known");
        if (wind is < 0 and not (-99 or -999))
        {
            throw Error(cells[6], "expected a wind in knots, or -99 where it is not known", "Give a wind of at least 0");
        }

        return new TrackFix(time, latitude, longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, wind < 0 ? null : wind);
    }

    private double Angle(TrackCell cell, char plus, char minus, double greatest, string what)
    {
        char side = cell.Text.Length == 0 ? ' ' : char.ToUpperInvariant(cell.Text[^1]);
        if ((side != plus && side != minus)
            || !double.TryParse(cell.Text.AsSpan(0, cell.Text.Length - 1), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double degrees)
            || !(Math.Abs(degrees) <= greatest))
        {
            throw Error(cell, $"expected {what}", $"Write degrees from 0 to {greatest} and {plus} or {minus}, such as {(plus == 'N' ? "28.0N" : "94.8W")}");
        }

        return side == plus ? degrees : 0 - degrees;
    }

    private int Integer(TrackCell cell, int least, int greatest, string what) =>
        int.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= greatest
            ? number
            : throw Error(cell, $"expected {what}", $"Give a whole number from {least} to {greatest}");

    /// <summary>The first cells of the current line, without the spaces around them.</summary>
    private TrackCell[] Cells(int count, string what)
    {
        string line = _lines[_line].TrimEnd('\r');
        TrackCell[] cells = new TrackCell[count];
        int start = 0;
        for (int k = 0; k < count; k++)
        {
            if (start > line.Length)
            {
                throw _source.Error(new TextPosition(_line + 1, line.Length + 1), "", $"this line ends after {k} of at least {count} cells", $"Expected {what}");
            }

            int end = line.IndexOf(',', start) is var comma && comma < 0 ? line.Length : comma;
            string cell = line[start..end];
            cells[k] = new TrackCell(cell.Trim(), start + 1 + (cell.Length - cell.TrimStart().Length));
            start = end + 1;
        }

        return cells;
    }

    private ProblemFileException Error(TrackCell cell, string message, string mend) =>
        _source.Error(new TextPosition(_line + 1, cell.Column), "", $"{message}, found {(cell.Text.Length == 0 ? "nothing" : Shown.Quoted(cell.Text))}", mend);

    /// <summary>The text of a cell, and the column, from 1, in which it begins.</summary>
    private readonly record struct TrackCell(string Text, int Column);
}
