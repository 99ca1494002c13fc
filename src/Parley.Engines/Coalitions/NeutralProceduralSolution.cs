using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// Salamanca's neutral procedural solution (Definition 4): every coalition's threat is incentive efficient, and is what
/// a random dictatorship would give if payoffs could be transferred in the threat's own virtual scales.
/// </summary>
public static class NeutralProceduralSolution
{
    /// <summary>
    /// The threats of all coalitions, smaller ones first; it ends at the first coalition for which no candidate could be
    /// certified.
    /// </summary>
    /// <param name="game">The problem.</param>
    /// <param name="concept">The name under which the solution is asked for: without private information it is the consistent value, and for two players Nash's.</param>
    /// <param name="seed">Which random weights the searches start from where the first ones fail, and when looking for other solutions.</param>
    /// <param name="progress">Told of every coalition that was answered.</param>
    /// <param name="cancellation">Ends the work early, with what was found so far.</param>
    public static CoalitionOutcome Solve(
        CoalitionGame game,
        CoalitionConcept concept = CoalitionConcept.NeutralProcedural,
        int seed = 0,
        IProgress<Threat>? progress = null,
        CancellationToken cancellation = default) =>
        ByCoalition.Solve(
            game, concept, (smaller, subgame, stop) => Answer(smaller, subgame, seed, stop), progress, cancellation);

    private static ByCoalition.Step Answer(CoalitionOutcome smaller, Subgame subgame, int seed, CancellationToken cancellation)
    {
        var (demands, tried) = RandomDictatorship.Demands(smaller, subgame, cancellation);
        if (demands.Count == subgame.MemberCount)
        {
            Mechanism average = Mechanism.Average([.. demands.Select(demand => demand.Mechanism)]);
            if (new WarrantProgram(smaller, average).Solve(cancellation) is { } scales)
            {
                Mechanism gentlest = new Improvement(subgame, cancellation).Gentlest(average);
                return new ByCoalition.Step.Found(new Threat(gentlest, scales, demands));
            }

            tried.Add("the average of the members' strong solutions is not incentive efficient, or no positive weights warrant it");
        }

        return new FixedPoint(smaller, subgame, seed, cancellation).Find(tried) is { } threat
            ? new ByCoalition.Step.Found(threat with { Dictatorships = demands })
            : new ByCoalition.Step.NotFound("no candidate could be certified as its neutral procedural solution", tried);
    }
}
