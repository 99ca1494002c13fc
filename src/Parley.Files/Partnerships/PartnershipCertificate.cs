using Parley.Certificates.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;

namespace Parley.Files.Partnerships;

/// <summary>
/// Writes and reads the evidence of a partnership's result: the dual point, the allocation rules, and the efficient rule.
/// Nothing else in a result is believed.
/// </summary>
internal static class PartnershipCertificate
{
    /// <summary>The evidence as a tree.</summary>
    public static ResultMap Write(PartnershipOutcome outcome)
    {
        var map = new ResultMap();
        if (outcome.Partnership.Origin is not 0 and var origin)
        {
            map.Add("origin", origin);
        }

        if (outcome.Bound is { } bound)
        {
            map.Add("bound", new ResultMap { ["multiplier"] = bound.Multiplier, ["ironing"] = Ironing(outcome.Partnership, bound.Ironing) });
        }

        map.Add("rules", new ResultList(outcome.Rules.Select(rule => (ResultNode)Rule(outcome.Partnership, rule))));
        if (outcome.Rules.Count > 0 && outcome.Efficient is { } efficient)
        {
            map.Add("efficient", Rule(outcome.Partnership, efficient));
        }

        return map;
    }

    /// <summary>The recorded evidence.</summary>
    /// <exception cref="RecordedResultException">It lacks something, or names an agent that the problem does not have.</exception>
    public static PartnershipOutcome Read(RecordedNode certificate, Partnership partnership, string unanswered)
    {
        return new PartnershipOutcome(
            partnership,
            certificate.Optional("bound") is { } bound ? new DualPoint(bound["multiplier"].Number(), ReadIroning(bound["ironing"], partnership)) : null,
            [.. certificate["rules"].Items().Select(rule => ReadRule(rule, partnership))],
            certificate.Optional("efficient") is { } efficient ? ReadRule(efficient, partnership) : null,
            unanswered);
    }

    /// <summary>The hierarchies of a lottery, each with its probability, and with its level where levels differ.</summary>
    public static IEnumerable<ResultNode> Hierarchies(Partnership partnership, RankNames names, TieBreaking ties, bool withLevel) => ties.Hierarchies.Select(hierarchy =>
    {
        var map = new ResultMap();
        if (withLevel && ties.Level is double level)
        {
            map.Add("level", partnership.Origin + level);
        }

        map.Add("order", new ResultList(hierarchy.Order.Select(rank => (ResultNode)names[rank])));
        map.Add("probability", hierarchy.Probability);
        return (ResultNode)map;
    });

    private static ResultMap Rule(Partnership partnership, AllocationRule rule) => new()
    {
        ["probability"] = rule.Probability,
        ["multiplier"] = rule.Multiplier,
        ["ironing"] = Ironing(partnership, rule.Ironing),
        ["ties"] = new ResultList(rule.Ties.Select(ties =>
        {
            var map = new ResultMap();
            if (ties.Level is double level)
            {
                map.Add("level", level);
            }

            map.Add("hierarchies", new ResultList(Hierarchies(partnership, new RankNames(partnership), ties, withLevel: false)));
            return (ResultNode)map;
        })),
    };

    private static ResultMap Ironing(Partnership partnership, IReadOnlyList<double> ironing) =>
        ResultMap.Of(partnership.Agents.Select((agent, i) => (agent.Name, (ResultNode)ironing[i])));

    private static double[] ReadIroning(RecordedNode node, Partnership partnership) => [.. partnership.Agents.Select(agent => node[agent.Name].Number())];

    private static AllocationRule ReadRule(RecordedNode node, Partnership partnership)
    {
        var names = new RankNames(partnership);
        Hierarchy ReadHierarchy(RecordedNode hierarchy) => new([.. hierarchy["order"].Items().Select(names.Read)], hierarchy["probability"].Number());
        return new AllocationRule(
            node["probability"].Number(),
            node["multiplier"].Number(),
            ReadIroning(node["ironing"], partnership),
            [.. node["ties"].Items().Select(ties => new TieBreaking(ties.Optional("level")?.Number(), [.. ties["hierarchies"].Items().Select(ReadHierarchy)]))]);
    }
}
