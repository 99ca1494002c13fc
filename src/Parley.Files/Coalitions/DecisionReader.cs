using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>Reads the decisions of a coalition problem: <c>for</c> ranges, expressions and tables by type.</summary>
internal sealed class DecisionReader(PlayerList players)
{
    /// <summary>The most decisions that one entry's <c>for</c> may make.</summary>
    private const int MaximumCombinations = 10_000;

    /// <summary>The most profiles of types that a decision's coalition may have; no engine answers more.</summary>
    private const int MaximumProfiles = Subgame.MaximumDecisions;

    /// <summary>All decisions of the list, each <c>for</c> written out.</summary>
    /// <exception cref="ProblemFileException">An entry is not well described, or two decisions of a coalition share a name.</exception>
    public IReadOnlyList<DecisionOption> Read(ListNode list)
    {
        List<DecisionOption> options = [];
        HashSet<(Coalition, string)> names = [];
        foreach (DocumentNode node in list)
        {
            MapNode map = node.AsMap();
            foreach (DecisionOption option in ReadEntry(map))
            {
                if (!names.Add((option.Coalition, option.Name)))
                {
                    throw map.Required("name").Error($"this coalition has two decisions named '{option.Name}'", "Give each decision of a coalition its own name");
                }

                options.Add(option);
            }
        }

        return options;
    }

    private IEnumerable<DecisionOption> ReadEntry(MapNode map)
    {
        map.RejectUnknown("coalition", "name", "for", "payoffs");
        DocumentNode named = map.Required("coalition");
        Coalition coalition = players.CoalitionOf(
            named is ListNode list ? [.. list.Select(player => player.AsName())] : [named.AsName()], named.Error);
        RejectTooManyProfiles(coalition, named);
        string name = map.Required("name").AsName();
        MapNode payoffs = map.Required("payoffs").AsMap();
        RejectOutsiders(payoffs, coalition);
        var table = new PayoffReader(players, coalition, payoffs);
        foreach (var values in Combinations(map.Optional("for")?.AsMap()))
        {
            string suffix = values.Count == 0 ? "" : $" ({string.Join(", ", values.Select(value => $"{value.Key}={value.Value.ToShortString()}"))})";
            yield return new DecisionOption(coalition, name + suffix, table.Evaluate(values)) { BaseName = name, Terms = values };
        }
    }

    /// <summary>Before anything is written down for each profile: twenty types of six players have 64 million.</summary>
    private void RejectTooManyProfiles(Coalition coalition, DocumentNode named)
    {
        long profiles = 1;
        foreach (int player in coalition.Players())
        {
            profiles *= players.Players[player].Types.Count;
            if (profiles > MaximumProfiles)
            {
                throw named.Error($"the types of this coalition's members have more than {MaximumProfiles} profiles", "Use fewer types, or a smaller coalition");
            }
        }
    }

    private void RejectOutsiders(MapNode payoffs, Coalition coalition)
    {
        string[] members = [.. coalition.Players().Select(player => players.Players[player].Name)];
        foreach (MapEntry entry in payoffs.Entries)
        {
            if (!members.Contains(entry.Key))
            {
                throw entry.KeyError(
                    players.IndexOf(entry.Key) >= 0 ? $"'{entry.Key}' is not in this decision's coalition" : $"'{entry.Key}' is not a player",
                    entry.Value.IsNull && entry.Key.Contains(')')
                        ? "Put an expression that holds a comma in quotes, since commas separate what stands in braces"
                        : Suggestion.For(entry.Key, members, "The coalition's members are"));
            }
        }
    }

    /// <summary>Every choice of one value for each variable; one empty choice where there are none.</summary>
    private IEnumerable<IReadOnlyList<KeyValuePair<string, Rational>>> Combinations(MapNode? variables)
    {
        IEnumerable<IReadOnlyList<KeyValuePair<string, Rational>>> combinations = [[]];
        long count = 1;
        foreach (MapEntry entry in variables?.Entries ?? [])
        {
            CheckVariable(entry);
            IReadOnlyList<Rational> values = ReadValues(entry.Value);
            count *= values.Count;
            if (count > MaximumCombinations)
            {
                throw entry.Value.Error($"'for' makes more than {MaximumCombinations} decisions here", "Use fewer or coarser values");
            }

            combinations = [.. combinations.SelectMany(chosen => values.Select(value => (IReadOnlyList<KeyValuePair<string, Rational>>)[.. chosen, new(entry.Key, value)]))];
        }

        return combinations;
    }

    private void CheckVariable(MapEntry entry)
    {
        if (players.IndexOf(entry.Key) >= 0)
        {
            throw entry.KeyError($"'{entry.Key}' is a player's name", "Choose another name for the variable");
        }

        if (!PayoffReader.IsReadable(entry.Key) || entry.Key.Contains('.'))
        {
            throw entry.KeyError($"'{entry.Key}' cannot be a variable", "Use a word of letters, digits and underscores");
        }
    }

    /// <summary>A list of numbers, a single number, or <c>{from, to, step}</c>, whose end is included where a step meets it.</summary>
    private static IReadOnlyList<Rational> ReadValues(DocumentNode node)
    {
        if (node is not MapNode range)
        {
            IReadOnlyList<Rational> listed = node is ListNode list ? [.. list.Select(item => item.AsNumber())] : [node.AsNumber()];
            return listed.Count == 0 ? throw node.Error("an empty list of values", "List at least one value")
                : listed.Distinct().Count() < listed.Count ? throw node.Error("a value stands twice", "List each value once")
                : listed;
        }

        range.RejectUnknown("from", "to", "step");
        Rational from = range.Required("from").AsNumber();
        Rational to = range.Required("to").AsNumber();
        Rational step = range.Optional("step")?.AsNumber() ?? Rational.One;
        if (step.Sign <= 0 || to < from)
        {
            throw node.Error("the range never gets from its start to its end", "Give from <= to and a step above 0");
        }

        Rational steps = (to - from) / step;
        return steps > MaximumCombinations
            ? throw node.Error($"the range has more than {MaximumCombinations} values", "Use a larger step")
            : [.. Enumerable.Range(0, (int)(steps.Numerator / steps.Denominator) + 1).Select(k => from + (k * step))];
    }
}
