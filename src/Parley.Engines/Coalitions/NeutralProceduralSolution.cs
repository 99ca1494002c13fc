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
        var (demands, tried) = RandomDictatorship.Demands(smaller, subgame, cancellation);
        if (tried.Count == 0)
        {
            Mechanism average = Mechanism.Average([.. demands.Select(demand => demand.Mechanism)]);
            if (new WarrantProgram(smaller, average).Solve(cancellation) is { } scales)
            {
                return new ByCoalition.Step.Found(new Threat(average, ThreatLabel.RandomDictatorship, scales, demands));
            }

            tried.Add("the average of the members' strong solutions is not incentive efficient");
        }

        foreach (var (name, candidate) in Candidates(smaller, subgame, demands, cancellation))
        {
            if (new WarrantProgram(smaller, candidate).Solve(cancellation) is { } scales)
            {
                return new ByCoalition.Step.Found(new Threat(candidate, ThreatLabel.Interior, scales, demands));
            }

            tried.Add($"{name}: no positive weights warrant it");
        }

        return new ByCoalition.Step.NotFound("no candidate could be certified as its neutral procedural solution", tried);
    }

    /// <summary>
    /// Mechanisms worth certifying where random dictatorship fails: averages of what the members could demand, made
    /// efficient.
    /// </summary>
    private static IEnumerable<(string Name, Mechanism Candidate)> Candidates(
        CoalitionOutcome smaller, Subgame subgame, List<Dictatorship> demands, CancellationToken cancellation)
    {
        var improvement = new Improvement(subgame, cancellation);
        TypeVector equally = TypeVector.Of(subgame.States, (_, _) => Rational.One);
        if (demands.Count == subgame.MemberCount)
        {
            Mechanism average = Mechanism.Average([.. demands.Select(demand => demand.Mechanism)]);
            yield return ("a Pareto improvement on that average", improvement.Find(average.Payoffs(), equally).Mechanism);
        }

        // Without (4.12b)'s equality the others may get more than their outside option; a dictator who cannot keep all
        // of the gains then still has something safe to demand.
        var dictators = new Dictators(subgame, cancellation);
        Mechanism?[] generous = [.. Enumerable.Range(0, subgame.MemberCount)
            .Select(member => dictators.BestSafe(member, smaller.ValueWithout(subgame, member), exactly: false))];
        if (generous.All(mechanism => mechanism is not null))
        {
            Mechanism average = Mechanism.Average(generous!);
            yield return ("the average of the members' best safe demands, participation as an inequality", average);
            yield return ("a Pareto improvement on it", improvement.Find(average.Payoffs(), equally).Mechanism);
        }
    }
}
