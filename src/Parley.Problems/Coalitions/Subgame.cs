using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// A game seen by one coalition: its members, its states and everything it can decide, which is each way of splitting
/// into parts and each choice of a listed decision for every part. Members are numbered by their position in the
/// coalition.
/// </summary>
public sealed class Subgame
{
    /// <summary>The largest number of decisions times states that is written out.</summary>
    public const int MaximumDecisions = 200_000;

    private readonly List<string> _names = [];
    private readonly List<Coalition[]> _partitions = [];
    private readonly List<Rational> _payoffs = [];

    internal Subgame(CoalitionGame game, Coalition coalition)
    {
        Game = game;
        Coalition = coalition;
        Players = coalition.Players();
        States = new StateSpace(Players.Select(player => game.Players[player]));
        AddProducts(coalition, []);
        TellApart();
    }

    /// <summary>The game that this is part of.</summary>
    public CoalitionGame Game { get; }

    /// <summary>Whose view it is.</summary>
    public Coalition Coalition { get; }

    /// <summary>The members' positions in the game, increasing.</summary>
    public IReadOnlyList<int> Players { get; }

    /// <summary>The profiles of the members' types.</summary>
    public StateSpace States { get; }

    /// <summary>The number of members.</summary>
    public int MemberCount => Players.Count;

    /// <summary>How many decisions the coalition can take.</summary>
    public int DecisionCount => _names.Count;

    /// <summary>A decision's name; products join the parts' names with <c> &amp; </c>.</summary>
    public string DecisionName(int decision) => _names[decision];

    /// <summary>u_i(d, t): a member's payoff from a decision in a state.</summary>
    public Rational Payoff(int decision, int state, int member) =>
        _payoffs[(((decision * States.Count) + state) * MemberCount) + member];

    /// <summary>The position in this coalition of a player of the game, who must belong.</summary>
    public int MemberOf(int player) => BitOperations.PopCount(Coalition.Bits & ((1u << player) - 1));

    /// <summary>Walks the partitions of what is left; the block that takes the first player left comes next.</summary>
    private void AddProducts(Coalition left, List<Coalition> blocks)
    {
        if (left.Bits == 0)
        {
            AddProduct(blocks);
            return;
        }

        Coalition first = new(left.Bits & (uint)-(int)left.Bits);
        uint others = left.Without(first).Bits;
        for (uint part = 0; ; part = (part - others) & others)
        {
            var block = new Coalition(first.Bits | part);
            if (Game.OptionsOf(block).Any())
            {
                AddProducts(left.Without(block), [.. blocks, block]);
            }

            if (part == others)
            {
                break;
            }
        }
    }

    private void AddProduct(List<Coalition> blocks)
    {
        Part[] parts = [.. blocks.Select(block => new Part(this, block))];
        int[] choice = new int[parts.Length];
        do
        {
            AddDecision(parts, choice);
        }
        while (Advance(choice, parts));
    }

    private static bool Advance(int[] choice, Part[] parts)
    {
        int block = choice.Length - 1;
        while (block >= 0 && ++choice[block] == parts[block].Options.Length)
        {
            choice[block--] = 0;
        }

        return block >= 0;
    }

    private void AddDecision(Part[] parts, int[] choice)
    {
        if ((long)(DecisionCount + 1) * States.Count > MaximumDecisions)
        {
            throw new TooManyDecisionsException(this);
        }

        _names.Add(string.Join(" & ", parts.Select((part, block) => part.Options[choice[block]].Name)));
        _partitions.Add([.. parts.Select(part => part.Block)]);
        int start = _payoffs.Count;
        _payoffs.AddRange(Enumerable.Repeat(Rational.Zero, States.Count * MemberCount));
        for (int block = 0; block < parts.Length; block++)
        {
            DecisionOption option = parts[block].Options[choice[block]];
            for (int state = 0; state < States.Count; state++)
            {
                IReadOnlyList<Rational> payoffs = option.Payoffs[parts[block].StateThere[state]];
                for (int k = 0; k < payoffs.Count; k++)
                {
                    _payoffs[start + (state * MemberCount) + parts[block].Members[k]] = payoffs[k];
                }
            }
        }
    }

    /// <summary>One block of a partition: what it can do, and where its members and states are in the coalition.</summary>
    private sealed class Part
    {
        public Part(Subgame whole, Coalition block)
        {
            Block = block;
            Options = [.. whole.Game.OptionsOf(block)];
            Members = [.. block.Players().Select(whole.MemberOf)];
            var states = new StateSpace(block.Players().Select(player => whole.Game.Players[player]));
            StateThere = [.. Enumerable.Range(0, whole.States.Count).Select(state => whole.States.Project(state, states, Members))];
        }

        public Coalition Block { get; }

        public DecisionOption[] Options { get; }

        public int[] Members { get; }

        public int[] StateThere { get; }
    }

    /// <summary>Different partitions may join to the same words: those names say who does what.</summary>
    private void TellApart()
    {
        foreach (IGrouping<string, int> same in Enumerable.Range(0, DecisionCount).GroupBy(decision => _names[decision]).ToArray())
        {
            foreach (int decision in same.Count() > 1 ? same : Enumerable.Empty<int>())
            {
                _names[decision] += $" ({string.Join("; ", _partitions[decision].Select(NamesOf))})";
            }
        }

        NumberCopies();
    }

    /// <summary>Names that hold a joining sign of their own may still be the same: those are numbered.</summary>
    private void NumberCopies()
    {
        HashSet<string> taken = [];
        for (int decision = 0; decision < DecisionCount; decision++)
        {
            string name = _names[decision];
            for (int copy = 2; !taken.Add(_names[decision]); copy++)
            {
                _names[decision] = $"{name} #{copy}";
            }
        }
    }

    private string NamesOf(Coalition block) =>
        string.Join(", ", block.Players().Select(player => Game.Players[player].Name));
}

/// <summary>A coalition can do more things than can be written out one by one.</summary>
public sealed class TooManyDecisionsException(Subgame subgame) : Exception(
    $"the coalition of {subgame.MemberCount} players can combine what its parts can do in more than " +
    $"{Subgame.MaximumDecisions / subgame.States.Count} ways ({Subgame.MaximumDecisions} with its {subgame.States.Count} states)")
{
    /// <summary>The coalition in question.</summary>
    public Coalition Coalition { get; } = subgame.Coalition;
}
