using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>A coalition inside a coalition that has decisions of its own: what it can contribute to a joint decision.</summary>
public sealed class Part
{
    private readonly DecisionOption[] _options;
    private readonly int[] _stateThere;

    internal Part(Subgame whole, Coalition block)
    {
        Block = block;
        _options = [.. whole.Game.OptionsOf(block)];
        Members = [.. block.Players().Select(whole.MemberOf)];
        Mask = Members.Aggregate(0u, (mask, member) => mask | (1u << member));
        var states = new StateSpace(block.Players().Select(player => whole.Game.Players[player]));
        _stateThere = [.. Enumerable.Range(0, whole.States.Count).Select(state => whole.States.Project(state, states, [.. Members]))];
    }

    /// <summary>The players.</summary>
    public Coalition Block { get; }

    /// <summary>The players' positions in the whole coalition.</summary>
    public IReadOnlyList<int> Members { get; }

    /// <summary>How many decisions are listed for it.</summary>
    public int OptionCount => _options.Length;

    /// <summary>Bit k is set where the whole coalition's member k belongs.</summary>
    internal uint Mask { get; }

    /// <summary>A listed decision.</summary>
    public DecisionOption Option(int option) => _options[option];

    /// <summary>What the k-th of <see cref="Members"/> gets from a listed decision in a state of the whole coalition.</summary>
    public Rational Payoff(int option, int state, int k) => _options[option].Payoffs[_stateThere[state]][k];
}
