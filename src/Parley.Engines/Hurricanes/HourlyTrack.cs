using Parley.Problems.Hurricanes;

namespace Parley.Engines.Hurricanes;

/// <summary>Where a storm is at a moment, how strong, and how it moves.</summary>
/// <param name="Place">Its centre.</param>
/// <param name="Wind">The greatest sustained wind, in m/s.</param>
/// <param name="Motion">Where it moves within an hour, in km.</param>
internal readonly record struct StormMoment(CoastalPlace Place, double Wind, GroundDistance Motion);

/// <summary>A best track between its entries: position and wind are linear in time, every hour.</summary>
internal static class HourlyTrack
{
    /// <summary>Entries farther apart than this, in hours, are not connected.</summary>
    private const double LongestGap = 24;

    /// <summary>Entries nearer than this, in hours, do not say how fast a storm moves.</summary>
    private const double Instant = 1.0 / 60;

    /// <summary>
    /// The moments of a track: at every entry, and every hour, or less, between two. A wind that is not known is taken from the entries
    /// before and after it that have one; where there are none on one side, the entry is left out.
    /// </summary>
    public static IEnumerable<StormMoment> Moments(BestTrack track)
    {
        (DateTime Time, CoastalPlace Place, double Wind)[] known = Known(track);
        GroundDistance motion = default;
        for (int k = 0; k + 1 < known.Length; k++)
        {
            double hours = (known[k + 1].Time - known[k].Time).TotalHours;
            GroundDistance way = GroundDistance.Between(known[k].Place, known[k + 1].Place);
            bool isConnected = hours is >= Instant and <= LongestGap;
            motion = isConnected ? new GroundDistance(way.East / hours, way.North / hours) : motion;
            int steps = isConnected ? (int)Math.Ceiling(hours) : 1;
            for (int step = 0; step < steps; step++)
            {
                double share = (double)step / steps;
                yield return new StormMoment(
                    new GroundDistance(share * way.East, share * way.North).From(known[k].Place),
                    known[k].Wind + (share * (known[k + 1].Wind - known[k].Wind)),
                    motion);
            }

            motion = isConnected ? motion : default;
        }

        if (known.Length > 0)
        {
            yield return new StormMoment(known[^1].Place, known[^1].Wind, motion);
        }
    }

    private static (DateTime Time, CoastalPlace Place, double Wind)[] Known(BestTrack track)
    {
        List<(DateTime, CoastalPlace, double)> known = [];
        for (int k = 0; k < track.Fixes.Count; k++)
        {
            TrackFix fix = track.Fixes[k];
            if (Wind(track.Fixes, k) is { } knots)
            {
                known.Add((fix.Time, new CoastalPlace(fix.Latitude, fix.Longitude), knots * DamageCurve.Knot));
            }
        }

        return [.. known];
    }

    private static double? Wind(IReadOnlyList<TrackFix> fixes, int at)
    {
        (int before, int after) = (at, at);
        while (before >= 0 && fixes[before].Wind is null)
        {
            before--;
        }

        while (after < fixes.Count && fixes[after].Wind is null)
        {
            after++;
        }

        if (before < 0 || after >= fixes.Count)
        {
            return null;
        }

        double share = before == after ? 0 : (fixes[at].Time - fixes[before].Time) / (fixes[after].Time - fixes[before].Time);
        return fixes[before].Wind + (share * (fixes[after].Wind - fixes[before].Wind));
    }
}
