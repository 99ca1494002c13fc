using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>What a member of the pool is like, apart from where it is.</summary>
/// <param name="Value">What the farm insures, in thousands of dollars.</param>
/// <param name="RiskAversion">Absolute risk aversion per thousand dollars.</param>
/// <param name="Loadings">How the member's beliefs depend on a season's factors (<see cref="SeasonFactors"/>).</param>
public sealed record Farm(double Value, double RiskAversion, IReadOnlyList<double> Loadings)
{
    private const double MedianValue = 400;
    private const double ValueSpread = 0.8;
    private const double MedianRelativeAversion = 6;
    private const double AversionSpread = 0.5;
    private const double LoadingSpread = 0.3;

    /// <summary>
    /// Draws a member. The value is log-normal, absolute risk aversion is a log-normal number divided by the value, loadings are normal.
    /// </summary>
    /// <param name="seed">Decides all that is left to chance.</param>
    /// <param name="member">The member, from 0.</param>
    /// <param name="value">The value in thousands of dollars where it is known; positive.</param>
    public static Farm Draw(long seed, int member, double? value = null)
    {
        var chance = new SeededStream(seed, Purpose.Farms, member);
        double drawn = Math.Max(1, Math.Round(chance.LogNormal(MedianValue, ValueSpread)));
        double relative = chance.LogNormal(MedianRelativeAversion, AversionSpread);
        double[] loadings = new double[SeasonFactors.Count];
        for (int k = 0; k < loadings.Length; k++)
        {
            loadings[k] = LoadingSpread * chance.Normal();
        }

        return new Farm(value ?? drawn, relative / (value ?? drawn), loadings);
    }
}
