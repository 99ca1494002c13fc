using Parley.Engines.Hurricanes;
using Parley.Files.Hurricanes;
using Parley.Problems.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Storms that happened, at the places of members.</summary>
public sealed class TrackSeasonsPropertyTests
{
    private const double Knot = 1852.0 / 3600;

    /// <summary>On the track of the strong storm, right and left of it, near the other one, and far from all.</summary>
    private static readonly CoastalPlace[] s_places = [new(29.5, -90), new(29.5, -89.4), new(29.5, -90.6), new(29.2, -81.5), new(40, -74)];

    private static readonly StormCatalogue s_catalogue = StormCatalogue.Of(Tracks.Read(), s_places);

    [Fact]
    public void A_track_is_followed_every_hour_on_a_straight_line()
    {
        StormMoment[] moments = [.. HourlyTrack.Moments(Tracks.Read()[0])];

        Assert.Equal(19, moments.Length);
        Assert.All(Enumerable.Range(0, 19), hour => Assert.Equal(27 + (hour / 6.0), moments[hour].Place.Latitude, 1e-9));
        Assert.All(moments, moment => Assert.Equal(100 * Knot, moment.Wind, 1e-9));
        Assert.All(moments, moment => Assert.Equal(111.2 / 6, moment.Motion.North, 1e-9));
    }

    /// <summary>70 knots at 6, 90 at 18 hours: 80 at 12, and nothing is known before and after.</summary>
    [Fact]
    public void A_wind_that_is_not_known_lies_between_its_neighbours()
    {
        StormMoment[] moments = [.. HourlyTrack.Moments(Tracks.Read()[2])];

        Assert.Equal(13, moments.Length);
        Assert.All(Enumerable.Range(0, 13), hour => Assert.Equal((70 + (20 * hour / 12.0)) * Knot, moments[hour].Wind, 1e-9));
        Assert.Equal(-80, moments[0].Place.Longitude, 1e-9);
        Assert.Equal(-82, moments[12].Place.Longitude, 1e-9);
    }

    [Fact]
    public void Entries_a_long_time_apart_are_not_connected()
    {
        TrackFix[] fixes = [new(new DateTime(2001, 9, 1), 25, -80, 100), new(new DateTime(2001, 9, 4), 35, -70, 100)];

        Assert.Equal([25.0, 35], HourlyTrack.Moments(new BestTrack("AL012001", "X", 2001, fixes)).Select(moment => moment.Place.Latitude));
        Assert.Empty(HourlyTrack.Moments(new BestTrack("AL012001", "X", 2001, [])));
    }

    /// <summary>Every hour of the strong storm once more, with another way to say where a place lies.</summary>
    [Fact]
    public void The_greatest_wind_is_that_of_the_worst_hour()
    {
        double[] winds = StormCatalogue.GreatestWinds(Tracks.Read()[0], s_places)!;
        double motion = 111.2 / 6 / 3.6;
        for (int place = 0; place < 3; place++)
        {
            double greatest = Enumerable.Range(0, 19).Max(hour =>
            {
                double latitude = 27 + (hour / 6.0);
                double north = (29.5 - latitude) * 111.2;
                double east = (s_places[place].Longitude + 90) * 111.2 * Math.Cos((29.5 + latitude) / 2 * Math.PI / 180);
                double distance = Math.Sqrt((north * north) + (east * east));
                return new MovingVortex(100 * Knot, latitude, motion).At(distance, distance == 0 ? 0 : east / distance);
            });
            Assert.Equal(greatest, winds[place], 1e-9);
        }
    }

    [Fact]
    public void Winds_are_stronger_on_the_right_and_none_far_away()
    {
        double[] winds = StormCatalogue.GreatestWinds(Tracks.Read()[0], s_places)!;

        Assert.True(winds[1] > winds[2] + 1, "the right side has the wind of the motion, too");
        Assert.All(winds[..3], wind => Assert.InRange(wind, DamageCurve.Threshold, 100 * Knot));
        Assert.Equal(0, winds[4]);
    }

    [Fact]
    public void Only_storms_that_damage_something_are_kept()
    {
        Assert.Equal(2, s_catalogue.Count);
        Assert.Equal([2001, 2003], [s_catalogue.Season(0), s_catalogue.Season(1)]);
        Assert.Equal(s_places[3].Latitude, s_catalogue.Latitude(1));
        Assert.Null(StormCatalogue.GreatestWinds(Tracks.Read()[1], s_places));
    }

    [Fact]
    public void Seasons_as_they_were_have_their_own_storms()
    {
        TrackSeasons seasons = TrackSeasons.AsTheyWere(s_catalogue, 2000, 2003);
        double[][] destroyed = Seasons.Destroyed(seasons, 0, 4);

        Assert.Equal([0, 1, 0, 1], Seasons.Traits(seasons, 0, 4).Select(season => season.Storms));
        Assert.Equal([0, s_catalogue.Shares(0)[0], 0, 0], destroyed[0]);
        Assert.Equal([0, 0, 0, s_catalogue.Shares(3)[1]], destroyed[3]);
        Assert.Equal([0.0, 0, 0, 0], destroyed[4]);
    }

    [Fact]
    public void Drawn_seasons_have_as_many_storms_in_the_mean_and_every_storm_as_often()
    {
        TrackSeasons seasons = TrackSeasons.Resampled(s_catalogue, 2001, 2003, 9);
        const int count = 20_000;
        SeasonTraits[] traits = Seasons.Traits(seasons, 0, count);
        double[][] destroyed = Seasons.Destroyed(seasons, 0, count);

        Assert.Equal(2 / 3.0, traits.Average(season => season.Storms), 5 * Math.Sqrt(2.0 / 3 / count));
        double chance = 1 - Math.Exp(-1 / 3.0);
        Assert.Equal(chance, destroyed[0].Count(share => share > 0) / (double)count, 5 * Math.Sqrt(0.25 / count));
        Assert.Equal(chance, destroyed[3].Count(share => share > 0) / (double)count, 5 * Math.Sqrt(0.25 / count));
    }

    [Fact]
    public void Two_storms_destroy_what_is_left_of_what_is_left()
    {
        TrackSeasons seasons = TrackSeasons.Resampled(s_catalogue, 2001, 2003, 9);
        SeasonTraits[] traits = Seasons.Traits(seasons, 0, 2000);
        double[] destroyed = Seasons.Destroyed(seasons, 0, 2000)[0];
        double single = s_catalogue.Shares(0)[0];
        double[] levels = [.. Enumerable.Range(0, 8).Select(times => 1 - Math.Pow(1 - single, times))];

        Assert.All(destroyed, share => Assert.Contains(levels, level => Math.Abs(level - share) < 1e-12));
        Assert.Contains(traits.Zip(destroyed), pair => pair.First.Storms > 1 && pair.Second > single * 1.01);
    }

    [Fact]
    public void Drawn_places_lie_between_the_ends_of_the_coast()
    {
        CoastalPlace[] places = UnitedStatesCoast.Draw(500, 1);

        Assert.All(places, place => Assert.InRange(place.Latitude, 24.5, 45.5));
        Assert.All(places, place => Assert.InRange(place.Longitude, -98, -66.5));
        Assert.Equal(places[..20], UnitedStatesCoast.Draw(20, 1));
        Assert.True(places.Count(place => place.Latitude < 31 && place.Longitude < -84) > 100, "the Gulf coast is a good part of the whole");
    }

    /// <summary>Land is on the left: from the Gulf to the north, from the Atlantic to the west.</summary>
    [Fact]
    public void Drawn_places_are_inland()
    {
        CoastalPlace[] places = UnitedStatesCoast.Draw(2000, 1);

        Assert.All(places.Where(place => place.Longitude is > -94.5 and < -92.5), place => Assert.True(place.Latitude > 29.3));
        Assert.All(places.Where(place => place.Latitude is > 31 and < 31.5), place => Assert.True(place.Longitude < -81));
    }

    /// <summary>Real tracks, where the environment names a file of them in PARLEY_TRACKS: they are not part of the project.</summary>
    [Fact]
    public void Real_tracks_are_read_and_damage_the_coast_in_most_seasons()
    {
        string? path = Environment.GetEnvironmentVariable("PARLEY_TRACKS");
        Assert.SkipWhen(path is null, "PARLEY_TRACKS names no file of best tracks");
        BestTrack[] tracks = [.. BestTrackReader.ReadFile(path!).Where(track => track.Season is >= 1950 and <= 2015)];
        StormCatalogue catalogue = StormCatalogue.Of(tracks, UnitedStatesCoast.Draw(300, 1));
        SeasonTraits[] traits = Seasons.Traits(TrackSeasons.AsTheyWere(catalogue, 1950, 2015), 0, 66);

        Assert.True(tracks.Length > 600);
        Assert.True(traits.Count(season => season.Storms > 0) > 50);
        Assert.InRange(traits.Max(season => season.Wind), 60, 90);
    }
}
