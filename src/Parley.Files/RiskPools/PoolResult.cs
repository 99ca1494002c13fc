using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Averages;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;
using Parley.Problems.Promises;

namespace Parley.Files.RiskPools;

/// <summary>
/// Audits what was found for a pool and writes it as a result. Everything that the result says beyond its certificate is recomputed
/// here, so that a recorded result can be compared with it.
/// </summary>
public static class PoolResult
{
    /// <summary>The audited result.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="outcome">What the solver found, or what a result records.</param>
    /// <param name="request">What the result should hold.</param>
    /// <param name="engine">The engine's version.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static PoolAnswer Of(RiskPoolProblem problem, PoolOutcome outcome, PoolRequest request, string engine, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(request);
        string[] flaws = [.. PoolFlaws.Of(outcome)];
        if (flaws.Length > 0)
        {
            return new PoolAnswer(new SolvedResult(new ResultMap(), [], flaws, IsAnswered: false), null);
        }

        PoolFindings findings = PoolFindings.Of(outcome, cancellation);
        PoolPayoffs? payoffs = findings.Bounds is null ? null
            : new PoolPayoffs(findings, outcome.Averages is { } averages ? [.. averages.Select(average => average.Value)] : null, problem.Order, problem.Terms);
        PoolContract? contract = payoffs is null ? null : new PoolContract(problem.Pool, outcome.Evidence!, payoffs.Transfers, problem.Terms);
        CappedWelfare? limited = contract is not null && problem.Terms.IsCapped
            ? CappedWelfare.Of(problem.Pool, contract, problem.Positions.ToArray(cancellation), cancellation) : null;
        (HeldOutFindings? heldOut, IReadOnlyList<string> heldOutFlaws) = outcome.HeldOut is null ? (null, []) : HeldOutFindings.Of(problem.Pool, outcome.HeldOut, cancellation);
        if (heldOutFlaws.Count > 0)
        {
            return new PoolAnswer(new SolvedResult(new ResultMap(), [], heldOutFlaws, IsAnswered: false), null);
        }

        IReadOnlyList<AverageCheck.Finding>? checkedAverages = outcome.Averages is null || payoffs is null || problem.Average is null ? null
            : AverageCheck.Of(problem.Pool, problem.Average.Measure, outcome.Averages, cancellation);
        IReadOnlyList<Promise> promises = [.. PoolAudit.Run(findings, payoffs, checkedAverages), .. Game(problem, findings, payoffs)];
        ResultMap tree = new PoolWriter(problem, findings, payoffs, contract, limited, heldOut, request).Write(engine, promises);
        // A gap too wide to be an answer is no broken promise: the result then claims bounds only.
        IReadOnlyList<Promise> claimed = findings.IsAnswered ? promises : [.. promises.Select(promise => promise with { Claimed = false })];
        return new PoolAnswer(new SolvedResult(tree, claimed, [], findings.IsAnswered && !LacksAverages(problem, findings)), findings, payoffs, limited) { Contract = contract, HeldOut = heldOut };
    }

    /// <summary>True where averages are asked for, and the time was over before there were any.</summary>
    internal static bool LacksAverages(RiskPoolProblem problem, PoolFindings findings) => problem.Average is not null && findings.Bounds is not null && findings.Outcome.Averages is null;

    /// <summary>On a list: price-and-choose checked by backward induction.</summary>
    private static IEnumerable<Promise> Game(RiskPoolProblem problem, PoolFindings findings, PoolPayoffs? payoffs)
    {
        if (payoffs is { IsFair: true } && findings.Outcome.Evidence is Choice choice && PoolPayoffs.GameOn(problem.Pool, problem.Order) is { } game)
        {
            yield return PriceGameAudit.SubgamePerfect(game, PriceGameAudit.Prices(game), choice.Index, findings.Tolerance);
        }
    }
}
