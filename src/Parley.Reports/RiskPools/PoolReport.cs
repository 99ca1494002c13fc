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
            sections.Add(Members(answer, bounds));
            if (problem.Pool.Scenarios <= MostColumns && problem.Pool.Members.Count <= MostRows)
            {
                sections.Add(Parts(findings));
            }

            sections.AddRange(new[] { ContractSections.Game(problem, answer), ContractSections.Contract(problem, answer), ContractSections.HeldOut(answer) }.OfType<Section>());
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

    private static Section Members(PoolAnswer answer, PoolBounds bounds)
    {
        (PoolFindings findings, PoolPayoffs payoffs) = (answer.Findings!, answer.Payoffs!);
        IReadOnlyList<Member> members = findings.Outcome.Pool.Members;
        int leaving = Enumerable.Range(0, members.Count).Count(payoffs.StaysOut);
        string when = payoffs.IsFair ? "With the payoffs after the auction" : "Without transfers";
        string joins = leaving == 0 ? $"{when} everybody would join."
            : $"{when} {leaving} of {members.Count} would rather stay out."
                + (payoffs.IsRepaired ? " With the repaired split, which is our own proposal, everybody gains the same over staying alone, and nobody would." : "");
        string others = members.Count > MostRows ? $" The {MostRows} who would lose most by joining are shown, of {members.Count}." : "";
        int[] shown = [.. Enumerable.Range(0, members.Count)];
        shown = members.Count > MostRows ? [.. shown.OrderByDescending(payoffs.Shortfall).Take(MostRows)] : shown;
        List<(Column Column, Func<int, Cell> Cell)> columns =
        [
            (new Column("member"), i => members[i].Name),
            (new Column("utility", true), i => new Cell(Words.Decimal(bounds.Utilities[i]), Tone.Strong)),
            (new Column("alone", true), i => Words.Decimal(members[i].StandAlone)),
        ];
        if (findings.Outcome.Averages is { } averages)
        {
            columns.Add((new Column("average", true), i => Words.Decimal(averages[i].Value)));
        }

        if (payoffs.IsFair)
        {
            columns.Add((new Column("in this order", true), i => Words.Decimal(payoffs.Payoff(ContractSplit.PriceAndChoose, i))));
            columns.Add((new Column("after the auction", true), i => Words.Decimal(payoffs.Payoff(ContractSplit.Fair, i))));
        }

        columns.Add((new Column("joins"), i => payoffs.StaysOut(i) ? new Cell($"no, loses {Words.Decimal(payoffs.Shortfall(i), 4)}", Tone.Bad) : new Cell("yes", Tone.Good)));
        if (payoffs.IsRepaired)
        {
            columns.Add((new Column("repaired", true), i => Words.Decimal(findings.Repaired(i))));
        }

        return new Section("Who gains, who would rather stay out", joins + others, new Table(
            [.. columns.Select(column => column.Column)], [.. shown.Select(i => (IReadOnlyList<Cell>)[.. columns.Select(column => column.Cell(i))])]));
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
