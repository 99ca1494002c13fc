using Parley.Files.Documents;
using Parley.Problems.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Reading best tracks, and refusing what is none.</summary>
public sealed class BestTrackReaderPropertyTests
{
    [Fact]
    public void Storms_are_read_with_their_seasons_positions_and_winds()
    {
        IReadOnlyList<BestTrack> tracks = Tracks.Read();

        Assert.Equal(["AL012001", "AL022001", "AL012003"], tracks.Select(track => track.Id));
        Assert.Equal(["STRONG", "WEAK", "FARTHER"], tracks.Select(track => track.Name));
        Assert.Equal([2001, 2001, 2003], tracks.Select(track => track.Season));
        Assert.Equal(new TrackFix(new DateTime(2001, 9, 1, 18, 0, 0), 30, -90, 100), tracks[0].Fixes[3]);
    }

    [Fact]
    public void Winds_that_are_not_known_are_none_and_longitudes_go_round()
    {
        BestTrack track = Tracks.Read()[2];

        Assert.Equal([null, 70, null, 90, null], track.Fixes.Select(fix => fix.Wind));
        Assert.Equal([80, -80, -81, -82, -83], track.Fixes.Select(fix => fix.Longitude));
    }

    [Fact]
    public void Line_ends_may_be_those_of_any_system_and_blank_lines_may_stand_between_storms() =>
        Assert.Equal(
            Tracks.Read().SelectMany(track => track.Fixes),
            Tracks.Read(Tracks.Text.Replace("AL02", "\nAL02", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)).SelectMany(track => track.Fixes));

    /// <summary>A slip in the text, the place of the message, and what it says.</summary>
    public static TheoryData<string, string, int, int, string> Slips => new()
    {
        { "AL012001,", "ALX12001,", 1, 1, "expected a storm's identifier, found 'ALX12001'" },
        { "AL012001,", "A1012001,", 1, 1, "expected a storm's identifier" },
        { "      4,", "   four,", 1, 34, "expected the number of entries that follow, found 'four'" },
        { "      4,", "      0,", 1, 37, "expected the number of entries that follow, found '0'" },
        { "      4,", "      5,", 6, 1, "'AL012001' has 4 entries, and its header announces 5" },
        { "20010901, 0600,  , HU, 28.0N", "20010931, 0600,  , HU, 28.0N", 3, 1, "expected a date, found '20010931'" },
        { "20010901, 0600,  , HU, 28.0N", "20010901, 2460,  , HU, 28.0N", 3, 11, "expected a time of day, found '2460'" },
        { "20010901, 0600,  , HU, 28.0N", "20010831, 0600,  , HU, 28.0N", 3, 1, "this entry is not later than the one before it" },
        { "28.0N,  90.0W", "28.0X,  90.0W", 3, 24, "expected a latitude, found '28.0X'" },
        { "28.0N,  90.0W", "98.0N,  90.0W", 3, 24, "expected a latitude, found '98.0N'" },
        { "28.0N,  90.0W", "28.0N,  90.0 ", 3, 32, "expected a longitude, found '90.0'" },
        { "28.0N,  90.0W", "28.0N, 1e400W", 3, 31, "expected a longitude, found '1e400W'" },
        { "28.0N,  90.0W, 100", "28.0N,  90.0W, fast", 3, 39, "expected a wind in knots, or -99 where it is not known, found 'fast'" },
        { "28.0N,  90.0W, 100", "28.0N,  90.0W, 700", 3, 39, "expected a wind in knots" },
        { "28.0N,  90.0W, 100", "28.0N,  90.0W,  -5", 3, 40, "expected a wind in knots" },
        { "28.0N,  90.0W, 100", "28.0N,  90.0W,    ", 3, 42, "expected a wind in knots, or -99 where it is not known, found nothing" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_is_refused_with_its_place(string text, string slip, int line, int column, string message)
    {
        int at = Tracks.Text.IndexOf(text, StringComparison.Ordinal);
        Diagnostic diagnostic = Refusal(Tracks.Text[..at] + slip + Tracks.Text[(at + text.Length)..]);

        Assert.Equal(("tracks.txt", line, column), (diagnostic.File, diagnostic.Line, diagnostic.Column));
        Assert.StartsWith(message, diagnostic.Message);
        Assert.NotNull(diagnostic.Mend);
    }

    [Theory]
    [InlineData("AL012001, STRONG\n", 1, 17, "this line ends after 2 of at least 3 cells")]
    [InlineData("AL012001, STRONG, 1,\n20010901, 0000,  , HU, 27.0N\n", 2, 29, "this line ends after 5 of at least 7 cells")]
    [InlineData("AL012001, STRONG, 2,\n20010901, 0000,  , HU, 27.0N, 90.0W, 100\n", 3, 1, "'AL012001' has 1 entries, and its header announces 2")]
    [InlineData("AL012001, STRONG, 1,", 1, 1, "'AL012001' has 0 entries, and its header announces 1")]
    public void A_text_that_ends_too_early_is_refused_with_its_place(string text, int line, int column, string message)
    {
        Diagnostic diagnostic = Refusal(text);

        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        Assert.StartsWith(message, diagnostic.Message);
    }

    [Fact]
    public void A_text_without_storms_is_refused() => Assert.Equal("there is no storm in this file", Refusal("\n\n").Message);

    private static Diagnostic Refusal(string text) => Assert.Single(Assert.Throws<ProblemFileException>(() => Tracks.Read(text)).Diagnostics);
}
