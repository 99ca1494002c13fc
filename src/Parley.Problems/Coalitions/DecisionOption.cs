using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>A joint decision that a problem lists for a coalition.</summary>
/// <param name="Coalition">Who must agree to it.</param>
/// <param name="Name">Its name; unique within the coalition.</param>
/// <param name="Payoffs">For each state of the coalition, one payoff for each member.</param>
public sealed record DecisionOption(Coalition Coalition, string Name, IReadOnlyList<IReadOnlyList<Rational>> Payoffs)
{
    /// <summary>Its name without the terms on which it is taken.</summary>
    public string BaseName { get; init; } = Name;

    /// <summary>The terms on which it is taken, such as a price: the values of the problem's <c>for</c> variables.</summary>
    public IReadOnlyList<KeyValuePair<string, Rational>> Terms { get; init; } = [];
}
