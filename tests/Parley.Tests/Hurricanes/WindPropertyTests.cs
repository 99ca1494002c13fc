using Parley.Engines.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Laws of the wind's profile, the moving vortex, the decay over land and the damage.</summary>
public sealed class WindPropertyTests
{
    /// <summary>Wind in m/s, latitude, and the radius of maximum wind in km.</summary>
    public static TheoryData<double, double, double> Storms => new()
    {
        { 18, 25, 60 }, { 33, 30, 40 }, { 50, 27, 30 }, { 70, 25, 18 }, { 85, 23, 8 }, { 40, 42, 120 }, { 60, 20, 20 }, { 60, 20, 20.001 },
    };

    [Theory]
    [MemberData(nameof(Storms))]
    public void The_profile_is_1_at_the_radius_of_maximum_wind_and_nowhere_more(double wind, double latitude, double radius)
    {
        var profile = new DualExponentialProfile(wind, latitude, radius);

        Assert.Equal(1, profile.At(radius), 1e-12);
        Assert.All(Enumerable.Range(0, 4000), step => Assert.InRange(profile.At(step * 0.1), 0, 1 + 1e-12));
    }

    [Theory]
    [MemberData(nameof(Storms))]
    public void Wind_rises_up_to_that_radius_and_falls_beyond_it(double wind, double latitude, double radius)
    {
        var profile = new DualExponentialProfile(wind, latitude, radius);
        for (double distance = 0; distance < 400; distance += 0.25)
        {
            double change = profile.At(distance + 0.25) - profile.At(distance);
            Assert.True(distance + 0.25 <= radius ? change >= -1e-12 : distance < radius || change <= 1e-12, $"at {distance} km the wind changes by {change}");
        }
    }

    /// <summary>Within a kilometre of the centre a small power is as steep as one likes.</summary>
    [Theory]
    [MemberData(nameof(Storms))]
    public void Wind_does_not_jump(double wind, double latitude, double radius)
    {
        var profile = new DualExponentialProfile(wind, latitude, radius);

        Assert.All(Enumerable.Range(100, 40_000), step => Assert.Equal(profile.At((step - 1) * 0.01), profile.At(step * 0.01), 0.005));
    }

    [Theory]
    [MemberData(nameof(Storms))]
    public void Beyond_its_reach_the_profile_is_below_the_share(double wind, double latitude, double radius)
    {
        var profile = new DualExponentialProfile(wind, latitude, radius);
        foreach (double share in (double[])[0.05, 0.3, 0.7, 0.99])
        {
            double reach = profile.Reach(share);
            Assert.All(Enumerable.Range(0, 100), step => Assert.True(profile.At(reach + (step * step * 0.1)) <= share));
        }
    }

    [Fact]
    public void Stronger_storms_and_those_nearer_to_the_equator_are_smaller()
    {
        Assert.True(DualExponentialProfile.UsualRadius(60, 25) < DualExponentialProfile.UsualRadius(40, 25));
        Assert.True(DualExponentialProfile.UsualRadius(60, 20) < DualExponentialProfile.UsualRadius(60, 30));
    }

    [Fact]
    public void The_greatest_wind_of_a_moving_storm_is_the_one_given_and_stands_on_its_right()
    {
        var vortex = new MovingVortex(50, 28, 7);

        Assert.Equal(50, vortex.At(vortex.Radius, 1), 1e-9);
        Assert.Equal(43, vortex.At(vortex.Radius, -1), 1e-9);
        Assert.All(Enumerable.Range(0, 3000), step => Assert.InRange(vortex.At(step * 0.1, 1), 0, 50.05));
    }

    /// <summary>Where the motion's part is still rising inside the ring, the wind there is a little greater than on the ring: at most by 1 percent.</summary>
    [Fact]
    public void The_wind_in_passing_is_the_greatest_of_the_whole_passage()
    {
        foreach (double motion in (double[])[0, 3, 8, 15])
        {
            var vortex = new MovingVortex(55, 29, motion);
            for (double offset = -200; offset <= 200; offset += 2.5)
            {
                double greatest = Enumerable.Range(0, 4001).Max(step =>
                {
                    double along = (step - 2000) * 0.1;
                    double distance = Math.Sqrt((offset * offset) + (along * along));
                    return vortex.At(distance, distance == 0 ? 0 : offset / distance);
                });
                Assert.Equal(1, vortex.InPassing(offset) / greatest, 0.01);
            }
        }
    }

    [Fact]
    public void Nothing_is_damaged_beyond_a_storms_reach()
    {
        foreach (double wind in (double[])[20, 25.8, 40, 80])
        {
            foreach (double motion in (double[])[0, 5, 30])
            {
                var vortex = new MovingVortex(wind, 30, motion);
                Assert.All(Enumerable.Range(0, 1000), step => Assert.True(vortex.At(vortex.Reach + step, 1) <= DamageCurve.Threshold + 1e-9));
            }
        }

        Assert.Equal(0, new MovingVortex(25, 30, 5).Reach);
    }

    [Fact]
    public void Storms_decay_over_land_towards_the_background()
    {
        Assert.Equal(1, InlandDecay.Share(60, -5));
        Assert.Equal(0.9, InlandDecay.Share(60, 1e-12), 1e-9);
        Assert.Equal(InlandDecay.Background, 60 * InlandDecay.Share(60, 500), 1e-9);
        Assert.All(Enumerable.Range(0, 100), hour => Assert.True(InlandDecay.Share(60, hour + 1) < InlandDecay.Share(60, hour)));
        Assert.InRange(InlandDecay.Share(5, 3), 0, 1);
    }

    [Fact]
    public void Damage_is_a_share_that_rises_with_the_wind()
    {
        Assert.Equal((0, 0, 0.5), (DamageCurve.Share(0), DamageCurve.Share(DamageCurve.Threshold), Math.Round(DamageCurve.Share(DamageCurve.HalfDestroyed), 12)));
        Assert.InRange(DamageCurve.Share(1e6), 0.99, 1);
        for (double wind = 0; wind < 120; wind += 0.5)
        {
            Assert.InRange(DamageCurve.Share(wind + 0.5), DamageCurve.Share(wind), 1);
        }
    }
}
