namespace Parley.Problems.Distributions;

/// <summary>Finitely many values, each with its probability.</summary>
public sealed class DiscreteDistribution : Distribution
{
    /// <summary>How far from 1 the probabilities may sum: what rounding them to doubles can do.</summary>
    public const double SumTolerance = 1e-12;

    private readonly Atom[] _atoms;
    private readonly double[] _values;
    private readonly double[] _below;
    private readonly double[] _above;
    private readonly double[] _partialMeans;

    /// <summary>The distribution of these atoms, in any order.</summary>
    /// <param name="atoms">Different values with positive probabilities that sum to 1 within 1e-12.</param>
    /// <exception cref="ArgumentException">There is no atom, a value is not finite or stands twice, or probabilities are not as above.</exception>
    public DiscreteDistribution(IEnumerable<Atom> atoms)
        : this(Sorted(atoms))
    {
    }

    /// <summary>The distribution of atoms that are in order and checked.</summary>
    private DiscreteDistribution(Atom[] atoms)
        : base(atoms[0].Value, atoms[^1].Value)
    {
        _atoms = atoms;
        _values = Array.ConvertAll(atoms, atom => atom.Value);
        _below = RunningSum.Of(atoms.Length, index => atoms[index].Probability);
        _above = RunningSum.Of(atoms.Length, index => atoms[^(index + 1)].Probability);
        Array.Reverse(_above);
        _partialMeans = RunningSum.Of(atoms.Length, index => atoms[index].Value * atoms[index].Probability);
        (_below[^1], _above[0]) = (1, 1);
        Mean = Math.Clamp(_partialMeans[^1], Low, High);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>Empty: nothing here has a density.</summary>
    public override IReadOnlyList<double> Knots => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Atom> Atoms => _atoms;

    /// <inheritdoc/>
    public override bool IsLogConcave => false;

    /// <inheritdoc/>
    public override double Cdf(double value) => _below[CountAtOrBelow(value)];

    /// <inheritdoc/>
    public override double Survival(double value) => _above[CountAtOrBelow(value)];

    /// <inheritdoc/>
    public override double PartialMean(double value) => _partialMeans[CountAtOrBelow(value)];

    /// <summary>Nothing: atoms have no density.</summary>
    /// <exception cref="InvalidOperationException">Always; ask for <see cref="Atoms"/>.</exception>
    public override double Density(double value, int piece) => throw NoDensity();

    /// <inheritdoc cref="Density"/>
    public override double LogDensitySlope(double value, int piece) => throw NoDensity();

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        int found = Array.BinarySearch(_below, 1, _values.Length, probability);
        return _values[Math.Clamp((found < 0 ? ~found : found) - 1, 0, _values.Length - 1)];
    }

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new DiscreteDistribution(_atoms.Select(atom => atom with { Value = atom.Value + distance }));

    /// <inheritdoc/>
    public override string ToString() => _atoms.Length == 1 ? $"{Low} for certain" : $"{_atoms.Length} atoms on [{Low}, {High}]";

    private int CountAtOrBelow(double value)
    {
        int found = Array.BinarySearch(_values, value);
        return found < 0 ? ~found : found + 1;
    }

    private static InvalidOperationException NoDensity() => new("a distribution of atoms has no density; ask for its atoms");

    private static Atom[] Sorted(IEnumerable<Atom> atoms)
    {
        Atom[] sorted = [.. atoms.OrderBy(atom => atom.Value)];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("there is no atom; give at least one value with its probability");
        }

        for (int index = 0; index < sorted.Length; index++)
        {
            (double value, double probability) = sorted[index];
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"the value {value} is not finite; give ordinary numbers");
            }

            if (!(probability > 0 && probability <= 1 + SumTolerance))
            {
                throw new ArgumentException($"the probability of {value} is {probability}; give a number above 0 and at most 1");
            }

            if (index > 0 && sorted[index - 1].Value == value)
            {
                throw new ArgumentException($"the value {value} stands twice; add up its probabilities");
            }
        }

        double sum = RunningSum.Of(sorted.Length, index => sorted[index].Probability)[^1];
        return Math.Abs(sum - 1) <= SumTolerance
            ? sorted
            : throw new ArgumentException($"the probabilities sum to {sum}; make them sum to 1");
    }
}
