namespace Parley.Engines.Hurricanes;

/// <summary>What members hold different beliefs about in a season: how many storms, how strong the strongest, and where it struck.</summary>
/// <param name="Storms">How many storms strike.</param>
/// <param name="Wind">The greatest wind in m/s; not defined without storms.</param>
/// <param name="Latitude">Where the strongest strikes, in degrees north; not defined without storms.</param>
public readonly record struct SeasonTraits(int Storms, double Wind, double Latitude);

/// <summary>Some successive seasons and the storms in them.</summary>
public abstract class SeasonBlock
{
    private readonly int[] _ends;

    /// <summary>Seasons.</summary>
    /// <param name="ends">For each season, how many storms strike in it and in those before it in the block.</param>
    private protected SeasonBlock(int[] ends) => _ends = ends;

    /// <summary>How many seasons there are.</summary>
    public int Count => _ends.Length;

    /// <summary>How many storms strike in all of them.</summary>
    public int Storms => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>One season's traits.</summary>
    /// <param name="season">The season, from 0 within the block.</param>
    public SeasonTraits Traits(int season)
    {
        int first = season == 0 ? 0 : _ends[season - 1];
        int strongest = first;
        for (int storm = first; storm < _ends[season]; storm++)
        {
            strongest = Wind(storm) > Wind(strongest) ? storm : strongest;
        }

        return first == _ends[season] ? default : new SeasonTraits(_ends[season] - first, Wind(strongest), Latitude(strongest));
    }

    /// <summary>
    /// The share of what a member owns that each season destroys, in [0, 1): every storm destroys its share of what the storms before it
    /// left. Members may be asked about at the same time.
    /// </summary>
    /// <param name="member">The member, from 0.</param>
    /// <param name="scratch">A place for at least <see cref="Storms"/> numbers.</param>
    /// <param name="destination">Receives <see cref="Count"/> shares.</param>
    public void Destroyed(int member, Span<double> scratch, Span<double> destination)
    {
        StormShares(member, scratch);
        int storm = 0;
        for (int season = 0; season < _ends.Length; season++)
        {
            double destroyed = 0;
            for (; storm < _ends[season]; storm++)
            {
                destroyed += (1 - destroyed) * scratch[storm];
            }

            destination[season] = destroyed;
        }
    }

    /// <summary>The greatest wind of a storm where it strikes, in m/s.</summary>
    private protected abstract double Wind(int storm);

    /// <summary>Where a storm strikes, in degrees north.</summary>
    private protected abstract double Latitude(int storm);

    /// <summary>The share of what is there that each storm destroys at a member's place.</summary>
    private protected abstract void StormShares(int member, Span<double> destination);
}

/// <summary>Seasons, as many as are asked for; each is the same whenever it is asked for.</summary>
public abstract class SeasonModel
{
    /// <summary>How many members have a place.</summary>
    public abstract int Members { get; }

    /// <summary>The seasons <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    public abstract SeasonBlock Draw(int first, int count);
}
