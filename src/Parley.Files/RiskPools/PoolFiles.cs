using System.Globalization;
using System.Text;
using Parley.Problems.Numbers;

namespace Parley.Files.RiskPools;

/// <summary>A member of a pool whose positions stand in a table.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="RiskAversion">Absolute risk aversion per unit of money; the member's utility is entropic.</param>
public sealed record SampledMember(string Name, double RiskAversion);

/// <summary>The texts of a large pool: the problem file, and the table of its members.</summary>
public static class PoolFiles
{
    /// <summary>The problem file.</summary>
    public const string Problem = "pool.yaml";

    /// <summary>The table of the members.</summary>
    public const string Members = "members.csv";

    /// <summary>What members bring, members x scenarios.</summary>
    public const string Positions = "positions.npy";

    /// <summary>How members' beliefs depend on the factors, members x factors.</summary>
    public const string Loadings = "loadings.npy";

    /// <summary>What beliefs depend on, factors x scenarios.</summary>
    public const string Factors = "factors.npy";

    /// <summary>Members' priors, members x scenarios.</summary>
    public const string Priors = "priors.npy";

    private const int LongestRemark = 200;

    /// <summary>The text of the problem file: a pool with equally likely scenarios and beliefs from tables.</summary>
    /// <param name="remarks">Lines to begin with, as comments.</param>
    /// <param name="title">The title.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <param name="listsPriors">True where beliefs are in <see cref="Priors"/>, false where in <see cref="Loadings"/> and <see cref="Factors"/>.</param>
    /// <param name="contamination">How much everybody doubts these beliefs; null for not at all.</param>
    /// <param name="first">The number of the first scenario, such as the year of a season; null for 1.</param>
    public static string ProblemText(IEnumerable<string> remarks, string title, int scenarios, bool listsPriors, Rational? contamination, int? first = null)
    {
        ArgumentNullException.ThrowIfNull(remarks);
        string tilt = $"tilt: {{ loadings: {Loadings}, factors: {Factors} }}";
        string beliefs = contamination is { } doubt
            ? $"contamination: {doubt}, centre: {{ {(listsPriors ? $"file: {Priors}" : tilt)} }}"
            : listsPriors ? $"prior: {{ file: {Priors} }}" : tilt;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {{string.Concat(remarks.Select(remark => $"# {Shown.Plain(remark, LongestRemark)}\n"))}}parley: 1
            kind: risk-pool
            title: {{title}}
            scenarios: { count: {{scenarios}}{{(first is { } number ? $", from: {number}" : "")}} }
            members: { file: {{Members}} }
            positions: { file: {{Positions}} }
            beliefs: { {{beliefs}} }
            menu: sign-preserving
            average: none
            # payments are rounded to cents, and money is in thousands
            contract: { unit: 0.00001 }

            """).ReplaceLineEndings("\n");
    }

    /// <summary>The text of the table of members; risk aversion has five significant digits.</summary>
    public static string MembersText(IEnumerable<SampledMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var text = new StringBuilder("name,utility,parameter,beliefs\n");
        foreach (SampledMember member in members)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Cell(member.Name)},entropic,{member.RiskAversion:G5},\n");
        }

        return text.ToString();
    }

    private static string Cell(string name) => name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
