using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>
/// How the wind around a storm depends on the distance from its centre: a power of the distance in the eye, the sum of two
/// exponentials outside, and a smooth transition around the radius of maximum wind, where the profile is 1.
/// </summary>
/// <remarks>
/// Source: Willoughby, Darling and Rahn, Parametric representation of the primary hurricane vortex, part II, Monthly Weather Review
/// 134 (2006): the profile (1), the transition (2) and (3), the radius of maximum wind (7a), and the regression of the other parameters
/// on wind, radius and latitude (11). They were fitted to winds at flight level, which are taken to be the wind at the surface divided by 0.9.
/// </remarks>
public sealed class DualExponentialProfile
{
    /// <summary>The ratio of the wind at the surface to the wind at flight level, as Franklin, Black and Valde (2003) find in eyewalls.</summary>
    public const double SurfaceRatio = 0.9;

    /// <summary>The length in km over which the faster of the two exponentials falls.</summary>
    private const double ShortLength = 25;

    private const int Halvings = 60;

    private readonly double _power;
    private readonly double _share;
    private readonly double _length;
    private readonly double _begin;
    private readonly double _width;

    /// <summary>The profile of a storm.</summary>
    /// <param name="wind">The greatest wind of the vortex at the surface, in m/s; positive.</param>
    /// <param name="latitude">Degrees north or south.</param>
    /// <param name="radius">The radius of maximum wind in km; positive.</param>
    public DualExponentialProfile(double wind, double latitude, double radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wind);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        double aloft = wind / SurfaceRatio;
        double north = Math.Abs(latitude);
        double log = PortableFunctions.Log(radius);
        Radius = radius;
        _power = Math.Max(0, 2.1340 + (0.0077 * aloft) - (0.4522 * log) - (0.0038 * north));
        _share = Math.Clamp(0.5913 + (0.0029 * aloft) - (0.1361 * log) - (0.0042 * north), 0, 1);
        _length = Math.Max(ShortLength, 287.6 - (1.942 * aloft) + (7.799 * log) + (1.819 * north));
        _width = Math.Min(radius, radius > 20 ? 25 : 15);
        _begin = radius - (_width * Transition());
    }

    /// <summary>The radius of maximum wind, in km.</summary>
    public double Radius { get; }

    /// <summary>The radius of maximum wind in km that is usual for a storm, by (7a).</summary>
    /// <param name="wind">The greatest wind of the vortex at the surface, in m/s.</param>
    /// <param name="latitude">Degrees north or south.</param>
    public static double UsualRadius(double wind, double latitude) =>
        46.4 * PortableFunctions.Exp((-0.0155 * wind / SurfaceRatio) + (0.0169 * Math.Abs(latitude)));

    /// <summary>The wind at a distance, as a share of the greatest: at most 1.</summary>
    /// <param name="distance">Distance from the centre in km, at least 0.</param>
    public double At(double distance)
    {
        double weight = Weight((distance - _begin) / _width);
        double inner = weight < 1 ? Inner(distance) : 0;
        return weight == 0 ? inner : (inner * (1 - weight)) + (Outer(distance) * weight);
    }

    /// <summary>A distance in km beyond which the profile is below a share of the greatest wind.</summary>
    /// <param name="share">The share, in (0, 1).</param>
    public double Reach(double share) => Math.Max(_begin + _width, Radius - (_length * PortableFunctions.Log(share)));

    private double Inner(double distance) => distance <= 0
        ? (_power == 0 ? 1 : 0)
        : PortableFunctions.Exp(_power * PortableFunctions.Log(Math.Max(double.Epsilon * (1L << 53), distance / Radius)));

    private double Outer(double distance)
    {
        double slow = (1 - _share) * PortableFunctions.Exp((Radius - distance) / _length);
        return _share == 0 ? slow : slow + (_share * PortableFunctions.Exp((Radius - distance) / ShortLength));
    }

    /// <summary>The weight of the outer profile in the transition: a bell integrated, (2).</summary>
    private static double Weight(double x) => x <= 0 ? 0 : x >= 1 ? 1
        : x * x * x * x * x * (126 + (x * (-420 + (x * (540 + (x * (-315 + (x * 70))))))));

    /// <summary>Where in the transition the radius of maximum wind lies, from 0 to 1, so that the profile has its peak there, (3).</summary>
    private double Transition()
    {
        double rise = _power / Radius;
        double target = rise / (rise + ((1 - _share) / _length) + (_share / ShortLength));
        (double low, double high) = (0, 1);
        for (int step = 0; step < Halvings; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Weight(middle) < target ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
