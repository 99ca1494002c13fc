using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Certificates.Coalitions;

/// <summary>The tightest case of a property: its slack, and whose it is.</summary>
/// <param name="Slack">At least 0 where the property holds.</param>
/// <param name="Worst">The case, where there is one.</param>
public sealed record Finding(Rational Slack, WorstCase? Worst)
{
    /// <summary>A property that nothing can violate.</summary>
    public static Finding Vacuous { get; } = new(Rational.Zero, null);

    /// <summary>True where the property holds.</summary>
    public bool Holds => Slack.Sign >= 0;

    /// <summary>The tightest of several findings; the first among equals.</summary>
    public static Finding Tightest(IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.Worst is not null).MinBy(finding => finding.Slack) ?? Vacuous;

    /// <summary>A finding about one type of one member.</summary>
    internal static Finding About(Subgame subgame, int member, int type, Rational slack, int? reported = null)
    {
        Player player = subgame.States.Member(member);
        string report = reported is int named ? player.Types[named].Name : "";
        return new Finding(slack, new WorstCase(NamesOf(subgame), player.Name, player.Types[type].Name, report, slack));
    }

    /// <summary>A finding about a coalition as a whole.</summary>
    internal static Finding About(Subgame subgame, Rational slack) =>
        new(slack, new WorstCase(NamesOf(subgame), "", "", "", slack));

    private static string[] NamesOf(Subgame subgame) =>
        [.. Enumerable.Range(0, subgame.MemberCount).Select(member => subgame.States.Member(member).Name)];
}
