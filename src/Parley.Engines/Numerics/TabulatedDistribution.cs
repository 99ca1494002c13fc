using Parley.Problems.Distributions;

namespace Parley.Engines.Numerics;

/// <summary>
/// A smooth distribution whose cdf and density are read from a table of Chebyshev polynomials, where these reproduce them to
/// rounding, and computed where they do not. Made once, it makes a search that evaluates them a hundred thousand times
/// several times faster.
/// </summary>
internal sealed class TabulatedDistribution : Distribution
{
    private const int Cells = 128;
    private const int Terms = 8;

    /// <summary>What a polynomial may miss, in units of the function or of its usual size: as much as the function itself is off.</summary>
    private const double Rounding = 2e-15;

    /// <summary>What it may miss relative to the function, which is small only where few types are.</summary>
    private const double RelativeRounding = 1e-9;

    private static readonly double[] s_nodes = [.. Enumerable.Range(0, Terms).Select(k => -Math.Cos(Math.PI * (k + 0.5) / Terms))];

    private readonly Distribution _exact;
    private readonly double[] _cdf = new double[Cells * Terms];
    private readonly double[] _density = new double[Cells * Terms];
    private readonly bool[] _isExact = new bool[Cells];
    private readonly double _scale;

    private TabulatedDistribution(Distribution exact)
        : base(exact.Low, exact.High)
    {
        _exact = exact;
        _scale = Cells / (High - Low);
        for (int cell = 0; cell < Cells; cell++)
        {
            Fit(cell);
        }
    }

    /// <inheritdoc/>
    public override double Mean => _exact.Mean;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Knots => _exact.Knots;

    /// <inheritdoc/>
    public override bool IsLogConcave => _exact.IsLogConcave;

    /// <inheritdoc/>
    public override (bool AtLow, bool AtHigh) IsSmooth => _exact.IsSmooth;

    /// <summary>A table where it pays: for densities whose cdf has no simple formula.</summary>
    public static Distribution Of(Distribution exact) =>
        exact is BetaDistribution or TruncatedNormalDistribution ? new TabulatedDistribution(exact) : exact;

    /// <inheritdoc/>
    public override double Cdf(double value) => Find(value, out int cell, out double place) ? Polynomial(_cdf, cell, place) : _exact.Cdf(value);

    /// <inheritdoc/>
    public override double Survival(double value) => Find(value, out int cell, out double place) ? 1 - Polynomial(_cdf, cell, place) : _exact.Survival(value);

    /// <inheritdoc/>
    public override double PartialMean(double value) => _exact.PartialMean(value);

    /// <inheritdoc/>
    public override double Density(double value, int piece) => Find(value, out int cell, out double place) ? Polynomial(_density, cell, place) : _exact.Density(value, piece);

    /// <inheritdoc/>
    public override double LogDensitySlope(double value, int piece) => _exact.LogDensitySlope(value, piece);

    /// <inheritdoc/>
    public override double Quantile(double probability) => _exact.Quantile(probability);

    /// <inheritdoc/>
    public override Distribution MovedBy(double distance) => new TabulatedDistribution(_exact.MovedBy(distance));

    /// <inheritdoc/>
    public override string ToString() => _exact.ToString();

    /// <summary>The table's cell, and the place in it from -1 to 1; false where the table does not serve.</summary>
    private bool Find(double value, out int cell, out double place)
    {
        double position = (value - Low) * _scale;
        cell = (int)position;
        place = (2 * (position - cell)) - 1;
        return position >= 0 && cell < Cells && !_isExact[cell];
    }

    /// <summary>A sum of Chebyshev polynomials, by Clenshaw's recurrence.</summary>
    private static double Polynomial(double[] table, int cell, double place)
    {
        ReadOnlySpan<double> terms = table.AsSpan(cell * Terms, Terms);
        (double sum, double previous) = (terms[Terms - 1], 0);
        for (int k = Terms - 2; k > 0; k--)
        {
            (sum, previous) = ((2 * place * sum) - previous + terms[k], sum);
        }

        return (place * sum) - previous + terms[0];
    }

    private void Fit(int cell)
    {
        double[] values = [.. s_nodes.Select(node => Low + ((cell + ((1 + node) / 2)) / _scale))];
        Fill(_cdf, cell, values, _exact.Cdf);
        Fill(_density, cell, values, value => _exact.Density(value, 0));
        // At the ends, where virtual types divide one small number by another, only the exact functions will do.
        _isExact[cell] = cell is 0 or Cells - 1;
        foreach (double place in new[] { -0.99, -0.55, 0.05, 0.62, 0.99 })
        {
            double value = Low + ((cell + ((1 + place) / 2)) / _scale);
            _isExact[cell] |= !Agree(Polynomial(_cdf, cell, place), _exact.Cdf(value), 1)
                || !Agree(1 - Polynomial(_cdf, cell, place), _exact.Survival(value), 1)
                || !Agree(Polynomial(_density, cell, place), _exact.Density(value, 0), 1 / (High - Low));
        }
    }

    private static bool Agree(double found, double exact, double typical) =>
        Math.Abs(found - exact) <= Rounding * Math.Max(typical, Math.Abs(exact)) && Math.Abs(found - exact) <= RelativeRounding * Math.Abs(exact);

    private static void Fill(double[] table, int cell, double[] values, Func<double, double> function)
    {
        double[] at = [.. values.Select(function)];
        for (int degree = 0; degree < Terms; degree++)
        {
            double sum = 0;
            for (int node = 0; node < Terms; node++)
            {
                // T_k at the nodes -cos(pi (node + 1/2) / n), whose sums over the nodes are orthogonal.
                sum += (degree % 2 == 0 ? 1 : -1) * Math.Cos(Math.PI * degree * (node + 0.5) / Terms) * at[node];
            }

            table[(cell * Terms) + degree] = sum * (degree == 0 ? 1.0 : 2.0) / Terms;
        }
    }
}
