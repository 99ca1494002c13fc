using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Reads what members want of the contract that carries their allocation out.</summary>
/// <param name="members">The members' names, in order.</param>
/// <param name="hasAverage">True where averages over the menu are computed, which the fair split needs.</param>
internal sealed class ContractReader(IReadOnlyList<string> members, bool hasAverage)
{
    private const string Example = "{ split: fair, mostPaid: { ana: 20 }, unit: 0.01 }";

    /// <summary>The terms; where nothing is said, the first split that there is, no limits, and cents.</summary>
    /// <param name="node">The value of <c>contract</c>, if there is one.</param>
    /// <exception cref="ProblemFileException">No terms stand here.</exception>
    public ContractTerms Read(DocumentNode? node)
    {
        double[] unlimited = [.. members.Select(_ => double.PositiveInfinity)];
        if (node is null)
        {
            return new ContractTerms(null, unlimited, ContractTerms.Cent);
        }

        MapNode map = node as MapNode ?? throw node.Expected("the terms of a contract", $"Write {Example}");
        map.RejectUnknown("split", "mostPaid", "unit");
        return new ContractTerms(
            map.Optional("split") is { } split ? Split(split) : null,
            map.Optional("mostPaid") is { } most ? MostPaid(most, unlimited) : unlimited,
            map.Optional("unit") is { } unit ? Unit(unit) : ContractTerms.Cent);
    }

    private ContractSplit Split(DocumentNode node)
    {
        string name = node.AsText();
        string[] names = [.. ContractTerms.SplitNames];
        int index = Array.IndexOf(names, name);
        return index < 0 ? throw node.Error($"unknown split {Shown.Quoted(name)}", Suggestion.For(name, names, "The splits are"))
            : (ContractSplit)index is ContractSplit.Fair or ContractSplit.PriceAndChoose && !hasAverage
                ? throw node.Error($"the split '{name}' needs the members' averages over the menu, and they are skipped", "Remove average: none, or choose repaired or none")
                : (ContractSplit)index;
    }

    private double[] MostPaid(DocumentNode node, double[] unlimited)
    {
        if (node is not MapNode map)
        {
            double all = Amount(node);
            return [.. unlimited.Select(_ => all)];
        }

        map.RejectUnknown([.. members]);
        return [.. members.Select((name, i) => map.Optional(name) is { } most ? Amount(most) : unlimited[i])];
    }

    private static double Amount(DocumentNode node) => MemberReader.Amount(node) is { Sign: >= 0 } amount
        ? amount.ToDouble() : throw node.Error("the most that somebody pays is at least 0", "Give an amount of money, 0 for a member who never pays");

    private static Rational Unit(DocumentNode node)
    {
        Rational unit = node.AsNumber();
        DistributionReader.Double(unit, node.Error);
        return unit.Sign > 0 ? unit : throw node.Error("the unit of payments is above 0", "Write 0.01 for cents");
    }
}
