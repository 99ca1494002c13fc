using Parley.Files.Documents;
using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Reads the allocations that members may choose from.</summary>
/// <param name="members">The members' names, in order.</param>
/// <param name="total">The total by scenario.</param>
/// <param name="exactTotal">The exact total by scenario; null where positions came from a file of floating point numbers.</param>
internal sealed class MenuReader(IReadOnlyList<string> members, double[] total, Rational[]? exactTotal)
{
    /// <summary>How far the parts of a listed allocation may miss a total that came from a file of floating point numbers, relative to the amounts that are added.</summary>
    public const double Rounding = 1e-9;

    private const string Example = "sign-preserving, or { allocations: [{ ana: [0, -5], ben: [0, -5] }], weights: [1] }";

    /// <summary>Every menu that has a name: to add one, add its line.</summary>
    private static readonly Dictionary<string, Menu> s_named = new()
    {
        ["sign-preserving"] = new SignPreservingMenu(),
        ["proportional"] = new ProportionalMenu(),
        ["comonotone"] = new ComonotoneMenu(),
        ["unrestricted"] = new UnrestrictedMenu(),
    };

    /// <summary>The menu; the sign-preserving one where none is given.</summary>
    /// <exception cref="ProblemFileException">No menu stands here.</exception>
    public Menu Read(DocumentNode? node) => node switch
    {
        null => s_named["sign-preserving"],
        MapNode map => Listed(map),
        ScalarNode { IsNull: false } name => s_named.TryGetValue(name.Text, out Menu? menu)
            ? menu
            : throw node.Error($"unknown menu {Shown.Quoted(name.Text)}", Suggestion.For(name.Text, s_named.Keys, "The menus are")),
        _ => throw node.Expected("a menu", $"Write {Example}"),
    };

    private ListedMenu Listed(MapNode map)
    {
        map.RejectUnknown("allocations", "weights");
        DocumentNode listed = map.Required("allocations");
        IReadOnlyList<IReadOnlyList<double>>[] allocations = [.. listed.AsList().Select(Allocation)];
        return allocations.Length > 0
            ? new ListedMenu(allocations, Weights(map.Optional("weights"), allocations.Length))
            : throw listed.Error("there is no allocation to choose from", $"Write {Example}");
    }

    private double[][] Allocation(DocumentNode node)
    {
        MapNode map = node.AsMap();
        map.RejectUnknown([.. members]);
        if (members.FirstOrDefault(name => !map.Contains(name)) is { } missing)
        {
            throw node.Error($"the allocation has no part for {missing}", $"Add {missing}: with an amount for each scenario, 0 where nothing is due");
        }

        Rational[][] parts = [.. members.Select(name => Part(map.Required(name)))];
        for (int s = 0; s < total.Length; s++)
        {
            RejectOther(node, s, parts);
        }

        return [.. parts.Select(part => part.Select(amount => amount.ToDouble()).ToArray())];
    }

    private Rational[] Part(DocumentNode node)
    {
        ListNode amounts = node.AsList();
        ProbabilityReader.RejectCount(amounts, total.Length, "part", "amount of money");
        return [.. amounts.Select(MemberReader.Amount)];
    }

    private void RejectOther(DocumentNode node, int scenario, Rational[][] parts)
    {
        Rational sum = parts.Aggregate(Rational.Zero, (all, part) => all + part[scenario]);
        double scale = Math.Abs(total[scenario]) + parts.Sum(part => Math.Abs(part[scenario].ToDouble()));
        bool isSplit = exactTotal is not null ? sum == exactTotal[scenario] : Math.Abs(sum.ToDouble() - total[scenario]) <= Rounding * scale;
        if (!isSplit)
        {
            string wanted = exactTotal?[scenario].ToShortString() ?? $"{total[scenario]}";
            throw node.Error($"in scenario {scenario + 1} the parts sum to {sum.ToShortString()}, and the positions to {wanted}", "Make every allocation split the total");
        }
    }

    private static double[] Weights(DocumentNode? node, int count)
    {
        if (node is null)
        {
            return [.. Enumerable.Repeat(1.0 / count, count)];
        }

        ListNode list = node.AsList();
        return list.Count == count ? ProbabilityReader.Reference(node)
            : throw node.Error($"a menu has one weight for each of its {count} allocations, not {list.Count}", "Leave weights out where all are equal");
    }
}
