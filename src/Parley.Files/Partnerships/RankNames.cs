using Parley.Files.Results;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>
/// How places in an order of ties are written: an agent's name for all of the agent's types that have no place of their own,
/// and <c>ana (seller)</c> or <c>ana (buyer)</c> for the part that has one. Where an agent bears such a name, apostrophes
/// follow it until nobody does.
/// </summary>
public sealed class RankNames
{
    private readonly Rank[] _ranks;
    private readonly string[] _names;

    /// <summary>The names of a partnership's places.</summary>
    public RankNames(Partnership partnership)
    {
        ArgumentNullException.ThrowIfNull(partnership);
        HashSet<string> taken = [.. partnership.Agents.Select(agent => agent.Name)];
        IEnumerable<(Rank Rank, string Name)> Of(TypePart part, string suffix) => partnership.Agents.Select((agent, i) => (new Rank(i, part), Free($"{agent.Name} ({suffix})", taken)));
        (Rank Rank, string Name)[] all =
        [
            .. partnership.Agents.Select((agent, i) => (new Rank(i), agent.Name)),
            .. Of(TypePart.Seller, "seller"),
            .. Of(TypePart.Buyer, "buyer"),
        ];
        _ranks = [.. all.Select(single => single.Rank)];
        _names = [.. all.Select(single => single.Name)];
    }

    /// <summary>The name of a place.</summary>
    public string this[Rank rank] => _names[Array.IndexOf(_ranks, rank)];

    /// <summary>The place that a recorded name means.</summary>
    /// <exception cref="RecordedResultException">It means none.</exception>
    internal Rank Read(RecordedNode name) => _ranks[name.OneOf(_names, "an agent, or an agent's sellers or buyers")];

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name += "'";
        }

        return name;
    }
}
