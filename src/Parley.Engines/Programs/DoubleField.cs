namespace Parley.Engines.Programs;

/// <summary>Doubles, with pivots below a tolerance refused.</summary>
internal readonly struct DoubleField : IField<double>
{
    /// <summary>The smallest pivot of a factorisation, in the units of a scaled matrix (entries near 1).</summary>
    public const double SmallestPivot = 1e-9;

    /// <inheritdoc/>
    public double Zero => 0;

    /// <inheritdoc/>
    public double One => 1;

    /// <inheritdoc/>
    public bool IsZero(double value) => value == 0;

    /// <inheritdoc/>
    public double Magnitude(double value) => Math.Abs(value) >= SmallestPivot ? Math.Abs(value) : 0;

    /// <inheritdoc/>
    public double Multiply(double left, double right) => left * right;

    /// <inheritdoc/>
    public double MinusProduct(double value, double left, double right) => value - (left * right);

    /// <inheritdoc/>
    public double Reciprocal(double value) => 1 / value;
}
