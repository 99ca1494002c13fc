using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>
/// A storm that crosses a straight coast on a straight line: drawn from distributions that resemble the landfalls in the United States
/// from 1983 to 2015 (see docs/theory/hurricanes.md).
/// </summary>
internal sealed class SyntheticStorm
{
    /// <summary>The least wind at landfall in m/s: 34 knots, a tropical storm.</summary>
    public const double LeastWind = 34 * DamageCurve.Knot;

    /// <summary>The greatest wind at landfall in m/s: a bound, about 165 knots.</summary>
    public const double GreatestWind = 85;

    // The excess over the least wind is a Weibull variable.
    private const double WindShape = 1.3;
    private const double WindScale = 17.3;

    private const double SpeedMedian = 5.8;
    private const double SpeedSpread = 0.55;
    private const double LeastSpeed = 1.5;
    private const double RadiusSpread = 0.4;
    private const double HeadingSpread = Math.PI / 6;
    private const double SteepestHeading = 75 * Math.PI / 180;

    private readonly double _along;
    private readonly double _inlandward;
    private readonly double _northward;
    private readonly double _speed;
    private readonly MovingVortex _vortex;

    /// <summary>Draws a storm.</summary>
    public SyntheticStorm(SeededStream chance)
    {
        _along = chance.Uniform(-SyntheticCoast.Margin, SyntheticCoast.Length + SyntheticCoast.Margin);
        Latitude = SyntheticCoast.SouthernEnd + (_along / SyntheticCoast.Degree);
        Wind = Math.Min(GreatestWind, LeastWind + (WindScale * Root(chance.Exponential(1))));
        double heading = Heading(chance);
        (_inlandward, _northward) = (PortableFunctions.Cos(heading), PortableFunctions.Sin(heading));
        _speed = Math.Clamp(chance.LogNormal(SpeedMedian, SpeedSpread), LeastSpeed, MovingVortex.FastestMotion);
        _vortex = new MovingVortex(Wind, Latitude, _speed, chance.LogNormal(1, RadiusSpread));
    }

    /// <summary>The greatest wind at landfall, in m/s.</summary>
    public double Wind { get; }

    /// <summary>Where the storm makes landfall, in degrees north.</summary>
    public double Latitude { get; }

    /// <summary>The share that the storm destroys at a place.</summary>
    /// <param name="along">Where the place is along the coast, in km from its southern end.</param>
    /// <param name="inland">How far it is from the coast, in km.</param>
    public double Share(double along, double inland)
    {
        double north = along - _along;
        double offset = (_inlandward * north) - (_northward * inland);
        if (Math.Abs(offset) >= _vortex.Reach)
        {
            return 0;
        }

        const double SecondsPerHour = 3600;
        double hours = ((_inlandward * inland) + (_northward * north)) * 1000 / (_speed * SecondsPerHour);
        return DamageCurve.Share(InlandDecay.Share(Wind, hours) * _vortex.InPassing(offset));
    }

    /// <summary>The angle from straight inland, to the north: normal, without those nearly along the coast.</summary>
    private static double Heading(SeededStream chance)
    {
        while (true)
        {
            double heading = HeadingSpread * chance.Normal();
            if (Math.Abs(heading) <= SteepestHeading)
            {
                return heading;
            }
        }
    }

    private static double Root(double exponential) => exponential < 1e-300 ? 0 : PortableFunctions.Exp(PortableFunctions.Log(exponential) / WindShape);
}
