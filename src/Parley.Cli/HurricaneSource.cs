using Parley.Engines.Hurricanes;
using Parley.Files.Hurricanes;
using Parley.Problems.Hurricanes;

namespace Parley.Cli;

/// <summary>Where a sample's seasons and members come from.</summary>
/// <param name="Seasons">The seasons.</param>
/// <param name="Scenarios">How many of them are scenarios.</param>
/// <param name="Title">What the pool is called.</param>
/// <param name="Names">The members' names.</param>
/// <param name="Farms">What the members are like.</param>
/// <param name="FirstSeason">The year of the first scenario, where every scenario is a season as it was.</param>
internal sealed record HurricaneSource(SeasonModel Seasons, int Scenarios, string Title, string[] Names, Farm[] Farms, int? FirstSeason = null)
{
    /// <summary>A made-up coast, or real storms.</summary>
    /// <exception cref="BadArgumentException">The tracks have no storm that is asked for.</exception>
    public static HurricaneSource Of(HurricaneRequest request, CancellationToken cancellation) => request.Tracks is { } tracks
        ? OnTracks(request, BestTrackReader.ReadFile(tracks), cancellation)
        : MadeUp(request);

    private static HurricaneSource MadeUp(HurricaneRequest request)
    {
        (int members, int scenarios) = (request.Members!.Value, request.Scenarios!.Value);
        return new HurricaneSource(
            new SyntheticCoast(members, request.Seed),
            scenarios,
            $"{members} farms on a hurricane coast",
            Numbered("farm", members),
            [.. Enumerable.Range(0, members).Select(member => Farm.Draw(request.Seed, member))]);
    }

    private static HurricaneSource OnTracks(HurricaneRequest request, IReadOnlyList<BestTrack> tracks, CancellationToken cancellation)
    {
        int first = request.From ?? tracks.Min(track => track.Season);
        int last = request.To ?? tracks.Max(track => track.Season);
        BestTrack[] chosen = [.. tracks.Where(track => track.Season >= first && track.Season <= last)];
        if (chosen.Length == 0)
        {
            throw new BadArgumentException(
                $"{request.Tracks} has no storm in the seasons {first} to {last}; it has those of {tracks.Min(track => track.Season)} to {tracks.Max(track => track.Season)}");
        }

        IReadOnlyList<InsuredPlace>? insured = request.Places is { } table ? PlacesReader.ReadFile(table) : null;
        CoastalPlace[] places = insured is null ? UnitedStatesCoast.Draw(request.Members!.Value, request.Seed) : [.. insured.Select(member => member.Place)];
        StormCatalogue catalogue = StormCatalogue.Of(chosen, places, cancellation);
        if (catalogue.Count == 0)
        {
            throw new BadArgumentException($"no storm of {request.Tracks} in the seasons {first} to {last} damages anything at the members' places; choose other seasons or places");
        }

        return new HurricaneSource(
            request.Scenarios is null ? TrackSeasons.AsTheyWere(catalogue, first, last) : TrackSeasons.Resampled(catalogue, first, last, request.Seed),
            request.Scenarios ?? (last - first + 1),
            $"{places.Length} members and the storms of {first} to {last}",
            insured is null ? Numbered("place", places.Length) : [.. insured.Select(member => member.Name)],
            [.. places.Select((_, member) => Farm.Draw(request.Seed, member, insured?[member].Value))],
            request.Scenarios is null ? first : null);
    }

    private static string[] Numbered(string stem, int count)
    {
        int digits = Math.Max(3, count.ToString().Length);
        return [.. Enumerable.Range(1, count).Select(number => $"{stem}-{number.ToString($"D{digits}")}")];
    }
}
