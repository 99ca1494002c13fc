namespace Parley.Problems.Coalitions;

/// <summary>
/// The names of joint decisions: the parts' names joined by <c> &amp; </c> in the order of their first members. A name
/// that several coalitions of the game use, or that holds the joining sign, says whose it is, so that no two joint
/// decisions of a coalition share a name.
/// </summary>
internal sealed class DecisionNames(CoalitionGame game)
{
    private const string Joint = " & ";

    private readonly ILookup<string, DecisionOption> _byName = game.Options.ToLookup(option => option.Name);

    /// <summary>The name of a joint decision.</summary>
    public string Join(IReadOnlyList<DecisionOption> parts) => string.Join(Joint, parts.Select(part => Label(part, parts.Count == 1)));

    /// <summary>The parts that a name joins, in the parts' order; null where it names none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="parts">For each member of the coalition, the parts whose first member it is.</param>
    /// <param name="everyone">The mask of all members.</param>
    public IReadOnlyList<(Part Part, int Option)>? Parse(string name, IReadOnlyList<Part>[] parts, uint everyone)
    {
        foreach (Part whole in parts[0].Where(part => part.Mask == everyone))
        {
            for (int option = 0; option < whole.OptionCount; option++)
            {
                if (Label(whole.Option(option), isWhole: true) == name)
                {
                    return [(whole, option)];
                }
            }
        }

        List<(Part, int)> found = [];
        return Walk(name, parts, everyone, found) ? found : null;
    }

    private bool Walk(ReadOnlySpan<char> rest, IReadOnlyList<Part>[] parts, uint left, List<(Part, int)> found)
    {
        foreach (Part part in parts[System.Numerics.BitOperations.TrailingZeroCount(left)])
        {
            for (int option = 0; (part.Mask & ~left) == 0 && option < part.OptionCount; option++)
            {
                string label = Label(part.Option(option), isWhole: false);
                uint after = left & ~part.Mask;
                if (!rest.StartsWith(label, StringComparison.Ordinal))
                {
                    continue;
                }

                ReadOnlySpan<char> tail = rest[label.Length..];
                found.Add((part, option));
                if ((after == 0 && tail.IsEmpty)
                    || (after != 0 && tail.StartsWith(Joint, StringComparison.Ordinal) && Walk(tail[Joint.Length..], parts, after, found)))
                {
                    return true;
                }

                found.RemoveAt(found.Count - 1);
            }
        }

        return false;
    }

    /// <summary>A listed decision's own name, or with its players where the name alone could mean something else.</summary>
    private string Label(DecisionOption option, bool isWhole)
    {
        bool isClear = !option.Name.Contains(Joint, StringComparison.Ordinal)
            && (isWhole || option.Coalition.Count == 1 || _byName[option.Name].Count() == 1);
        return isClear ? option.Name : $"{option.Name} [{string.Join(", ", option.Coalition.Players().Select(player => game.Players[player].Name))}]";
    }
}
