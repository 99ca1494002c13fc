using System.CommandLine;
using System.Globalization;
using Parley.Files;
using Parley.Files.Partnerships;
using Parley.Problems.Partnerships;

namespace Parley.Cli;

/// <summary>The options of <c>solve</c> that only partnerships know.</summary>
internal static class PartnershipOptions
{
    private const int MostPoints = 10_000;

    private static readonly Option<string?> s_points = new("--points") { Description = "Partnerships: list the mechanism at so many equally spaced types of everybody (11 by default)." };
    private static readonly Option<string[]> s_at = new("--at") { Description = "Partnerships: list the mechanism at these types: --at ana=0.3,0.7 (repeatable).", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<bool> s_doubleAuction = new("--double-auction") { Description = "Partnerships of two: also as a double auction, with bids and taxes." };
    private static readonly Option<string?> s_frontier = new("--frontier") { Description = "Partnerships of two: so many points of the frontier as weights, and as shares, vary." };

    /// <summary>The options.</summary>
    public static IEnumerable<Option> All => [s_points, s_at, s_doubleAuction, s_frontier];

    /// <summary>The first of these options that was given; null where none was.</summary>
    public static string? FirstGiven(ParseResult arguments) => All.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>What a result should list.</summary>
    /// <exception cref="BadArgumentException">An option does not fit the problem.</exception>
    public static PartnershipRequest Request(ParseResult arguments, PartnershipProblem problem, int seed)
    {
        Partnership partnership = problem.Partnership;
        int points = Count(s_points, arguments) ?? PartnershipRequest.DefaultPoints;
        int frontier = Count(s_frontier, arguments) ?? 0;
        bool hasDoubleAuction = arguments.GetValue(s_doubleAuction);
        if (partnership.Agents.Count != 2 && (hasDoubleAuction || frontier > 0))
        {
            throw new BadArgumentException($"{(hasDoubleAuction ? "--double-auction" : "--frontier")}: this works for two agents, and the problem has {partnership.Agents.Count}");
        }

        IReadOnlyList<double>[] types = [.. PartnershipRequest.Equidistant(partnership, points)];
        string[] at = arguments.GetValue(s_at) ?? [];
        var asked = at.Select(text => At(text, partnership)).ToArray();
        foreach (var group in asked.GroupBy(single => single.Agent))
        {
            double[] listed = [.. group.SelectMany(single => single.Types).Distinct().Order()];
            types[group.Key] = arguments.GetResult(s_points) is { Implicit: false } ? [.. types[group.Key].Concat(listed).Distinct().Order()] : listed;
        }

        return new PartnershipRequest(types, seed, hasDoubleAuction, frontier);
    }

    private static int? Count(Option<string?> option, ParseResult arguments) => arguments.GetValue(option) switch
    {
        null => null,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= MostPoints => count,
        string text => throw new BadArgumentException($"{option.Name} {text}: give a whole number from 2 to {MostPoints}"),
    };

    private static (int Agent, double[] Types) At(string text, Partnership partnership)
    {
        string[] sides = text.Split('=', 2);
        string[] names = [.. partnership.Agents.Select(agent => agent.Name)];
        int agent = Array.IndexOf(names, sides[0].Trim());
        if (sides.Length < 2 || agent < 0)
        {
            throw new BadArgumentException(sides.Length < 2
                ? $"--at {text}: write an agent and values, such as --at {names[0]}=0.3,0.7"
                : $"--at {text}: no agent is named '{sides[0].Trim()}'. {Suggestion.For(sides[0].Trim(), names, "The agents are")}");
        }

        return (agent, [.. sides[1].Split(',').Select(value => Value(text, value, partnership.Agents[agent]))]);
    }

    private static double Value(string text, string value, Agent agent)
    {
        if (!Problems.Numbers.Rational.TryParse(value.Trim(), out var number))
        {
            throw new BadArgumentException($"--at {text}: '{value.Trim()}' is not a number; write numbers such as 0.3 or 1/3, separated by commas");
        }

        double type = number.ToDouble();
        if (type < agent.Type.Low || type > agent.Type.High || (agent.Type.Atoms.Count > 0 && !agent.Type.Atoms.Any(atom => atom.Value == type)))
        {
            throw new BadArgumentException($"--at {text}: {agent.Name}'s values lie {(agent.Type.Atoms.Count > 0 ? "at the listed ones only" : $"between {agent.Type.Low} and {agent.Type.High}")}");
        }

        return type;
    }
}
