using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Distributions;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>Reads problems of the kind <c>partnership</c>.</summary>
internal static class PartnershipReader
{
    /// <summary>The kind's name in problem files.</summary>
    public const string Kind = "partnership";

    /// <summary>What is known of a partner before weights are scaled.</summary>
    private sealed record Entry(string Name, Rational Share, DocumentNode ShareNode, Rational Weight, Distribution Type);

    /// <summary>The problem stated by a document whose kind is <see cref="Kind"/>.</summary>
    /// <exception cref="ProblemFileException">The document states none.</exception>
    public static Problem Read(MapNode root)
    {
        root.RejectUnknown("parley", "kind", "title", "agents", "surplusShares", "outside", "reports");
        DocumentNode listed = root.Required("agents");
        Entry[] entries = ReadAgents(listed);
        Rational largest = entries.Aggregate(Rational.Zero, (most, entry) => Rational.Max(most, entry.Weight));
        if (largest.IsZero)
        {
            throw listed.Error("every weight is 0, so nothing is to be maximised", "Give at least one agent a positive weight, such as weight: 1");
        }

        double[] surplus = SurplusShares(root.Optional("surplusShares"), entries, largest);
        double?[] buyOuts = BuyOuts(root.Optional("outside"), entries);
        var partnership = new Partnership(ProblemReader.Title(root), entries.Select((entry, i) => new Agent(
            entry.Name, entry.Share.ToDouble(), (entry.Weight / largest).ToDouble(), entry.Type, surplus[i], buyOuts[i])));
        if (!(partnership.High > partnership.Low))
        {
            throw listed.Error("every agent is sure to have the same value, so that nothing is to be gained", "Give some agent a type with more than one value");
        }

        RejectUnbounded(root.Optional("outside"), partnership);
        return new PartnershipProblem(root.Source, partnership, Reports(root.Optional("reports"), partnership));
    }

    private static Entry[] ReadAgents(DocumentNode listed)
    {
        MapNode agents = listed.AsMap();
        if (agents.Count is < 2 or > Partnership.MaximumAgents)
        {
            throw listed.Error($"a partnership has 2 to {Partnership.MaximumAgents} agents, not {agents.Count}", "List them as name: { share: 1/2, type: { uniform: [0, 1] } }");
        }

        Entry[] entries = [.. agents.Entries.Select(ReadAgent)];
        Rational sum = entries.Aggregate(Rational.Zero, (total, entry) => total + entry.Share);
        if (sum != 1)
        {
            throw entries[^1].ShareNode.Error($"the shares sum to {sum.ToShortString()}, not 1", "Make them sum to exactly 1; fractions such as 1/3 are exact");
        }

        return entries;
    }

    private static Entry ReadAgent(MapEntry entry)
    {
        string name = entry.KeyAsName();
        MapNode agent = entry.Value.AsMap();
        agent.RejectUnknown("share", "weight", "type");
        DocumentNode share = agent.Required("share");
        Rational owned = share.AsNumber();
        if (owned.Sign < 0 || owned > 1)
        {
            throw share.Error($"a share lies between 0 and 1, not at {owned.ToShortString()}", "Write the part of the asset that the agent owns, such as 1/2");
        }

        Rational weight = agent.Optional("weight") is { } node ? Weight(node) : Rational.One;
        return new Entry(name, owned, share, weight, DistributionReader.Read(agent.Required("type")));
    }

    private static Rational Weight(DocumentNode node)
    {
        Rational weight = node.AsNumber();
        return weight.Sign >= 0 ? weight : throw node.Error($"a weight is at least 0, not {weight.ToShortString()}", "Write 0 for an agent whose payoff does not count, 1 for one that counts fully");
    }

    /// <summary>Equal over the agents of the largest weight, unless the file says otherwise.</summary>
    private static double[] SurplusShares(DocumentNode? node, Entry[] entries, Rational largest)
    {
        int heaviest = entries.Count(entry => entry.Weight == largest);
        if (node is null)
        {
            return [.. entries.Select(entry => entry.Weight == largest ? 1.0 / heaviest : 0)];
        }

        Rational[] shares = ByAgent(node, entries, Rational.Zero, (entry, value) =>
        {
            Rational share = value.AsNumber();
            if (share.Sign < 0)
            {
                throw value.Error($"a surplus share is at least 0, not {share.ToShortString()}", "Write 0 for an agent that gets nothing of the surplus");
            }

            return share.IsZero || entry.Weight == largest ? share : throw value.Error(
                $"{entry.Name} gets a part of the surplus without having the largest weight", $"Leave {entry.Name} out, or raise its weight to the largest");
        });
        Rational sum = shares.Aggregate(Rational.Zero, (total, share) => total + share);
        return sum == 1 ? [.. shares.Select(share => share.ToDouble())]
            : throw node.Error($"the surplus shares sum to {sum.ToShortString()}, not 1", "Make them sum to exactly 1");
    }

    private static double?[] BuyOuts(DocumentNode? node, Entry[] entries) => node is null ? new double?[entries.Length]
        : ByAgent<double?>(node, entries, null, (_, value) => DistributionReader.Number(value));

    /// <summary>With buy-outs a buyer's lowest virtual type matters; where the density vanishes there, it is infinite.</summary>
    private static void RejectUnbounded(DocumentNode? outside, Partnership partnership)
    {
        if (outside is MapNode { Count: > 0 } && partnership.Agents.FirstOrDefault(agent => agent.Type.Atoms.Count == 0 && !(agent.Type.Density(agent.Type.Low, 0) > 0)) is { } agent)
        {
            throw outside.Error(
                $"the density of {agent.Name}'s value vanishes at its lower end, so its virtual type has no lower bound; with fixed buy-outs it needs one",
                "Give the density a positive value at its lower end, or remove the buy-outs");
        }
    }

    private static double[]? Reports(DocumentNode? node, Partnership partnership)
    {
        if (node is null)
        {
            return null;
        }

        MapNode map = node.AsMap();
        string[] names = [.. partnership.Agents.Select(agent => agent.Name)];
        map.RejectUnknown(names);
        if (partnership.Agents.FirstOrDefault(agent => !map.Contains(agent.Name)) is { } missing)
        {
            throw node.Error($"the report of {missing.Name} is missing", $"Add {missing.Name}: with a value; the mechanism needs everybody's");
        }

        return [.. partnership.Agents.Select(agent => Report(map.Required(agent.Name), agent))];
    }

    private static double Report(DocumentNode node, Agent agent)
    {
        double report = DistributionReader.Number(node);
        if (agent.Type.Atoms.Count > 0 && !agent.Type.Atoms.Any(atom => atom.Value == report))
        {
            throw node.Error($"{agent.Name} never has the value {report}", $"Report one of {string.Join(", ", agent.Type.Atoms.Take(8).Select(atom => atom.Value))}{(agent.Type.Atoms.Count > 8 ? ", ..." : "")}");
        }

        return report >= agent.Type.Low && report <= agent.Type.High ? report : throw node.Error(
            $"{agent.Name}'s values lie between {agent.Type.Low} and {agent.Type.High}, not at {report}", "Report a value that the others think possible, or widen the support");
    }

    /// <summary>A map from agents to values, in the order of the agents.</summary>
    private static T[] ByAgent<T>(DocumentNode node, Entry[] entries, T absent, Func<Entry, DocumentNode, T> read)
    {
        MapNode map = node.AsMap();
        string[] names = [.. entries.Select(entry => entry.Name)];
        map.RejectUnknown(names);
        return [.. entries.Select(entry => map.Optional(entry.Name) is { } value ? read(entry, value) : absent)];
    }
}
