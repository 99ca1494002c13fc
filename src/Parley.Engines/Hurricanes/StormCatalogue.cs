using Parley.Problems.Hurricanes;

namespace Parley.Engines.Hurricanes;

/// <summary>The storms among best tracks that damage something at a list of places, and what they do there.</summary>
public sealed class StormCatalogue
{
    private readonly double[][] _shares;
    private readonly Storm[] _storms;

    private StormCatalogue(Storm[] storms, double[][] shares) => (_storms, _shares) = (storms, shares);

    /// <summary>How many storms there are.</summary>
    public int Count => _storms.Length;

    /// <summary>How many places there are.</summary>
    public int Places => _shares.Length;

    /// <summary>The greatest wind that a storm brings to any of the places, in m/s.</summary>
    public double Wind(int storm) => _storms[storm].Wind;

    /// <summary>The latitude of the place to which a storm brings its greatest wind, in degrees north.</summary>
    public double Latitude(int storm) => _storms[storm].Latitude;

    /// <summary>The season of a storm.</summary>
    public int Season(int storm) => _storms[storm].Season;

    /// <summary>The share of what is at a place that each storm destroys.</summary>
    public ReadOnlySpan<double> Shares(int place) => _shares[place];

    /// <summary>
    /// The storms that damage something, in the order of the tracks. Cost: hours times places, for those hours in which a storm is strong
    /// enough.
    /// </summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="places">The places.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static StormCatalogue Of(IReadOnlyList<BestTrack> tracks, IReadOnlyList<CoastalPlace> places, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(places);
        double[]?[] winds = new double[]?[tracks.Count];
        Parallel.For(0, tracks.Count, new ParallelOptions { CancellationToken = cancellation }, track => winds[track] = GreatestWinds(tracks[track], places));
        int[] damaging = [.. Enumerable.Range(0, tracks.Count).Where(track => winds[track] is not null)];
        Storm[] storms = [.. damaging.Select(track => Storm.Of(tracks[track].Season, winds[track]!, places))];
        double[][] shares = [.. places.Select((_, place) => damaging.Select(track => DamageCurve.Share(winds[track]![place])).ToArray())];
        return new StormCatalogue(storms, shares);
    }

    /// <summary>The greatest wind of a track at each place, in m/s; null where it damages nothing anywhere.</summary>
    internal static double[]? GreatestWinds(BestTrack track, IReadOnlyList<CoastalPlace> places)
    {
        double[]? greatest = null;
        foreach (StormMoment moment in HourlyTrack.Moments(track).Where(moment => moment.Wind > DamageCurve.Threshold))
        {
            var vortex = new MovingVortex(moment.Wind, moment.Place.Latitude, moment.Motion.Length * 1000 / 3600);
            for (int place = 0; place < places.Count; place++)
            {
                double wind = Wind(moment, vortex, places[place]);
                if (wind > DamageCurve.Threshold)
                {
                    greatest ??= new double[places.Count];
                    greatest[place] = Math.Max(greatest[place], wind);
                }
            }
        }

        return greatest;
    }

    private static double Wind(StormMoment moment, MovingVortex vortex, CoastalPlace place)
    {
        if (Math.Abs(place.Latitude - moment.Place.Latitude) * GroundDistance.Degree >= vortex.Reach)
        {
            return 0;
        }

        GroundDistance way = GroundDistance.Between(moment.Place, place);
        double distance = way.Length;
        if (distance >= vortex.Reach)
        {
            return 0;
        }

        double product = distance * moment.Motion.Length;
        double right = product == 0 ? 0 : ((way.East * moment.Motion.North) - (way.North * moment.Motion.East)) / product;
        return vortex.At(distance, right);
    }

    private readonly record struct Storm(int Season, double Wind, double Latitude)
    {
        public static Storm Of(int season, double[] winds, IReadOnlyList<CoastalPlace> places)
        {
            int strongest = Array.IndexOf(winds, winds.Max());
            return new Storm(season, winds[strongest], places[strongest].Latitude);
        }
    }
}
