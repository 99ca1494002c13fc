using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>
/// Farms along a straight coast that runs from south to north, with land on its west, and seasons of storms that strike it.
/// </summary>
public sealed class SyntheticCoast : SeasonModel
{
    /// <summary>How long the coast is on which farms stand, in km.</summary>
    public const double Length = 1000;

    /// <summary>How far beyond either end storms also make landfall, in km, so that the ends are like the middle.</summary>
    public const double Margin = 250;

    /// <summary>The latitude of the southern end, in degrees north.</summary>
    public const double SouthernEnd = 25;

    /// <summary>One degree of latitude, in km.</summary>
    public const double Degree = 111.2;

    /// <summary>How many storms of at least 34 knots make landfall in a season, in the mean, on the coast and its margins.</summary>
    public const double StormsPerSeason = 1.5;

    private const double MeanInland = 25;
    private const double FarthestInland = 100;

    private readonly (double Along, double Inland)[] _places;
    private readonly long _seed;

    /// <summary>A coast with farms on it.</summary>
    /// <param name="members">How many farms.</param>
    /// <param name="seed">Decides all that is left to chance.</param>
    public SyntheticCoast(int members, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (_places, _seed) = (new (double, double)[members], seed);
        for (int member = 0; member < members; member++)
        {
            var chance = new SeededStream(seed, Purpose.Places, member);
            _places[member] = (chance.Uniform(0, Length), Inland(chance, MeanInland, FarthestInland));
        }
    }

    /// <inheritdoc/>
    public override int Members => _places.Length;

    /// <inheritdoc/>
    public override SeasonBlock Draw(int first, int count)
    {
        List<SyntheticStorm> storms = [];
        int[] ends = new int[count];
        for (int season = 0; season < count; season++)
        {
            var chance = new SeededStream(_seed, Purpose.Seasons, first + season);
            for (int left = chance.Poisson(StormsPerSeason); left > 0; left--)
            {
                storms.Add(new SyntheticStorm(chance));
            }

            ends[season] = storms.Count;
        }

        return new Block(_places, [.. storms], ends);
    }

    /// <summary>A distance from the coast in km: exponential, drawn again where it is too far.</summary>
    internal static double Inland(SeededStream chance, double mean, double farthest)
    {
        double distance;
        do
        {
            distance = chance.Exponential(mean);
        }
        while (distance > farthest);
        return distance;
    }

    private sealed class Block((double Along, double Inland)[] places, SyntheticStorm[] storms, int[] ends) : SeasonBlock(ends)
    {
        private protected override double Wind(int storm) => storms[storm].Wind;

        private protected override double Latitude(int storm) => storms[storm].Latitude;

        private protected override void StormShares(int member, Span<double> destination)
        {
            (double along, double inland) = places[member];
            for (int storm = 0; storm < storms.Length; storm++)
            {
                destination[storm] = storms[storm].Share(along, inland);
            }
        }
    }
}
