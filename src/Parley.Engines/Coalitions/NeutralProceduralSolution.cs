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
    /// <param name="progress">Told of every coalition that was answered.</param>
    /// <param name="cancellation">Ends the work early, with what was found so far.</param>
    public static CoalitionOutcome Solve(
        CoalitionGame game, IProgress<Threat>? progress = null, CancellationToken cancellation = default) =>
        ByCoalition.Solve(game, CoalitionConcept.NeutralProcedural, Answer, progress, cancellation);

    private static ByCoalition.Step Answer(CoalitionOutcome smaller, Subgame subgame, CancellationToken cancellation)
    {
        var improvement = new Improvement(subgame, cancellation);
        var (demands, tried) = RandomDictatorship.Demands(smaller, subgame, cancellation);
        if (demands.Count < subgame.MemberCount)
        {
            return new ByCoalition.Step.NotFound("random dictatorship is not defined, and no other candidate is known", tried);
        }

        Mechanism average = Mechanism.Average([.. demands.Select(demand => demand.Mechanism)]);
        if (new WarrantProgram(smaller, average).Solve(cancellation) is { } scales)
        {
            return new ByCoalition.Step.Found(new Threat(improvement.Gentlest(average), ThreatLabel.RandomDictatorship, scales, demands));
        }

        tried.Add("the average of the members' strong solutions is not incentive efficient, or no positive weights warrant it");
        TypeVector equally = TypeVector.Of(subgame.States, (_, _) => Rational.One);
        Mechanism improved = improvement.Find(average.Payoffs(), equally).Mechanism;
        if (new WarrantProgram(smaller, improved).Solve(cancellation) is { } improvedScales)
        {
            return new ByCoalition.Step.Found(new Threat(improvement.Gentlest(improved), ThreatLabel.Interior, improvedScales, demands));
        }

        tried.Add("no positive weights warrant an efficient mechanism that is better than that average for every type");
        return new ByCoalition.Step.NotFound("no candidate could be certified as its neutral procedural solution", tried);
    }
}
