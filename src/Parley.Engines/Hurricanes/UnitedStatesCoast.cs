using Parley.Engines.Numerics;
using Parley.Problems.Hurricanes;

namespace Parley.Engines.Hurricanes;

/// <summary>Places along the Gulf and Atlantic coasts of the United States, from Brownsville to Eastport.</summary>
public static class UnitedStatesCoast
{
    private const double MeanInland = 20;
    private const double FarthestInland = 60;

    /// <summary>
    /// Points on the coast, rounded from public maps, in degrees north and east. Land is on the left of who walks along them.
    /// </summary>
    private static readonly CoastalPlace[] s_points =
    [
        new(25.95, -97.15), // Brownsville, Texas
        new(27.60, -97.20), // Corpus Christi
        new(28.40, -96.40), // Matagorda Bay
        new(29.30, -94.80), // Galveston
        new(29.70, -93.85), // Sabine Pass
        new(29.55, -92.30), // Vermilion Bay, Louisiana
        new(29.20, -90.00), // Grand Isle
        new(29.00, -89.15), // mouths of the Mississippi
        new(30.35, -88.90), // Biloxi, Mississippi
        new(30.25, -87.70), // Gulf Shores, Alabama
        new(30.35, -86.50), // Destin, Florida
        new(29.68, -85.35), // Cape San Blas
        new(30.05, -84.20), // Apalachee Bay
        new(29.10, -83.05), // Cedar Key
        new(27.75, -82.75), // Saint Petersburg
        new(26.45, -82.00), // Fort Myers
        new(25.15, -81.10), // Cape Sable
        new(25.30, -80.30), // Biscayne Bay
        new(26.70, -80.03), // Palm Beach
        new(28.45, -80.53), // Cape Canaveral
        new(30.35, -81.40), // Jacksonville
        new(32.00, -80.85), // Savannah, Georgia
        new(32.75, -79.90), // Charleston, South Carolina
        new(33.85, -78.00), // Cape Fear, North Carolina
        new(34.60, -76.55), // Cape Lookout
        new(35.25, -75.55), // Cape Hatteras
        new(36.85, -75.97), // Virginia Beach, Virginia
        new(38.35, -75.08), // Ocean City, Maryland
        new(38.95, -74.90), // Cape May, New Jersey
        new(40.45, -74.00), // Sandy Hook
        new(40.60, -73.50), // Long Beach, New York
        new(41.05, -71.90), // Montauk
        new(41.45, -71.30), // Newport, Rhode Island
        new(41.65, -70.00), // Chatham, Massachusetts
        new(42.35, -70.95), // Boston
        new(43.60, -70.20), // Portland, Maine
        new(44.90, -66.98), // Eastport
    ];

    /// <summary>
    /// Draws places: uniform along the coast, at an exponential distance inland with the mean 20 km and at most 60 km, at right angles
    /// to the stretch of coast.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides all that is left to chance.</param>
    public static CoastalPlace[] Draw(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        GroundDistance[] stretches = [.. s_points.Zip(s_points.Skip(1), GroundDistance.Between)];
        double length = stretches.Sum(stretch => stretch.Length);
        CoastalPlace[] places = new CoastalPlace[count];
        for (int member = 0; member < count; member++)
        {
            var chance = new SeededStream(seed, Purpose.Places, member);
            double along = chance.Uniform(0, length);
            places[member] = At(stretches, along, SyntheticCoast.Inland(chance, MeanInland, FarthestInland));
        }

        return places;
    }

    private static CoastalPlace At(GroundDistance[] stretches, double along, double inland)
    {
        int at = 0;
        while (at < stretches.Length - 1 && along > stretches[at].Length)
        {
            along -= stretches[at++].Length;
        }

        GroundDistance stretch = stretches[at];
        double share = along / stretch.Length;
        double turn = inland / stretch.Length;
        return new GroundDistance((share * stretch.East) - (turn * stretch.North), (share * stretch.North) + (turn * stretch.East)).From(s_points[at]);
    }
}
