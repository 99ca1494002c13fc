using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>An end of a support at which the density is infinite: the cdf, or 1 less it, rises there with a power below 1 of the distance.</summary>
/// <param name="End">The end.</param>
/// <param name="Sign">1 at a lower end, above which the types are; -1 at an upper end.</param>
/// <param name="Width">
/// How far from the end, to both sides, virtual types are so near to one another that they count as one: unless the end is 0, doubles
/// do not tell well who is there, and many may be. With beta(1/10, 1/10) on [0, 1] one type in 80 rounds to 1.
/// </param>
/// <remarks>
/// At a distance y, in units of the support, doubles know the distance to some 1e-16 / y, the density therefore as well, and so the
/// chance b y^b that somebody is about there to b 1e-16 y^(b - 1). The width is where that is about 1e-8, at most 1e-9; for powers
/// above 1/2 it is next to nothing. Tying two partners' types within a width d loses about d b y^(2b), which is at most 0.01 d.
/// </remarks>
public readonly record struct Pole(double End, int Sign, double Width)
{
    private const double LeastWidth = 1e-14, LargestWidth = 1e-9;

    /// <summary>The rounding of doubles divided by what they may confuse at the width.</summary>
    private const double Clarity = 2.5e-9;

    /// <summary>A few steps of doubles, in units of the end.</summary>
    private const double LeastSteps = 1e-15;

    /// <summary>Where the power is measured, in units of the support.</summary>
    private const double Near = 1e-9;

    /// <summary>The poles of a distribution, the lower end first; none of atoms.</summary>
    /// <remarks>Cost: two evaluations of the density, and for each pole two more.</remarks>
    public static IReadOnlyList<Pole> Of(Distribution type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Atoms.Count > 0)
        {
            return [];
        }

        List<Pole> poles = [];
        if (double.IsPositiveInfinity(type.Density(type.Low, 0)))
        {
            poles.Add(At(type, type.Low, 1, 0));
        }

        if (double.IsPositiveInfinity(type.Density(type.High, type.Knots.Count - 2)))
        {
            poles.Add(At(type, type.High, -1, type.Knots.Count - 2));
        }

        return poles;
    }

    /// <summary>The lower end of the virtual types that count as one.</summary>
    public double From => End - Width;

    /// <summary>The upper end of the virtual types that count as one.</summary>
    public double To => End + Width;

    /// <summary>The power is the elasticity of the tail, y f / F.</summary>
    private static Pole At(Distribution type, double end, int sign, int piece)
    {
        double length = type.High - type.Low;
        double value = end + (sign * Near * length);
        double distance = Math.Abs(value - end);
        double power = distance * type.Density(value, piece) / (sign > 0 ? type.Cdf(value) : type.Survival(value));
        double width = power < 1 ? Math.Pow(Clarity, 1 / (1 - power)) : 0;
        return new Pole(end, sign, (Math.Clamp(width, LeastWidth, LargestWidth) * length) + (LeastSteps * Math.Abs(end)));
    }
}
