using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.RiskPools;

/// <summary>Reads the members of a pool.</summary>
internal static class MemberReader
{
    /// <summary>The most members of a pool.</summary>
    public const int MaximumMembers = 10_000;

    private const string Example = "List them as ana: { position: [0, -10], utility: { entropic: 1/5 } }, or name { file: members.csv }";

    /// <summary>The members, in order.</summary>
    /// <param name="node">The value of <c>members</c>.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <param name="hasPositions">True where positions stand in a file of their own.</param>
    /// <exception cref="ProblemFileException">They are not well described.</exception>
    public static StatedMember[] Read(DocumentNode node, int scenarios, bool hasPositions)
    {
        MapNode map = node.AsMap();
        if (map.Optional("file") is ScalarNode { IsNull: false } file)
        {
            map.RejectUnknown("file");
            return hasPositions ? MemberTable.Read(file)
                : throw node.Error("members in a file bring positions in a file", "Add positions: { file: positions.npy }, members x scenarios");
        }

        StatedMember[] members = [.. map.Entries.Select(entry => Member(entry, scenarios, hasPositions))];
        return members.Length is > 0 and <= MaximumMembers ? members : throw node.Error($"a pool has 1 to {MaximumMembers} members, not {members.Length}", Example);
    }

    private static StatedMember Member(MapEntry entry, int scenarios, bool hasPositions)
    {
        string name = entry.KeyAsName();
        MapNode member = entry.Value.AsMap();
        member.RejectUnknown("position", "utility", "beliefs");
        return new StatedMember(
            name,
            UtilityReader.Read(member.Required("utility")),
            member.Optional("beliefs") is { } beliefs ? BeliefsReader.Read(beliefs, scenarios, null) : StatedBeliefs.Nothing,
            Position(member, scenarios, hasPositions));
    }

    private static Rational[]? Position(MapNode member, int scenarios, bool hasPositions)
    {
        if (hasPositions)
        {
            return member.Optional("position") is { } second
                ? throw second.Error("positions stand in a file, and a second time here", "Keep one of the two")
                : null;
        }

        ListNode amounts = member.Required("position").AsList();
        ProbabilityReader.RejectCount(amounts, scenarios, "position", "amount of money");
        return [.. amounts.Select(Amount)];
    }

    /// <summary>An amount of money: exact, and within what floating point holds.</summary>
    public static Rational Amount(DocumentNode node)
    {
        Rational amount = node.AsNumber();
        DistributionReader.Double(amount, node.Error);
        return amount;
    }
}
