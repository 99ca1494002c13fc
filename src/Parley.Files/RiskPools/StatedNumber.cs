using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.RiskPools;

/// <summary>A number, from the problem file or a cell of a table, and how to complain about it.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Makes an exception (what is wrong; the mend) about its place.</param>
internal readonly record struct StatedNumber(Rational Value, Func<string, string?, ProblemFileException> Error)
{
    /// <summary>The number that stands in the problem file.</summary>
    public static StatedNumber Of(DocumentNode node) => new(node.AsNumber(), node.Error);

    /// <summary>The number in a cell of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="text">The part of it that is the number.</param>
    public static StatedNumber Of(CsvReader table, CsvCell cell, string text)
    {
        ProblemFileException Error(string message, string? mend) => table.Error(cell.Position, message, mend);
        if (Rational.TryParse(text, out Rational number))
        {
            return new StatedNumber(number, Error);
        }

        (string message, string mend) = NumberText.Explain(text);
        throw string.IsNullOrWhiteSpace(text) ? Error("a number is missing here", NumberText.Mend) : Error(message, mend);
    }

    /// <summary>The number as a double.</summary>
    /// <param name="name">What it is, with its article.</param>
    /// <param name="isAllowed">Whether it lies within its limits.</param>
    /// <param name="mend">The limits, as an imperative.</param>
    /// <exception cref="ProblemFileException">It lies outside.</exception>
    public double Within(string name, Predicate<Rational> isAllowed, string mend)
    {
        double value = isAllowed(Value) ? DistributionReader.Double(Value, Error) : throw Error($"{name} is {Value.ToShortString()}", mend);
        return value == 0 && !Value.IsZero ? throw Error($"{name} is too small for floating point", "Choose a unit in which the numbers are ordinary") : value;
    }
}
