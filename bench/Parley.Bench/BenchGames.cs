using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Bench;

/// <summary>The games that are measured.</summary>
internal static class BenchGames
{
    /// <summary>The text of examples/broker.yaml.</summary>
    public static string BrokerText { get; } = Read("broker.yaml");

    /// <summary>The example with a broker, as a problem that was read.</summary>
    public static DecisionProblem Broker() => (DecisionProblem)ProblemReader.Read(ProblemSource.FromText(BrokerText, "broker.yaml"));

    /// <summary>
    /// Complete information; every coalition S has |S| decisions, "member i takes all". With six players the grand
    /// coalition can combine them in 1,057 ways.
    /// </summary>
    public static CoalitionGame WinnerTakesAll(int count)
    {
        var random = new Random(1);
        Player[] players = [.. Enumerable.Range(1, count).Select(number => new Player($"p{number}"))];
        List<DecisionOption> options = [];
        foreach (Coalition coalition in Coalition.OfFirst(count).Subcoalitions().Where(coalition => coalition.Count > 1))
        {
            Rational worth = (2 * coalition.Count * coalition.Count) + random.Next(3);
            options.AddRange(coalition.Players().Select((player, winner) => new DecisionOption(
                coalition, $"all for {players[player].Name}", [[.. Enumerable.Range(0, coalition.Count).Select(member => member == winner ? worth : Rational.Zero)]])));
        }

        return new CoalitionGame("winner takes all", players, options);
    }

    /// <summary>A buyer whose value depends on their type, a seller whose cost may, and prices from 0 in steps of 10.</summary>
    public static CoalitionGame Trade(int buyerTypes, int sellerTypes)
    {
        Player[] players = [Informed("buyer", buyerTypes), Informed("seller", sellerTypes)];
        IEnumerable<Rational> prices = Enumerable.Range(0, (2 * buyerTypes) + 1).Select(step => (Rational)(10 * step));
        return new CoalitionGame("trade", players, prices.Select(price => new DecisionOption(
            Coalition.OfFirst(2),
            $"trade at {price}",
            [.. from buyer in Enumerable.Range(0, buyerTypes)
                from seller in Enumerable.Range(0, sellerTypes)
                select (IReadOnlyList<Rational>)[20 + (20 * buyer) - price, price - (15 * seller)]])));
    }

    /// <summary>A game with transferable utility whose worths grow with the square of the coalition.</summary>
    public static WorthGame Worths(int count)
    {
        var random = new Random(1);
        return new WorthGame("worths", Enumerable.Range(1, count).Select(number => $"p{number}"), Coalition.OfFirst(count).Subcoalitions()
            .ToDictionary(coalition => coalition, coalition => (Rational)((3 * coalition.Count * coalition.Count) + random.Next(5))));
    }

    /// <summary>The same game without anything remembered of earlier solutions.</summary>
    public static CoalitionGame Fresh(CoalitionGame game) =>
        new(game.Title, game.Players, game.Everyone.Subcoalitions().SelectMany(game.OptionsOf));

    private static Player Informed(string name, int types) => types == 1
        ? new Player(name)
        : new Player(name, Enumerable.Range(1, types).Select(type => new PlayerType($"t{type}", new Rational(1, types))));

    private static string Read(string resource)
    {
        using Stream stream = typeof(BenchGames).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
