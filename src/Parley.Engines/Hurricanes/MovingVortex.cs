namespace Parley.Engines.Hurricanes;

/// <summary>The winds around a storm at one moment: a round vortex, and what its motion adds on the right and takes away on the left.</summary>
/// <remarks>
/// Source of the motion's part, c R r/(R^2 + r^2) at the distance r to the right: Phadke, Martino, Cheung and Houston, Modeling of tropical
/// cyclone winds and waves for emergency management, Ocean Engineering 30 (2003). At the radius R of maximum wind it is c/2, so the vortex has
/// the storm's greatest wind less c/2. North of the equator; storms in the south are mirrored.
/// </remarks>
public sealed class MovingVortex
{
    /// <summary>The fastest motion in m/s that is taken into account; faster storms are turning into something else.</summary>
    public const double FastestMotion = 20;

    private readonly DualExponentialProfile _profile;
    private readonly double _vortexWind;
    private readonly double _motion;

    /// <summary>The winds of a storm.</summary>
    /// <param name="wind">The greatest sustained wind anywhere in the storm, in m/s; positive.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="motion">How fast the storm moves, in m/s; at least 0.</param>
    /// <param name="radiusFactor">The radius of maximum wind divided by what is usual for such a storm; positive.</param>
    public MovingVortex(double wind, double latitude, double motion, double radiusFactor = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wind);
        ArgumentOutOfRangeException.ThrowIfNegative(motion);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radiusFactor);

        // A fast weak storm keeps at least half of its wind in the vortex.
        _motion = Math.Min(Math.Min(motion, FastestMotion), wind);
        _vortexWind = wind - (_motion / 2);
        _profile = new DualExponentialProfile(_vortexWind, latitude, radiusFactor * DualExponentialProfile.UsualRadius(_vortexWind, latitude));
        Reach = wind > DamageCurve.Threshold
            ? _profile.Reach((DamageCurve.Threshold - (_motion / 2)) / _vortexWind)
            : 0;
    }

    /// <summary>The radius of maximum wind, in km.</summary>
    public double Radius => _profile.Radius;

    /// <summary>A distance in km beyond which nothing is damaged; 0 where nothing is damaged anywhere.</summary>
    public double Reach { get; }

    /// <summary>The sustained wind at a place, in m/s.</summary>
    /// <param name="distance">Distance from the centre in km, at least 0.</param>
    /// <param name="right">The sine of the angle from the motion to the place: 1 to the right of the storm, -1 to its left.</param>
    public double At(double distance, double right) =>
        (_vortexWind * _profile.At(distance)) + (_motion * right * Radius * distance / ((Radius * Radius) + (distance * distance)));

    /// <summary>
    /// The greatest wind, in m/s, at a place that the storm passes on a straight line without changing: that at the nearest point, or, where
    /// the radius of maximum wind passes over the place, that when it does.
    /// </summary>
    /// <param name="offset">The least distance in km: positive where the place is to the right of the track, negative to its left.</param>
    public double InPassing(double offset)
    {
        double distance = Math.Max(Math.Abs(offset), Radius);
        return At(distance, offset / distance);
    }
}
