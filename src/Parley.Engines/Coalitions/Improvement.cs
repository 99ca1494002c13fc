using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>Incentive compatible mechanisms that are at least as good for every type as a given one.</summary>
internal sealed class Improvement(Subgame subgame, CancellationToken cancellation)
{
    /// <summary>
    /// The incentive compatible mechanism that gives every type at least its floor and maximises a weighted sum of
    /// payoffs; with the weights and multipliers (scaled so that the weights sum to 1) whose dual bound it attains.
    /// </summary>
    /// <param name="floors">The least payoff of every type.</param>
    /// <param name="objective">How much each type's payoff counts, at least 0; its floor's price is added in the returned weights.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="InvalidOperationException">No incentive compatible mechanism reaches the floors.</exception>
    public (Mechanism Mechanism, TypeVector Weights, Multipliers Multipliers) Find(TypeVector floors, TypeVector objective) =>
        TryFind(floors, objective) ?? throw new InvalidOperationException("no incentive compatible mechanism reaches the floors");

    /// <summary>
    /// An incentive efficient mechanism that gives every type at least its floor, with the evidence; null where none does.
    /// </summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public (Mechanism Mechanism, EfficiencyEvidence.Supported Evidence)? FindAbove(TypeVector floors) =>
        TryFind(floors, TypeVector.Of(subgame.States, (_, _) => Rational.One)) is var (mechanism, weights, multipliers)
            ? (mechanism, new EfficiencyEvidence.Supported(weights, multipliers))
            : null;

    private (Mechanism Mechanism, TypeVector Weights, Multipliers Multipliers)? TryFind(TypeVector floors, TypeVector objective)
    {
        var program = new MechanismProgram(subgame, cancellation);
        var incentives = program.AddIncentives();
        Dictionary<(int, int), int> places = [];
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < subgame.States.TypeCount(member); type++)
            {
                places.Add((member, type), program.ConditionCount);
                program.AddFloor(member, type, floors[member, type]);
            }
        }

        if (program.Maximise(objective) is not MechanismProgram.Answer.Optimal optimal)
        {
            return null;
        }

        TypeVector weights = TypeVector.Of(subgame.States, (member, type) => objective[member, type] + optimal.Multipliers[places[(member, type)]]);
        Rational scale = weights.Sum().Reciprocal();
        return (
            optimal.Mechanism,
            TypeVector.Of(subgame.States, (member, type) => weights[member, type] * scale),
            new Multipliers(incentives.Select(entry => (entry.Key.Member, entry.Key.True, entry.Key.Reported, optimal.Multipliers[entry.Value] * scale))));
    }

    /// <summary>Whether a mechanism is incentive efficient, with the evidence either way.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public EfficiencyEvidence Judge(Mechanism mechanism)
    {
        TypeVector payoffs = mechanism.Payoffs();
        var (better, weights, multipliers) = Find(payoffs, TypeVector.Of(subgame.States, (_, _) => Rational.One));
        return better.Payoffs().Sum() == payoffs.Sum()
            ? new EfficiencyEvidence.Supported(weights, multipliers)
            : new EfficiencyEvidence.Dominated(better);
    }

    /// <summary>
    /// Among the incentive compatible mechanisms with the same payoffs, the gentlest: the one in which members expect to
    /// lose least, after the fact, against what they could do alone. The payoffs are what was promised; which mechanism
    /// brings them about is ours to choose, and people accept one better that seldom leaves anyone worse off.
    /// </summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Mechanism Gentlest(Mechanism mechanism) => WithPayoffs(mechanism.Payoffs())
        ?? throw new InvalidOperationException("the mechanism is not incentive compatible");

    /// <summary>The gentlest incentive compatible mechanism with these payoffs; null where there is none.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Mechanism? WithPayoffs(TypeVector payoffs)
    {
        var program = new MechanismProgram(subgame, cancellation);
        program.AddIncentives();
        for (int member = 0; member < subgame.MemberCount; member++)
        {
            for (int type = 0; type < subgame.States.TypeCount(member); type++)
            {
                program.AddPayoff(member, type, payoffs[member, type]);
            }
        }

        return program.MinimiseLoss() is MechanismProgram.Answer.Optimal optimal ? optimal.Mechanism : null;
    }
}
