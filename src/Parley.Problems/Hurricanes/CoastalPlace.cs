namespace Parley.Problems.Hurricanes;

/// <summary>A place where a member of a pool may lose something to the wind.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east, from -180 to 180.</param>
public readonly record struct CoastalPlace(double Latitude, double Longitude);

/// <summary>A member with a place of its own choice.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Value">What it insures, in thousands of dollars; positive.</param>
public sealed record InsuredPlace(string Name, CoastalPlace Place, double Value);
