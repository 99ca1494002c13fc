using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// A part of a panel of virtual types with the variable over which it is integrated: the virtual type x itself, or where a density
/// is infinite at an end, the logarithm w of the distance from there. Powers of the distance, whatever their exponents, are then
/// exponentials, which quadrature likes.
/// </summary>
/// <param name="Panel">The panel.</param>
/// <param name="Pole">The end at which a density is infinite, of no meaning for <paramref name="Sign"/> 0.</param>
/// <param name="Sign">1 if types lie above the pole, -1 if below, 0 without one.</param>
/// <param name="Start">The variable at one end, and the virtual type there.</param>
/// <param name="Stop">The same at the other end, where the variable is larger.</param>
internal readonly record struct PanelStretch(int Panel, double Pole, int Sign, (double Variable, double X) Start, (double Variable, double X) Stop)
{
    /// <summary>From where types are measured: the pole, or an end of the panel.</summary>
    public double Origin => Sign != 0 ? Pole : Start.X;

    /// <summary>A panel's one or two stretches, each with at most one pole, which is beyond an end of it.</summary>
    public static IReadOnlyList<PanelStretch> Of(VirtualLevels levels, int panel)
    {
        (double low, double high) = (levels.PanelLow(panel), levels.PanelHigh(panel));
        double middle = low + ((high - low) / 2);
        return (levels.PoleBelow(panel), levels.PoleAbove(panel)) switch
        {
            ({ } below, { } above) => [ByDistance(panel, below, 1, low, middle), ByDistance(panel, above, -1, high, middle)],
            ({ } below, null) => [ByDistance(panel, below, 1, low, high)],
            (null, { } above) => [ByDistance(panel, above, -1, high, low)],
            _ => [new PanelStretch(panel, 0, 0, (low, low), (high, high))],
        };
    }

    /// <summary>The virtual type where the variable has a value, and how fast it moves there.</summary>
    public (double X, double Speed) At(double variable)
    {
        if (Sign == 0)
        {
            return (variable, 1);
        }

        double distance = Math.Exp(variable);
        return (Math.Clamp(Pole + (Sign * distance), Math.Min(Start.X, Stop.X), Math.Max(Start.X, Stop.X)), distance);
    }

    /// <summary>Both halves; null where doubles have nothing between the ends.</summary>
    public (PanelStretch First, PanelStretch Second)? Halves()
    {
        double variable = Start.Variable + ((Stop.Variable - Start.Variable) / 2);
        double x = At(variable).X;
        return variable > Start.Variable && variable < Stop.Variable && x != Start.X && x != Stop.X
            ? (this with { Stop = (variable, x) }, this with { Start = (variable, x) })
            : null;
    }

    private static PanelStretch ByDistance(int panel, double pole, int sign, double near, double far) =>
        new(panel, pole, sign, (Math.Log(sign * (near - pole)), near), (Math.Log(sign * (far - pole)), far));
}
