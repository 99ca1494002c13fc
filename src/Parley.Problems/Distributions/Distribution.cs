namespace Parley.Problems.Distributions;

/// <summary>
/// The distribution of a type that its owner knows and the others do not, on a bounded support. It either has a
/// density, smooth between <see cref="Knots"/>, or consists of <see cref="Atoms"/>.
/// </summary>
/// <remarks>
/// All numbers are doubles in the unit of the type, accurate to a few units in the last place relative to the larger of
/// the number and, for probabilities, 1e-300. Instances are immutable; evaluation is pure.
/// </remarks>
public abstract class Distribution
{
    /// <summary>A distribution on a support.</summary>
    /// <exception cref="ArgumentException">The support is empty, reversed or not finite; a single atom may have both ends equal.</exception>
    protected Distribution(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
        {
            throw new ArgumentException($"the support [{low}, {high}] is reversed or not finite; give [low, high] with low below high");
        }

        (Low, High) = (low, high);
    }

    /// <summary>The lower end of the support.</summary>
    public double Low { get; }

    /// <summary>The upper end of the support.</summary>
    public double High { get; }

    /// <summary>The expected value.</summary>
    public abstract double Mean { get; }

    /// <summary>
    /// Where the density is not smooth, ends of the support included, increasing: piece k lies between knots k and
    /// k + 1. Empty for a distribution of atoms.
    /// </summary>
    public abstract IReadOnlyList<double> Knots { get; }

    /// <summary>The values taken with positive probability, increasing; empty for a distribution with a density.</summary>
    public virtual IReadOnlyList<Atom> Atoms => [];

    /// <summary>
    /// True where the logarithm of the density is known to be concave on the whole support, so that both virtual types
    /// increase (the distribution is regular).
    /// </summary>
    public abstract bool IsLogConcave { get; }

    /// <summary>True where the cdf is a power series at the lower end, and where 1 minus the cdf is one at the upper end.</summary>
    /// <remarks>A beta density with a = 1/2 is not smooth at its lower end. Quadrature wants to know.</remarks>
    public virtual (bool AtLow, bool AtHigh) IsSmooth => (true, true);

    /// <summary>P(X &lt;= value): 0 below the support, 1 from its upper end on. Relative accuracy near the lower end.</summary>
    public abstract double Cdf(double value);

    /// <summary>P(X &gt; value): relative accuracy near the upper end.</summary>
    public abstract double Survival(double value);

    /// <summary>E[X; X &lt;= value]: the part of the mean that lies at or below a value.</summary>
    public abstract double PartialMean(double value);

    /// <summary>
    /// The density on a closed piece, so that both one-sided densities at a knot can be asked for. It may be 0 or
    /// positive infinity at the ends of the support.
    /// </summary>
    /// <param name="value">A value within the piece.</param>
    /// <param name="piece">The piece's number.</param>
    public abstract double Density(double value, int piece);

    /// <summary>The derivative of the density divided by the density, (ln f)', on a closed piece.</summary>
    /// <inheritdoc cref="Density(double, int)"/>
    public abstract double LogDensitySlope(double value, int piece);

    /// <summary>The least value whose cdf is at least a probability in [0, 1]; the lower end for 0.</summary>
    public abstract double Quantile(double probability);

    /// <summary>The distribution of the value plus a distance.</summary>
    public abstract Distribution MovedBy(double distance);

    /// <summary>What it is, in a few words: <c>uniform on [0, 1]</c>.</summary>
    public abstract override string ToString();
}

/// <summary>A value that is taken with positive probability.</summary>
public readonly record struct Atom(double Value, double Probability);
