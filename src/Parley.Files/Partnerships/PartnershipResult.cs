using Parley.Certificates.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;
using Parley.Problems.Promises;

namespace Parley.Files.Partnerships;

/// <summary>
/// Audits an outcome of a partnership and writes it as a result. Everything that the result says beyond multipliers, ironing
/// parameters and tie-breaking is recomputed here, so that a recorded result can be compared with it.
/// </summary>
public static class PartnershipResult
{
    /// <summary>The audited result.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="outcome">What the solver found, or what a result records.</param>
    /// <param name="request">What the result should list.</param>
    /// <param name="engine">The engine's version.</param>
    /// <param name="frontier">The optima along weights and shares, where they are asked for.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static PartnershipAnswer Of(
        PartnershipProblem problem, PartnershipOutcome outcome, PartnershipRequest request, string engine, Frontier? frontier = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(outcome);
        outcome = outcome is { Efficient: null, Unanswered: "" } ? outcome with { Unanswered = "the work was stopped before the first best was found" } : outcome;
        string[] flaws = [.. PartnershipFlaws.Of(outcome), .. frontier is null ? [] : frontier.ByWeight.Concat(frontier.ByShare).SelectMany(PartnershipFlaws.Of)];
        if (flaws.Length > 0)
        {
            return Worthless(flaws);
        }

        PartnershipFindings findings = PartnershipFindings.Of(outcome, cancellation: cancellation);
        if (findings.EfficientFlaw.Length > 0)
        {
            return Worthless([findings.EfficientFlaw]);
        }

        RealisedOutcome? realised = problem.Reports is { } reports && findings.IsAnswered ? RealisedOutcome.At(findings, reports) : null;
        int owner = realised is null ? -1 : Draw(realised.Chances, request.Seed);
        realised = realised?.For(owner, problem.Partnership.Origin);
        var extras = new PartnershipExtras(problem.Partnership, findings, request, frontier, cancellation);
        IReadOnlyList<Promise> promises = [.. PartnershipAudit.Run(findings, realised), .. extras.Promises];
        var writer = new PartnershipWriter(problem, findings, request);
        ResultMap tree = writer.Write(engine, promises, realised, owner, extras);
        return new PartnershipAnswer(new SolvedResult(tree, promises, flaws, findings.IsAnswered), findings, realised, owner, extras);
    }

    private static PartnershipAnswer Worthless(string[] flaws) => new(new SolvedResult(new ResultMap(), [], flaws, IsAnswered: false), null, null, -1, null);

    /// <summary>Draws the owner; the same seed, the same owner. Nothing is drawn where one chance is 1.</summary>
    private static int Draw(IReadOnlyList<double> chances, int seed)
    {
        double drawn = new Random(seed).NextDouble();
        int last = 0;
        for (int i = 0; i < chances.Count; i++)
        {
            if (chances[i] > 0)
            {
                last = i;
                if (drawn < chances[i])
                {
                    return i;
                }
            }

            drawn -= chances[i];
        }

        return last;
    }
}
