namespace Parley.Engines.Hurricanes;

/// <summary>
/// How much of what is insured the wind destroys: nothing up to 50 knots, half at 110 knots, and at first as the cube of what the wind has
/// beyond the threshold.
/// </summary>
/// <remarks>
/// Source: Emanuel, Global warming effects on U.S. hurricane damage, Weather, Climate, and Society 3 (2011), equations (1) and (2):
/// D = v^3/(1 + v^3) with v = max(V - 50 kt, 0)/(Vhalf - 50 kt). For property of all kinds he takes Vhalf = 150 kt; 110 kt is our choice for
/// farms, whose crops, greenhouses and barns give way earlier than houses.
/// </remarks>
public static class DamageCurve
{
    /// <summary>One knot in m/s.</summary>
    public const double Knot = 1852.0 / 3600;

    /// <summary>The wind in m/s up to which nothing is destroyed.</summary>
    public const double Threshold = 50 * Knot;

    /// <summary>The wind in m/s that destroys half.</summary>
    public const double HalfDestroyed = 110 * Knot;

    /// <summary>The share destroyed, in [0, 1).</summary>
    /// <param name="wind">The greatest sustained wind in m/s.</param>
    public static double Share(double wind)
    {
        if (!(wind > Threshold))
        {
            return 0;
        }

        double excess = (wind - Threshold) / (HalfDestroyed - Threshold);
        double cube = excess * excess * excess;
        return cube / (1 + cube);
    }
}
