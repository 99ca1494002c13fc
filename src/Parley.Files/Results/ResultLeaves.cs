using System.Globalization;
using Parley.Problems.Numbers;

namespace Parley.Files.Results;

/// <summary>A text: a name, a verdict, a label.</summary>
/// <param name="Text">The characters.</param>
public sealed record ResultText(string Text) : ResultNode
{
    /// <inheritdoc/>
    internal override string Described => Shown.Quoted(Text);
}

/// <summary>True or false.</summary>
/// <param name="Value">Which of the two.</param>
public sealed record ResultFlag(bool Value) : ResultNode
{
    /// <inheritdoc/>
    internal override string Described => Value ? "true" : "false";
}

/// <summary>A number that was proved exactly.</summary>
/// <param name="Value">The number.</param>
public sealed record ExactNumber(Rational Value) : ResultNode
{
    /// <summary>
    /// The finite double nearest to the number: what the main tree of a result shows. Beyond the largest double it is
    /// the largest, since JSON knows no infinity; the exact tree still holds the number itself.
    /// </summary>
    public double Nearest => Math.Clamp(Value.ToDouble(), -double.MaxValue, double.MaxValue);

    /// <inheritdoc/>
    internal override string Described => $"{Shown.Plain(Value.ToString())} exactly";
}

/// <summary>
/// A plain number: found by floating-point work, or never in need of proof, such as a version, a seed or a count.
/// </summary>
public sealed record Approximate : ResultNode
{
    /// <summary>A plain number.</summary>
    /// <param name="value">The number; finite.</param>
    /// <param name="tolerance">How far from it a recorded number may lie, in the same unit; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite, or the tolerance negative or not finite.</exception>
    public Approximate(double value, double tolerance = 0)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "a result holds finite numbers; write a text such as 'never' instead");
        }

        if (!double.IsFinite(tolerance) || tolerance < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "a tolerance is finite and at least 0");
        }

        (Value, Tolerance) = (value, tolerance);
    }

    /// <summary>The number; finite.</summary>
    public double Value { get; }

    /// <summary>
    /// How far from <see cref="Value"/> a recorded number may lie; 0 asks for the same bits. It guides comparison and
    /// is not written: a file cannot grant itself tolerance.
    /// </summary>
    public double Tolerance { get; }

    /// <inheritdoc/>
    internal override string Described => $"about {Value.ToString("R", CultureInfo.InvariantCulture)}";
}
