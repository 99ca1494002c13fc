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
            "entropic" => Entropic(form.Value),
            "expectedShortfall" => ExpectedShortfall(form.Value),
            _ => form.Value.AsBoolean() ? new Expected() : throw form.Value.Error("a member has a utility", $"Write {Example}"),
        };
    }

    private static Entropic Entropic(DocumentNode node) => new(ProbabilityReader.Number(
        node, "the risk aversion", aversion => aversion.Sign > 0, "Give a number above 0, per unit of money; without risk aversion the utility is { expected: true }"));

    private static ExpectedShortfall ExpectedShortfall(DocumentNode node) => new(ProbabilityReader.Number(
        node, "the level", level => level.Sign > 0 && level < 1, "Give a number above 0 and below 1: 0.9 is the mean of the worst tenth; the mean of all is { expected: true }"));
}
