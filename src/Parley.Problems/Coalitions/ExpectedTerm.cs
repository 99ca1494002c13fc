using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>What a mechanism's terms (a price, a fee) are on average, in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Name">The term's name.</param>
/// <param name="Chance">The probability that a decision with this term is drawn.</param>
/// <param name="Mean">The term's mean, given that one is drawn.</param>
public sealed record ExpectedTerm(int State, string Name, Rational Chance, Rational Mean)
{
    /// <summary>Every term of a mechanism that may be drawn, by state and name.</summary>
    public static IReadOnlyList<ExpectedTerm> Of(Mechanism mechanism)
    {
        Subgame subgame = mechanism.Subgame;
        return [.. Enumerable.Range(0, subgame.States.Count).SelectMany(state => mechanism.Lottery(state).ToArray()
            .SelectMany(draw => subgame.Terms(draw.Decision).Select(term => (draw.Probability, term.Key, term.Value)))
            .GroupBy(entry => entry.Key)
            .Select(same =>
            {
                Rational chance = same.Aggregate(Rational.Zero, (sum, entry) => sum + entry.Probability);
                Rational total = same.Aggregate(Rational.Zero, (sum, entry) => sum + (entry.Probability * entry.Value));
                return new ExpectedTerm(state, same.Key, chance, total / chance);
            }))];
    }
}
