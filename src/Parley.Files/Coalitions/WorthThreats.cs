using Parley.Certificates.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>
/// Writes what each coalition of a game with transferable utility would do on its own. Every member as dictator keeps
/// what it adds to the others (its claim), and the average of the dictators is Shapley's value.
/// </summary>
internal static class WorthThreats
{
    /// <summary>Games of more players list the grand coalition only: the others follow from the worths.</summary>
    private const int MostPlayersListed = 8;

    /// <summary>The list <c>threats</c>.</summary>
    public static ResultList Write(WorthGame game)
    {
        Rational[][] values = WorthAudit.Recursion(game);
        return new ResultList(game.Everyone.Subcoalitions()
            .Where(coalition => game.Players.Count <= MostPlayersListed || coalition == game.Everyone)
            .Select(coalition => (ResultNode)Write(game, coalition, values)));
    }

    private static ResultMap Write(WorthGame game, Coalition coalition, Rational[][] values)
    {
        int[] members = coalition.Players();
        return new ResultMap
        {
            ["coalition"] = new ResultList(members.Select(player => (ResultNode)game.Players[player])),
            ["worth"] = game.Worth(coalition),
            ["value"] = By(game, members, k => values[coalition.Bits][k]),
            ["label"] = CoalitionResult.Labels[(int)ThreatLabel.RandomDictatorship],
            ["claims"] = By(game, members, k => game.Worth(coalition) - game.Worth(coalition.Without(members[k]))),
        };
    }

    private static ResultMap By(WorthGame game, int[] members, Func<int, Rational> entry) =>
        ResultMap.Of(members.Select((player, k) => (game.Players[player], (ResultNode)entry(k))));
}
