using Parley.Files.Results;
using Parley.Problems.Coalitions;

namespace Parley.Files.Coalitions;

/// <summary>Recomputes a coalition result from what was recorded.</summary>
internal static class CoalitionVerification
{
    /// <summary>The result that the recorded mechanisms and certificates support.</summary>
    /// <exception cref="RecordedResultException">The record cannot be read against the problem.</exception>
    public static SolvedResult Recompute(CoalitionProblem problem, RecordedNode root, string engine)
    {
        switch (problem)
        {
            case WorthProblem worths:
                if (CoalitionRecord.Concept(root).Objection(worths.Game.Players.Count) is { } objection)
                {
                    throw root["concept"].Error(objection);
                }

                return CoalitionResult.Of(problem, CoalitionRecord.Read(root, worths.Game), engine);
            case DecisionProblem decisions when CoalitionRecord.Concept(root) == CoalitionConcept.Shapley:
                return decisions.Game.HasCompleteInformation
                    ? CoalitionResult.Of(problem, CoalitionRecord.Read(root, WorthGame.From(decisions.Game)), engine)
                    : throw root["concept"].Error("Shapley's value is defined only where no player has private information");
            case DecisionProblem decisions:
                return CoalitionResult.Of(decisions, CoalitionRecord.Read(root, decisions), engine);
            default:
                throw new ArgumentException("an unknown form of coalition problem", nameof(problem));
        }
    }
}
