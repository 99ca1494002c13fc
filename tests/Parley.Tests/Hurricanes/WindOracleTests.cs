using Parley.Engines.Hurricanes;
using Parley.Problems.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>The wind's formulas a second time, with the platform's functions and other ways to solve for what is implicit.</summary>
public sealed class WindOracleTests
{
    [Theory]
    [InlineData(20, 25, 55)]
    [InlineData(45, 31, 33)]
    [InlineData(75, 26, 16)]
    public void The_profile_is_that_of_the_paper(double wind, double latitude, double radius)
    {
        var profile = new DualExponentialProfile(wind, latitude, radius);
        for (double distance = 0; distance < 500; distance += 1.7)
        {
            Assert.Equal(Paper(wind / 0.9, latitude, radius, distance), profile.At(distance), 1e-9);
        }
    }

    [Fact]
    public void The_usual_radius_is_that_of_the_paper() =>
        Assert.Equal(46.4 * Math.Exp((-0.0155 * 50 / 0.9) + (0.0169 * 28)), DualExponentialProfile.UsualRadius(50, 28), 1e-12);

    [Fact]
    public void Ground_distances_are_those_of_great_circles_to_half_a_percent()
    {
        foreach ((double latitude, double longitude) in ((double, double)[])[(25, -80), (30, -90), (41, -71), (29, 179)])
        {
            for (double bearing = 0; bearing < 6.3; bearing += 0.4)
            {
                var from = new CoastalPlace(latitude, longitude);
                var to = new CoastalPlace(latitude + (4 * Math.Cos(bearing)), longitude + (4.5 * Math.Sin(bearing)));
                double shown = GroundDistance.Between(from, to with { Longitude = to.Longitude > 180 ? to.Longitude - 360 : to.Longitude }).Length;
                Assert.Equal(1, shown / GreatCircle(from, to), 0.005);
            }
        }
    }

    [Fact]
    public void A_place_at_a_distance_is_at_that_distance()
    {
        var from = new CoastalPlace(30, -90);
        CoastalPlace to = new GroundDistance(120, -75).From(from);

        Assert.Equal(120, GroundDistance.Between(from, to).East, 1e-9);
        Assert.Equal(-75, GroundDistance.Between(from, to).North, 1e-9);
    }

    /// <summary>Willoughby, Darling and Rahn (2006), (1) to (3) and (11), the transition found by Newton's method.</summary>
    private static double Paper(double wind, double latitude, double radius, double distance)
    {
        double n = 2.1340 + (0.0077 * wind) - (0.4522 * Math.Log(radius)) - (0.0038 * latitude);
        double x1 = 287.6 - (1.942 * wind) + (7.799 * Math.Log(radius)) + (1.819 * latitude);
        double a = Math.Max(0, 0.5913 + (0.0029 * wind) - (0.1361 * Math.Log(radius)) - (0.0042 * latitude));
        double width = Math.Min(radius, radius > 20 ? 25 : 15);
        static double W(double x) => x <= 0 ? 0 : x >= 1 ? 1 : (126 * Math.Pow(x, 5)) - (420 * Math.Pow(x, 6)) + (540 * Math.Pow(x, 7)) - (315 * Math.Pow(x, 8)) + (70 * Math.Pow(x, 9));
        double fall = ((1 - a) / x1) + (a / 25);
        double target = n / (n + (radius * fall));
        double at = 0.5;
        for (int step = 0; step < 100; step++)
        {
            at = Math.Clamp(at - ((W(at) - target) / (630 * Math.Pow(at * (1 - at), 4))), 0.01, 0.99);
        }

        double weight = W((distance - radius + (width * at)) / width);
        double inner = Math.Pow(distance / radius, n);
        double outer = ((1 - a) * Math.Exp((radius - distance) / x1)) + (a * Math.Exp((radius - distance) / 25));
        return (inner * (1 - weight)) + (outer * weight);
    }

    private static double GreatCircle(CoastalPlace from, CoastalPlace to)
    {
        const double radian = Math.PI / 180;
        double north = Math.Sin((to.Latitude - from.Latitude) * radian / 2);
        double east = Math.Sin((to.Longitude - from.Longitude) * radian / 2);
        double square = (north * north) + (Math.Cos(from.Latitude * radian) * Math.Cos(to.Latitude * radian) * east * east);
        return 2 * (111.2 / radian) * Math.Asin(Math.Sqrt(square));
    }
}
