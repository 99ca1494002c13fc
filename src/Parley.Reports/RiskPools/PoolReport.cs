using Parley.Certificates.RiskPools;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Reports.RiskPools;

/// <summary>A solved pool in words and tables.</summary>
public static class PoolReport
{
    /// <summary>The most members and scenarios that a person would read; the result file has them all.</summary>
    private const int MostRows = 24;
    private const int MostColumns = 6;

    /// <summary>The report.</summary>
    public static Report Of(RiskPoolProblem problem, PoolAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(answer);
        PoolFindings findings = answer.Findings!;
        List<Section> sections = [];
        if (findings.Bounds is { } bounds)
        {
            sections.Add(Welfare(findings, bounds));
            sections.Add(Members(findings, bounds));
            if (problem.Pool.Scenarios <= MostColumns && problem.Pool.Members.Count <= MostRows)
            {
                sections.Add(Parts(findings));
            }
        }
        else
        {
            sections.Add(new Section("No allocation", findings.IsUnbounded
                ? "Welfare has no upper bound: some members hold such different beliefs that bets between them please all of them at any stake. Choose a menu with limits, such as sign-preserving."
                : findings.Outcome.Unanswered));
        }

        sections.Add(PromiseSection.Of(answer.Result.Promises));
        string guarantee = findings.IsAnswered ? $"certified gap {Words.Decimal(findings.RelativeGap, 2)}" : "no certified answer";
        return new Report(problem.Pool.Title, $"risk pool · welfare-maximising allocation · {findings.Outcome.Method} · {guarantee}", sections);
    }

    private static Section Welfare(PoolFindings findings, PoolBounds bounds)
    {
        RiskPool pool = findings.Outcome.Pool;
        double alone = pool.Members.Sum(member => member.StandAlone);
        string bound = findings.IsAnswered ? $"no allocation of the {Name(pool.Menu)} menu has more than {Words.Decimal(findings.UpperBound, 9)}"
            : double.IsFinite(findings.UpperBound) ? $"the greatest lies between that and {Words.Decimal(findings.UpperBound, 9)}" : "no upper bound was found";
        string joint = findings.Surplus >= 0
            ? $"Alone the members have {Words.Decimal(alone, 9)} together, so that sharing adds {Words.Decimal(findings.Surplus, 6)}."
            : $"Alone the members have {Words.Decimal(alone, 9)} together, which is more: what they bring fits them better than any split of this menu.";
        return new Section("What sharing is worth",
            $"{pool.Members.Count} members, {pool.Scenarios} scenarios. Welfare, the sum of the members' utilities in money, is {Words.Decimal(bounds.Welfare, 9)}; {bound}. {joint}");
    }

    private static Section Members(PoolFindings findings, PoolBounds bounds)
    {
        IReadOnlyList<Member> members = findings.Outcome.Pool.Members;
        int[] leaving = [.. Enumerable.Range(0, members.Count).Where(findings.StaysOut)];
        string others = members.Count > MostRows ? $" The {MostRows} who would lose most by joining are shown, of {members.Count}." : "";
        string joins = leaving.Length == 0 ? "Everybody would join, even without transfers."
            : $"Without transfers {leaving.Length} of {members.Count} would rather stay out."
                + (findings.Surplus >= 0 ? " With the repaired split, which is our own proposal, everybody gains the same over staying alone, and nobody would." : "");
        int[] shown = [.. Enumerable.Range(0, members.Count)];
        shown = members.Count > MostRows ? [.. shown.OrderByDescending(findings.Shortfall).Take(MostRows)] : shown;
        bool isRepaired = findings.Surplus >= 0;
        Column[] columns = [new("member"), new("utility", true), new("alone", true), new("joins"), .. isRepaired ? [new Column("repaired", true)] : Array.Empty<Column>()];
        return new Section("Who gains, who would rather stay out", joins + others, new Table(columns, [.. shown.Select(i => (IReadOnlyList<Cell>)
        [
            members[i].Name,
            new Cell(Words.Decimal(bounds.Utilities[i]), Tone.Strong),
            Words.Decimal(members[i].StandAlone),
            findings.StaysOut(i) ? new Cell($"no, loses {Words.Decimal(findings.Shortfall(i), 4)}", Tone.Bad) : new Cell("yes", Tone.Good),
            .. isRepaired ? [new Cell(Words.Decimal(findings.Repaired(i)))] : Array.Empty<Cell>(),
        ])]));
    }

    private static Section Parts(PoolFindings findings)
    {
        RiskPool pool = findings.Outcome.Pool;
        Allocation whole = new RebuiltAllocation(pool, findings.Outcome.Evidence!).Whole();
        IReadOnlyList<Cell> Row(string name, ReadOnlySpan<double> parts)
        {
            List<Cell> cells = [name];
            foreach (double part in parts)
            {
                cells.Add(Words.Decimal(Math.Abs(part) <= findings.Tolerance ? 0 : part));
            }

            return cells;
        }

        return new Section("Who bears what", "Each member's part of the total in each scenario.", new Table(
            [new("member"), .. Enumerable.Range(1, pool.Scenarios).Select(s => new Column($"scenario {s}", true))],
            [.. pool.Members.Select((member, i) => Row(member.Name, whole[i])), Row("total", pool.Total)]));
    }

    private static string Name(Menu menu) => menu switch
    {
        SignPreservingMenu => "sign-preserving",
        ProportionalMenu => "proportional",
        ComonotoneMenu => "comonotone",
        UnrestrictedMenu => "unrestricted",
        _ => "listed",
    };
}
