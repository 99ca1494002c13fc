using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// A game seen by one coalition: its members, its states and what it can decide, which is each way of splitting into
/// parts and each choice of a listed decision for every part. Members are numbered by their position in the coalition.
/// </summary>
/// <remarks>
/// There are soon too many joint decisions to list. Those that somebody wants are written down when they are first asked
/// for, and numbered in that order; <see cref="Best"/> finds the best of all without listing them. Not safe for use
/// from several threads at once.
/// </remarks>
public sealed class Subgame
{
    /// <summary>The largest number of decisions times states that <see cref="ListAll"/> writes down.</summary>
    public const int MaximumDecisions = 200_000;

    private readonly List<IReadOnlyList<Part>> _startingAt;
    private readonly Dictionary<string, int> _known = [];
    private readonly List<string> _keys = [];
    private readonly List<IReadOnlyList<DecisionOption>> _decisions = [];
    private readonly List<Rational> _payoffs = [];
    private readonly List<Part> _parts;

    internal Subgame(CoalitionGame game, Coalition coalition)
    {
        Game = game;
        Coalition = coalition;
        Players = coalition.Players();
        States = new StateSpace(Players.Select(player => game.Players[player]));
        _parts = [.. game.ActiveCoalitions.Where(coalition.Includes).Select(block => new Part(this, block))];
        _startingAt = [.. Enumerable.Range(0, MemberCount).Select(member => (IReadOnlyList<Part>)[.. _parts.Where(part => part.Members[0] == member)])];
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

    /// <summary>How many joint decisions are written down so far.</summary>
    public int DecisionCount => _decisions.Count;

    /// <summary>A decision's name; products join the parts' names with <c> &amp; </c>.</summary>
    public string DecisionName(int decision) => Game.Names.Join(_decisions[decision]);

    /// <summary>A text that orders decisions the same way wherever and in whatever order they are written down.</summary>
    internal string Key(int decision) => _keys[decision];

    /// <summary>The listed decisions that a joint decision is made of.</summary>
    public IReadOnlyList<DecisionOption> Options(int decision) => _decisions[decision];

    /// <summary>u_i(d, t): a member's payoff from a decision in a state.</summary>
    public Rational Payoff(int decision, int state, int member) =>
        _payoffs[(((decision * States.Count) + state) * MemberCount) + member];

    /// <summary>
    /// The largest payoff that a listed decision gives a member less the smallest; 1 where all are equal. In units of it
    /// nothing depends on the unit or the zero of anybody's payoffs.
    /// </summary>
    public Rational PayoffRange(int member)
    {
        Rational[] payoffs = [.. from part in _parts
            let k = part.Members.ToList().IndexOf(member)
            where k >= 0
            from option in Enumerable.Range(0, part.OptionCount)
            from row in part.Option(option).Payoffs
            select row[k]];
        Rational range = payoffs.Max() - payoffs.Min();
        return range.IsZero ? Rational.One : range;
    }

    /// <summary>The position in this coalition of a player of the game, who must belong.</summary>
    public int MemberOf(int player) => BitOperations.PopCount(Coalition.Bits & ((1u << player) - 1));

    /// <summary>
    /// The parts of the best joint decision, where a joint decision is worth what its parts are worth together, and its
    /// worth. Costs one call of <paramref name="value"/> for each listed decision, and at most 3^n additions.
    /// </summary>
    /// <param name="value">What a part contributes with one of its listed decisions.</param>
    public (IReadOnlyList<(Part Part, int Option)> Choice, Rational Worth) Best(Func<Part, int, Rational> value)
    {
        var favourites = _parts.ToDictionary(part => part, part => Enumerable.Range(0, part.OptionCount)
            .Select(option => (Option: option, Worth: value(part, option)))
            .MaxBy(pair => pair.Worth));
        Dictionary<uint, (Rational Worth, Part Part)> best = [];
        Rational BestOf(uint left)
        {
            if (left == 0)
            {
                return Rational.Zero;
            }

            if (!best.TryGetValue(left, out var known))
            {
                known = _startingAt[BitOperations.TrailingZeroCount(left)]
                    .Where(part => (part.Mask & ~left) == 0)
                    .Select(part => (Worth: favourites[part].Worth + BestOf(left & ~part.Mask), Part: part))
                    .MaxBy(pair => pair.Worth);
                best.Add(left, known);
            }

            return known.Worth;
        }

        Rational worth = BestOf(Everyone);
        List<(Part, int)> chosen = [];
        for (uint left = Everyone; left != 0; left &= ~chosen[^1].Item1.Mask)
        {
            Part part = best[left].Part;
            chosen.Add((part, favourites[part].Option));
        }

        return (chosen, worth);
    }

    /// <summary>The decision of a name; -1 where there is none.</summary>
    public int Find(string name) => Game.Names.Parse(name, [.. _startingAt], Everyone) is { } parts ? WriteDown(parts) : -1;

    /// <summary>How many joint decisions there are, at most <paramref name="limit"/>.</summary>
    public long Count(long limit)
    {
        Dictionary<uint, long> counts = new() { [0] = 1 };
        long CountOf(uint left)
        {
            if (!counts.TryGetValue(left, out long count))
            {
                foreach (Part part in _startingAt[BitOperations.TrailingZeroCount(left)].Where(part => (part.Mask & ~left) == 0))
                {
                    count = Math.Min(limit, count + (part.OptionCount * CountOf(left & ~part.Mask)));
                }

                counts.Add(left, count);
            }

            return count;
        }

        return CountOf(Everyone);
    }

    /// <summary>Writes all joint decisions down.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="MaximumDecisions"/> decisions times states.</exception>
    public void ListAll()
    {
        if (Count(MaximumDecisions) * States.Count >= MaximumDecisions)
        {
            throw new InvalidOperationException($"more than {MaximumDecisions} decisions times states");
        }

        AddProducts(Everyone, []);
        IsListed = true;
    }

    /// <summary>True where all joint decisions are written down.</summary>
    public bool IsListed { get; private set; }

    private uint Everyone => (1u << MemberCount) - 1;

    /// <summary>Walks the partitions of what is left and all choices of their parts.</summary>
    private void AddProducts(uint left, List<(Part, int)> chosen)
    {
        if (left == 0)
        {
            WriteDown(chosen);
            return;
        }

        foreach (Part part in _startingAt[BitOperations.TrailingZeroCount(left)].Where(part => (part.Mask & ~left) == 0))
        {
            for (int option = 0; option < part.OptionCount; option++)
            {
                AddProducts(left & ~part.Mask, [.. chosen, (part, option)]);
            }
        }
    }

    /// <summary>The number of a joint decision, which is written down if it was not before.</summary>
    /// <param name="chosen">Its parts, in the order of their first members, with a listed decision of each.</param>
    public int WriteDown(IReadOnlyList<(Part Part, int Option)> chosen)
    {
        // Parts come in the order of their first members, so equal decisions have equal keys.
        string key = string.Concat(chosen.Select(choice => $"{(char)(choice.Part.Mask & 0xFFFF)}{(char)(choice.Part.Mask >> 16)}{(char)choice.Option}"));
        if (_known.TryGetValue(key, out int decision))
        {
            return decision;
        }

        _known.Add(key, _decisions.Count);
        _keys.Add(key);
        _decisions.Add([.. chosen.Select(choice => choice.Part.Option(choice.Option))]);
        int start = _payoffs.Count;
        _payoffs.AddRange(Enumerable.Repeat(Rational.Zero, States.Count * MemberCount));
        foreach (var (part, option) in chosen)
        {
            for (int state = 0; state < States.Count; state++)
            {
                for (int k = 0; k < part.Members.Count; k++)
                {
                    _payoffs[start + (state * MemberCount) + part.Members[k]] = part.Payoff(option, state, k);
                }
            }
        }

        return _decisions.Count - 1;
    }
}
