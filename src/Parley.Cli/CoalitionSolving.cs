using Parley.Certificates.Coalitions;
using Parley.Engines.Coalitions;
using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Reports;
using Parley.Reports.Coalitions;

namespace Parley.Cli;

/// <summary>Solves coalition problems for the command line: chooses the rule, runs it, audits and reports.</summary>
internal static class CoalitionSolving
{
    /// <summary>The audited result and its report.</summary>
    /// <exception cref="BadArgumentException">The concept does not exist or does not apply.</exception>
    public static (SolvedResult Result, Report Report) Solve(
        CoalitionProblem problem, string? named, int seed, string version, CancellationToken cancellation)
    {
        CoalitionConcept concept = Concept(named);
        RejectUnfit(problem, concept);
        return problem switch
        {
            WorthProblem worths => Shapley(problem, worths.Game, concept, version, cancellation),
            DecisionProblem { Game: var game } when concept == CoalitionConcept.Shapley =>
                Shapley(problem, WorthGame.From(game, cancellation), concept, version, cancellation),
            DecisionProblem decisions => ByDecisions(decisions, concept, seed, version, cancellation),
            _ => throw new ArgumentException("an unknown form of coalition problem", nameof(problem)),
        };
    }

    private static CoalitionConcept Concept(string? named)
    {
        if (named is null)
        {
            return CoalitionConcept.NeutralProcedural;
        }

        return CoalitionConcepts.TryParse(named, out CoalitionConcept concept)
            ? concept
            : throw new BadArgumentException($"--concept {named}: unknown. {Suggestion.For(named, [.. CoalitionConcepts.Names], "The concepts of coalition problems are")}");
    }

    private static void RejectUnfit(CoalitionProblem problem, CoalitionConcept concept)
    {
        string? objection = problem is DecisionProblem decisions
            ? concept.Objection(decisions.Game)
            : concept.Objection(((WorthProblem)problem).Game.Players.Count);
        if (objection is not null)
        {
            throw new BadArgumentException($"--concept {concept.Name()}: {objection}");
        }
    }

    private static (SolvedResult, Report) ByDecisions(
        DecisionProblem problem, CoalitionConcept concept, int seed, string version, CancellationToken cancellation)
    {
        using var progress = new ProgressLine<Threat>((_, answered) => $"{answered} of {(1L << problem.Game.Players.Count) - 1} coalitions answered");
        CoalitionOutcome outcome = concept == CoalitionConcept.RandomDictatorship
            ? RandomDictatorship.Solve(problem.Game, progress, cancellation)
            : NeutralProceduralSolution.Solve(problem.Game, concept, seed, progress, cancellation);
        SolvedResult result = CoalitionResult.Of(problem, outcome, version);
        return (result, CoalitionReport.Of(outcome, result));
    }

    private static (SolvedResult, Report) Shapley(
        CoalitionProblem problem, WorthGame game, CoalitionConcept concept, string version, CancellationToken cancellation)
    {
        WorthOutcome outcome = ShapleyValue.Solve(game, concept, cancellation);
        SolvedResult result = CoalitionResult.Of(problem, outcome, version);
        return (result, CoalitionReport.Of(outcome, result));
    }
}
