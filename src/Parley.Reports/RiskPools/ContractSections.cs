using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Reports.RiskPools;

/// <summary>The sections about how an allocation is agreed on and carried out: the game, the contract, and its test.</summary>
internal static class ContractSections
{
    /// <summary>What price-and-choose and the auction for the first move make of the pool; null where averages are skipped.</summary>
    public static Section? Game(RiskPoolProblem problem, PoolAnswer answer)
    {
        if (answer.Payoffs?.Game is not { } game)
        {
            return problem.Average is null || answer.Payoffs is null ? null
                : new Section("How they would agree", "The time was over before the members' averages over the menu were known, on which payoffs and bids rest. Give more time, or write average: none.");
        }

        IReadOnlyList<Member> members = problem.Pool.Members;
        string measure = problem.Average!.Measure switch
        {
            MenuMeasure.SignPreserving => "every division of the total in every scenario is as likely as any other",
            MenuMeasure.Proportional => "every vector of fixed shares is as likely as any other",
            _ => "the menu's own weights",
        };
        string averages = $"One after another the members post prices that average to 0 over the menu ({measure}), and the last one chooses. {Error(answer)}";
        if (!answer.Payoffs.IsFair)
        {
            return new Section("How they would agree", $"{averages} Welfare is below the sum of the averages, which are not of this menu: price-and-choose has nothing to share.");
        }

        (string first, string last) = (members[problem.Order[0]].Name, members[problem.Order[^1]].Name);
        return new Section("How they would agree",
            $"{averages} In equilibrium the choice is the allocation above, and the surplus over the averages, {Words.Decimal(game.Surplus)}, goes to {first}, who posts first; {last} chooses. "
            + $"If the first move is auctioned, everybody bids {Words.Decimal(game.Bid)} (the only symmetric equilibrium in pure bids; in any other at least two bid as much) and the surplus is shared equally.");
    }

    /// <summary>The contract in words.</summary>
    public static Section Contract(RiskPoolProblem problem, PoolAnswer answer)
    {
        ContractTerms terms = problem.Terms;
        PoolPayoffs payoffs = answer.Payoffs!;
        string split = !payoffs.IsAvailable ? $"The split '{ContractTerms.SplitNames[(int)payoffs.Split]}' that is asked for does not exist here: there are no transfers." : payoffs.Split switch
        {
            ContractSplit.Fair => "Sure transfers bring about the payoffs after the auction.",
            ContractSplit.PriceAndChoose => "Sure transfers bring about the payoffs of price-and-choose in the given order.",
            ContractSplit.Repaired => "Sure transfers bring about the repaired split, which is our own proposal: everybody gains the same over staying alone.",
            _ => "There are no sure transfers.",
        };
        string limits = answer.Limited is not { } limited ? ""
            : $" Limits on payments change {limited.Scenarios} of {problem.Pool.Scenarios} scenarios and cost {Words.Decimal(Settled(answer, answer.Findings!.Bounds!.Welfare - limited.Utilities.Sum()))} of welfare; {Worse(answer, limited)} of {problem.Pool.Members.Count} members end up below the split's payoff.";
        return new Section("The contract",
            $"Whatever total comes, {answer.Contract!.Rule.Sentence}. {split}{limits} Payments are multiples of {terms.Unit.ToShortString(12)} that sum to 0. Next: parley settle FILE RESULT --scenario {problem.FirstScenario}");
    }

    /// <summary>The test on held-out scenarios; null where it was not asked for.</summary>
    public static Section? HeldOut(PoolAnswer answer) => answer.HeldOut is not { } found ? null : new Section("The rule on scenarios that it has not seen",
        $"{found.Scenarios} scenarios were held out. The rule found without them has the welfare {Words.Decimal(found.Welfare, 9)} there, where the best allocation has {Words.Decimal(found.Best.Bounds!.Welfare, 9)}: it loses {Words.Decimal(Settled(answer, found.Lost), 4)}, or {Words.Decimal(Math.Abs(found.RelativeLoss) <= PoolFindings.Precision ? 0 : 100 * found.RelativeLoss, 3)} %.");

    /// <summary>A difference of money without what is only rounding.</summary>
    private static double Settled(PoolAnswer answer, double difference) => Math.Abs(difference) <= answer.Findings!.Tolerance ? 0 : difference;

    private static int Worse(PoolAnswer answer, CappedWelfare limited) =>
        limited.Utilities.Zip(answer.Findings!.Bounds!.Utilities).Count(pair => pair.First < pair.Second - answer.Findings.Tolerance);

    private static string Error(PoolAnswer answer)
    {
        IReadOnlyList<AverageUtility> averages = answer.Findings!.Outcome.Averages!;
        double worst = averages.Max(average => average.Error);
        return averages.Max(average => average.Guarantee) switch
        {
            AverageGuarantee.Exact => "The averages are exact.",
            AverageGuarantee.Enclosed => $"The averages are proved to within {Words.Decimal(worst, 2)}.",
            AverageGuarantee.Within => $"The averages are within {Words.Decimal(worst, 2)}.",
            _ => $"The averages are means of draws with a standard error of at most {Words.Decimal(worst, 2)}.",
        };
    }
}
