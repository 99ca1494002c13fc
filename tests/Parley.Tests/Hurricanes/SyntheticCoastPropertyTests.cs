using Parley.Engines.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>The made-up coast: what is drawn has the stated distributions, and depends on the seed alone.</summary>
public sealed class SyntheticCoastPropertyTests
{
    private const int Many = 20_000;

    private static readonly SeasonTraits[] s_traits = Seasons.Traits(new SyntheticCoast(1, 7), 0, Many);

    [Fact]
    public void Storms_strike_as_often_as_stated()
    {
        double mean = s_traits.Average(season => season.Storms);

        Assert.Equal(SyntheticCoast.StormsPerSeason, mean, 5 * Math.Sqrt(SyntheticCoast.StormsPerSeason / Many));
        Assert.Equal(Math.Exp(-SyntheticCoast.StormsPerSeason), s_traits.Count(season => season.Storms == 0) / (double)Many, 5 * Math.Sqrt(0.25 / Many));
    }

    /// <summary>Of seasons with one storm: its wind exceeds the least by a Weibull variable with shape 1.3 and scale 17.3 m/s.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(33)]
    [InlineData(50)]
    [InlineData(65)]
    public void Winds_at_landfall_exceed_a_level_with_the_stated_chance(double level)
    {
        SeasonTraits[] single = [.. s_traits.Where(season => season.Storms == 1)];
        double chance = Math.Exp(-Math.Pow((level - (34 * 1852.0 / 3600)) / 17.3, 1.3));

        Assert.Equal(chance, single.Count(season => season.Wind > level) / (double)single.Length, 5 * Math.Sqrt(chance / single.Length));
    }

    [Fact]
    public void Landfalls_are_spread_evenly_along_the_coast_and_its_margins()
    {
        double[] latitudes = [.. s_traits.Where(season => season.Storms > 0).Select(season => season.Latitude)];
        double south = 25 - (250 / 111.2);
        double north = 25 + (1250 / 111.2);

        Assert.InRange(latitudes.Min(), south, south + 0.05);
        Assert.InRange(latitudes.Max(), north - 0.05, north);
        Assert.Equal((south + north) / 2, latitudes.Average(), 5 * (north - south) / Math.Sqrt(12.0 * latitudes.Length));
    }

    [Fact]
    public void A_season_is_the_same_alone_and_among_others()
    {
        var model = new SyntheticCoast(6, 3);
        double[][] all = Seasons.Destroyed(model, 0, 300);
        double[][] late = Seasons.Destroyed(new SyntheticCoast(6, 3), 200, 100);

        Assert.All(Enumerable.Range(0, 6), member => Assert.Equal(all[member][200..], late[member]));
        Assert.Equal(Seasons.Traits(model, 0, 300)[200..], Seasons.Traits(model, 200, 100));
    }

    [Fact]
    public void A_member_is_the_same_in_a_small_pool_and_in_a_large_one() =>
        Assert.Equal(Seasons.Destroyed(new SyntheticCoast(3, 3), 0, 500)[2], Seasons.Destroyed(new SyntheticCoast(30, 3), 0, 500)[2]);

    [Fact]
    public void Another_seed_brings_other_seasons() =>
        Assert.NotEqual(Seasons.Destroyed(new SyntheticCoast(3, 3), 0, 500)[0], Seasons.Destroyed(new SyntheticCoast(3, 4), 0, 500)[0]);

    [Fact]
    public void What_is_destroyed_is_a_share_and_nothing_in_a_season_without_storms()
    {
        var model = new SyntheticCoast(20, 11);
        double[][] destroyed = Seasons.Destroyed(model, 0, 2000);
        SeasonTraits[] traits = Seasons.Traits(model, 0, 2000);

        Assert.All(destroyed.SelectMany(shares => shares), share => Assert.InRange(share, 0, 1));
        Assert.All(destroyed, shares => Assert.All(shares.Zip(traits), pair => Assert.True(pair.Second.Storms > 0 || pair.First == 0)));
        Assert.Contains(destroyed, shares => shares.Any(share => share > 0.2));
        Assert.True(destroyed.Average(shares => shares.Count(share => share == 0)) > 1500, "most seasons leave most farms alone");
    }

    [Fact]
    public void Neighbours_suffer_together()
    {
        const int seasons = 8000;
        var model = new SyntheticCoast(60, 5);
        double[][] losses = Seasons.Destroyed(model, 0, seasons);
        double[] correlations = [.. from i in Enumerable.Range(0, 60) from j in Enumerable.Range(0, i) select Correlation(losses[i], losses[j])];

        Assert.True(correlations.Max() > 0.8, "some farms are neighbours");
        Assert.True(correlations.Min() < 0.1, "some farms are far from each other");
    }

    private static double Correlation(double[] a, double[] b)
    {
        (double meanA, double meanB) = (a.Average(), b.Average());
        double Moment(double[] x, double meanX, double[] y, double meanY) => x.Zip(y, (first, second) => (first - meanX) * (second - meanY)).Sum();
        return Moment(a, meanA, b, meanB) / Math.Sqrt(Moment(a, meanA, a, meanA) * Moment(b, meanB, b, meanB));
    }
}
