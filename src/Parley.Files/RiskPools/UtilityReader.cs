using Parley.Files.Documents;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Reads what a position is worth to a member.</summary>
internal static class UtilityReader
{
    /// <summary>The forms of a utility.</summary>
    public static readonly string[] Forms = ["entropic", "expectedShortfall", "expected"];

    private const string Example = "{ entropic: 1/5 }, { expectedShortfall: 0.9 } or { expected: true }";

    /// <summary>The utility of <c>{ entropic: 1/5 }</c>, <c>{ expectedShortfall: 0.9 }</c> or <c>{ expected: true }</c>.</summary>
    /// <exception cref="ProblemFileException">None stands here.</exception>
    public static MonetaryUtility Read(DocumentNode node)
    {
        (_, MapEntry form) = node.AsForm("a utility", Example, Forms);
        return form.Key switch
        {
            "entropic" => Entropic(StatedNumber.Of(form.Value)),
            "expectedShortfall" => ExpectedShortfall(StatedNumber.Of(form.Value)),
            _ => form.Value.AsBoolean() ? new Expected() : throw form.Value.Error("a member has a utility", $"Write {Example}"),
        };
    }

    /// <summary>The utility that a row of a table names, with its parameter.</summary>
    /// <param name="table">The table.</param>
    /// <param name="form">The cell with one of <see cref="Forms"/>.</param>
    /// <param name="parameter">The cell with the parameter; empty for <c>expected</c>.</param>
    /// <exception cref="ProblemFileException">They name none.</exception>
    public static MonetaryUtility Read(CsvReader table, CsvCell form, CsvCell parameter)
    {
        bool isEmpty = string.IsNullOrWhiteSpace(parameter.Text);
        return form.Text.Trim() switch
        {
            "entropic" => Entropic(StatedNumber.Of(table, parameter, parameter.Text)),
            "expectedShortfall" => ExpectedShortfall(StatedNumber.Of(table, parameter, parameter.Text)),
            "expected" => isEmpty ? new Expected() : throw table.Error(parameter.Position, "the utility 'expected' has no parameter", "Leave this cell empty"),
            var other => throw table.Error(form.Position, $"unknown utility {Shown.Quoted(other)}", Suggestion.For(other, Forms, "The utilities are")),
        };
    }

    private static Entropic Entropic(StatedNumber number) => new(number.Within(
        "the risk aversion", aversion => aversion.Sign > 0, "Give a number above 0, per unit of money; without risk aversion the utility is { expected: true }"));

    private static ExpectedShortfall ExpectedShortfall(StatedNumber number) => new(number.Within(
        "the level", level => level.Sign > 0 && level < 1, "Give a number above 0 and below 1: 0.9 is the mean of the worst tenth; the mean of all is { expected: true }"));
}
