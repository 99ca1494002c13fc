using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The recursion that the solutions share: coalitions by increasing size, each given the threats of all smaller ones.
/// </summary>
internal static class ByCoalition
{
    /// <summary>So few joint decisions are cheaper listed than searched for.</summary>
    private const int FewDecisions = 50;
    private const int FewStates = 1_000;

    /// <summary>A mechanism has a lottery for every profile of types.</summary>
    private const long MostStates = 200_000;

    /// <summary>What became of one coalition.</summary>
    public abstract record Step
    {
        /// <summary>Its threat.</summary>
        public sealed record Found(Threat Threat) : Step;

        /// <summary>None was found; why, and what was tried.</summary>
        public sealed record NotFound(string Reason, IReadOnlyList<string> Tried) : Step;
    }

    /// <summary>Runs the recursion until every coalition is answered, one cannot be, or the work is cancelled.</summary>
    public static CoalitionOutcome Solve(
        CoalitionGame game,
        CoalitionConcept concept,
        Func<CoalitionOutcome, Subgame, CancellationToken, Step> answer,
        IProgress<Threat>? progress,
        CancellationToken cancellation)
    {
        var outcome = new CoalitionOutcome(game, concept, []);
        foreach (Coalition coalition in game.Everyone.Subcoalitions())
        {
            switch (Attempt(outcome, coalition, answer, cancellation))
            {
                case Step.Found(var threat):
                    outcome = outcome.With(threat);
                    progress?.Report(threat);
                    break;
                case Step.NotFound(var reason, var tried):
                    return outcome with { Unanswered = new Unanswered(coalition, reason, tried) };
            }
        }

        return outcome;
    }

    private static Step Attempt(
        CoalitionOutcome outcome,
        Coalition coalition,
        Func<CoalitionOutcome, Subgame, CancellationToken, Step> answer,
        CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            if (StatesOf(outcome.Game, coalition) is var states and > MostStates)
            {
                return new Step.NotFound($"it has {states} profiles of types, more than the {MostStates} for which mechanisms are computed", []);
            }

            Subgame subgame = outcome.Game.Restrict(coalition);
            if (subgame.States.Count <= FewStates && subgame.Count(FewDecisions + 1) <= FewDecisions)
            {
                subgame.ListAll();
            }

            return coalition.Count == 1 ? new Step.Found(Alone(subgame)) : answer(outcome, subgame, cancellation);
        }
        catch (OperationCanceledException)
        {
            return new Step.NotFound("the work was stopped before this coalition was answered", []);
        }
    }

    private static double StatesOf(CoalitionGame game, Coalition coalition) =>
        coalition.Players().Aggregate(1.0, (product, player) => product * game.Players[player].Types.Count);

    /// <summary>A player alone takes the best decision for each type (4.4); every weighting supports it.</summary>
    private static Threat Alone(Subgame subgame)
    {
        var mechanism = new Mechanism(subgame, Enumerable.Range(0, subgame.States.Count).Select(state => new[]
        {
            new Draw(subgame.WriteDown(subgame.Best((part, option) => part.Payoff(option, state, 0)).Choice), Rational.One),
        }));
        TypeVector weights = TypeVector.Of(subgame.States, subgame.States.TypeProbability);
        return new Threat(mechanism, new EfficiencyEvidence.Supported(weights, Multipliers.None), []);
    }
}
