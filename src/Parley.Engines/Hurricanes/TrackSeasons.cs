using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>
/// Seasons made of storms that happened: each season as it was, or storms drawn with replacement, as many in a season as a Poisson variable
/// with the mean number of those seasons says.
/// </summary>
public sealed class TrackSeasons : SeasonModel
{
    private readonly StormCatalogue _catalogue;
    private readonly int _firstSeason;
    private readonly int[] _storms;
    private readonly double _mean;
    private readonly long? _seed;

    private TrackSeasons(StormCatalogue catalogue, int firstSeason, int lastSeason, long? seed)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastSeason, firstSeason);
        (_catalogue, _firstSeason, _seed) = (catalogue, firstSeason, seed);
        _storms = [.. Enumerable.Range(0, catalogue.Count).Where(storm => catalogue.Season(storm) >= firstSeason && catalogue.Season(storm) <= lastSeason)];
        _mean = (double)_storms.Length / (lastSeason - firstSeason + 1);
    }

    /// <inheritdoc/>
    public override int Members => _catalogue.Places;

    /// <summary>The seasons as they were; the first that can be drawn is <paramref name="firstSeason"/>.</summary>
    public static TrackSeasons AsTheyWere(StormCatalogue catalogue, int firstSeason, int lastSeason) => new(catalogue, firstSeason, lastSeason, null);

    /// <summary>Seasons drawn from the storms of some seasons.</summary>
    /// <param name="catalogue">The storms.</param>
    /// <param name="firstSeason">The first season whose storms are drawn.</param>
    /// <param name="lastSeason">The last.</param>
    /// <param name="seed">Decides all that is left to chance.</param>
    public static TrackSeasons Resampled(StormCatalogue catalogue, int firstSeason, int lastSeason, long seed) => new(catalogue, firstSeason, lastSeason, seed);

    /// <inheritdoc/>
    public override SeasonBlock Draw(int first, int count)
    {
        List<int> storms = [];
        int[] ends = new int[count];
        for (int season = 0; season < count; season++)
        {
            storms.AddRange(_seed is { } seed ? Resample(seed, first + season) : _storms.Where(storm => _catalogue.Season(storm) == _firstSeason + first + season));
            ends[season] = storms.Count;
        }

        return new Block(_catalogue, [.. storms], ends);
    }

    private IEnumerable<int> Resample(long seed, int season)
    {
        var chance = new SeededStream(seed, Purpose.Resampling, season);
        for (int left = chance.Poisson(_mean); left > 0; left--)
        {
            yield return _storms[chance.Index(_storms.Length)];
        }
    }

    private sealed class Block(StormCatalogue catalogue, int[] storms, int[] ends) : SeasonBlock(ends)
    {
        private protected override double Wind(int storm) => catalogue.Wind(storms[storm]);

        private protected override double Latitude(int storm) => catalogue.Latitude(storms[storm]);

        private protected override void StormShares(int member, Span<double> destination)
        {
            ReadOnlySpan<double> shares = catalogue.Shares(member);
            for (int storm = 0; storm < storms.Length; storm++)
            {
                destination[storm] = shares[storms[storm]];
            }
        }
    }
}
