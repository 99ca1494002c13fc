using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>How a storm's greatest wind falls once its centre is over land.</summary>
/// <remarks>
/// Source: Kaplan and DeMaria, A simple empirical model for predicting the decay of tropical cyclone winds after landfall, Journal of
/// Applied Meteorology 34 (1995), without the correction for the distance inland: V = Vb + (R V0 - Vb) exp(-alpha t), R = 0.9,
/// Vb = 26.7 knots, alpha = 0.095 per hour.
/// </remarks>
public static class InlandDecay
{
    /// <summary>The wind in m/s to which storms over land decay.</summary>
    public const double Background = 26.7 * DamageCurve.Knot;

    private const double Friction = 0.9;
    private const double Rate = 0.095;

    /// <summary>The greatest wind after some hours over land, as a share of that at landfall; 1 before landfall.</summary>
    /// <param name="landfallWind">The greatest wind at landfall in m/s, positive.</param>
    /// <param name="hours">Hours since landfall; negative before.</param>
    public static double Share(double landfallWind, double hours)
    {
        double background = Math.Min(1, Background / landfallWind);
        return hours <= 0 ? 1 : Math.Min(1, background + ((Friction - background) * PortableFunctions.Exp(-Rate * hours)));
    }
}
