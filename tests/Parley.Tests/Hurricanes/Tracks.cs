using Parley.Files.Documents;
using Parley.Files.Hurricanes;
using Parley.Problems.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Tracks made up by hand, in the format HURDAT2.</summary>
internal static class Tracks
{
    /// <summary>
    /// Two seasons with a quiet one between them: a strong storm that goes straight north along 90 W to the coast at 30 N, a weak one, and one
    /// with a wind that is not known and a longitude that is written beyond 180 W.
    /// </summary>
    public const string Text =
        """
        AL012001,              STRONG,      4,
        20010901, 0000,  , HU, 27.0N,  90.0W, 100,  950, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        20010901, 0600,  , HU, 28.0N,  90.0W, 100,  950, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        20010901, 1200,  , HU, 29.0N,  90.0W, 100,  950, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        20010901, 1800, L, HU, 30.0N,  90.0W, 100,  950, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        AL022001,                WEAK,      2,
        20010910, 0000,  , TS, 28.0N,  85.0W,  35, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        20010910, 0600,  , TS, 29.0N,  85.0W,  40, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999,
        AL012003,               FARTHER,    5,
        20030801, 0000,  , LO, 29.0N, 280.0W, -99, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, 25
        20030801, 0600,  , HU, 29.0N,  80.0W,  70, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, 25
        20030801, 1200,  , HU, 29.0N,  81.0W, -99, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, 25
        20030801, 1800,  , HU, 29.0N,  82.0W,  90, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, 25
        20030802, 0000,  , TS, 29.0N,  83.0W, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, -999, 25

        """;

    public static IReadOnlyList<BestTrack> Read() => Read(Text);

    public static IReadOnlyList<BestTrack> Read(string text) => BestTrackReader.Read(ProblemSource.FromText(text, "tracks.txt"));
}
