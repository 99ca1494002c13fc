using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>What a mechanism's terms (a price, a fee) are on average, in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Decision">What is done on these terms: the decision's name without them, with its players where several coalitions use that name.</param>
/// <param name="Name">The term's name.</param>
/// <param name="Chance">The probability that the decision is drawn.</param>
/// <param name="Mean">The term's mean, given that it is.</param>
public sealed record ExpectedTerm(int State, string Decision, string Name, Rational Chance, Rational Mean)
{
    /// <summary>Every term of a mechanism that may be drawn, by state, decision and name.</summary>
    public static IReadOnlyList<ExpectedTerm> Of(Mechanism mechanism)
    {
        Subgame subgame = mechanism.Subgame;
        return [.. Enumerable.Range(0, subgame.States.Count).SelectMany(state => mechanism.Lottery(state).ToArray()
            .SelectMany(draw => subgame.Options(draw.Decision).SelectMany(option => option.Terms.Select(term => (option, term, draw.Probability))))
            .GroupBy(entry => (Decision: LabelOf(subgame.Game, entry.option), entry.term.Key))
            .Select(same =>
            {
                Rational chance = same.Aggregate(Rational.Zero, (sum, entry) => sum + entry.Probability);
                Rational total = same.Aggregate(Rational.Zero, (sum, entry) => sum + (entry.Probability * entry.term.Value));
                return new ExpectedTerm(state, same.Key.Decision, same.Key.Key, chance, total / chance);
            }))];
    }

    private static string LabelOf(CoalitionGame game, DecisionOption option) =>
        game.Options.Any(other => other.BaseName == option.BaseName && other.Coalition != option.Coalition)
            ? $"{option.BaseName} [{string.Join(", ", option.Coalition.Players().Select(player => game.Players[player].Name))}]"
            : option.BaseName;
}
