using Parley.Engines.Numerics;
using Parley.Problems.Hurricanes;

namespace Parley.Engines.Hurricanes;

/// <summary>How far one place is from another, on a plane that touches the earth between them: good to half a percent up to 500 km.</summary>
/// <param name="East">To the east, in km.</param>
/// <param name="North">To the north, in km.</param>
internal readonly record struct GroundDistance(double East, double North)
{
    /// <summary>One degree along a great circle, in km.</summary>
    public const double Degree = 111.2;

    private const double Radian = Math.PI / 180;

    /// <summary>In km.</summary>
    public double Length => Math.Sqrt((East * East) + (North * North));

    /// <summary>From one place to another.</summary>
    public static GroundDistance Between(CoastalPlace from, CoastalPlace to)
    {
        double turn = to.Longitude - from.Longitude;
        turn = turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
        return new GroundDistance(turn * Degree * Narrowing(from.Latitude, to.Latitude), (to.Latitude - from.Latitude) * Degree);
    }

    /// <summary>The place at this distance from another.</summary>
    public CoastalPlace From(CoastalPlace place)
    {
        double latitude = place.Latitude + (North / Degree);
        return new CoastalPlace(latitude, place.Longitude + (East / (Degree * Narrowing(place.Latitude, latitude))));
    }

    /// <summary>A degree of longitude as a share of one of latitude, halfway between two latitudes.</summary>
    private static double Narrowing(double from, double to) => PortableFunctions.Cos((from + to) / 2 * Radian);
}
