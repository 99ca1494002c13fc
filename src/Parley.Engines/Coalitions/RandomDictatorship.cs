using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The recursive conditional random dictatorship (section 5.1): in every coalition each member is drawn with equal
/// chance to demand a strong solution, the others being able to fall back on what their coalition would do without
/// that member.
/// </summary>
public static class RandomDictatorship
{
    /// <summary>
    /// The threats of all coalitions, smaller ones first; it ends at the first coalition in which a dictator has no strong
    /// solution, because nothing larger is then defined.
    /// </summary>
    /// <param name="game">The problem.</param>
    /// <param name="progress">Told of every coalition that was answered.</param>
    /// <param name="cancellation">Ends the work early, with what was found so far.</param>
    public static CoalitionOutcome Solve(
        CoalitionGame game, IProgress<Threat>? progress = null, CancellationToken cancellation = default) =>
        ByCoalition.Solve(game, CoalitionConcept.RandomDictatorship, Answer, progress, cancellation);

    /// <summary>The strong solutions of all members, or why some have none.</summary>
    internal static (List<Dictatorship> Demands, List<string> Missing) Demands(
        CoalitionOutcome smaller, Subgame subgame, CancellationToken cancellation)
    {
        var dictators = new Dictators(subgame, cancellation);
        List<Dictatorship> demands = [];
        List<string> missing = [];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            switch (dictators.FindStrong(member, smaller.ValueWithout(subgame, member)))
            {
                case Dictators.Answer.Strong(var demand):
                    demands.Add(demand);
                    break;
                case Dictators.Answer.None(var reason):
                    missing.Add($"as dictator, {subgame.States.Member(member).Name} has no strong solution: {reason}");
                    break;
            }
        }

        return (demands, missing);
    }

    private static ByCoalition.Step Answer(CoalitionOutcome smaller, Subgame subgame, CancellationToken cancellation)
    {
        var (demands, missing) = Demands(smaller, subgame, cancellation);
        if (missing.Count > 0)
        {
            return new ByCoalition.Step.NotFound("not every member has a strong solution to demand", missing);
        }

        var improvement = new Improvement(subgame, cancellation);
        Mechanism average = improvement.Gentlest(Mechanism.Average([.. demands.Select(demand => demand.Mechanism)]));
        return new ByCoalition.Step.Found(
            new Threat(average, improvement.Judge(average), demands));
    }
}
