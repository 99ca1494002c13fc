namespace Parley.Problems.Hurricanes;

/// <summary>Where a storm was at a time, and how strong.</summary>
/// <param name="Time">The time, in coordinated universal time.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east, from -180 to 180.</param>
/// <param name="Wind">The greatest sustained wind in knots; null where it is not known.</param>
public readonly record struct TrackFix(DateTime Time, double Latitude, double Longitude, double? Wind);

/// <summary>What is known of a storm afterwards.</summary>
/// <param name="Id">The storm's identifier, such as AL092008.</param>
/// <param name="Name">Its name.</param>
/// <param name="Season">The year in which its season began.</param>
/// <param name="Fixes">Where it was, in the order of time.</param>
public sealed record BestTrack(string Id, string Name, int Season, IReadOnlyList<TrackFix> Fixes);
