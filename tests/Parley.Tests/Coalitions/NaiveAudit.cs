using System.Text.Json.Nodes;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// A second verifier: reads a result's JSON with its exact tree and checks the paper's conditions with the sums of
/// <see cref="Naive"/>. It shares the problem's decisions with the product and nothing else.
/// </summary>
internal sealed class NaiveAudit
{
    private readonly CoalitionGame _game;
    private readonly JsonNode _document;
    private readonly List<string> _flaws = [];
    private readonly Dictionary<Coalition, Rational[][]> _values = [];

    private NaiveAudit(CoalitionGame game, JsonNode document) => (_game, _document) = (game, document);

    /// <summary>What is false in the evidence of a result of a game by decisions; empty where all conditions hold.</summary>
    public static IReadOnlyList<string> Flaws(CoalitionGame game, JsonNode document)
    {
        var audit = new NaiveAudit(game, document);
        JsonArray threats = document["threats"]!.AsArray();
        for (int k = 0; k < threats.Count; k++)
        {
            audit.Check(threats[k]!, document["exact"]!["threats"]![k]!, document["certificate"]!["threats"]![k]!);
        }

        return audit._flaws;
    }

    private bool IsNeutral => (string?)_document["concept"] is "neutral-procedural" or "consistent" or "nash";

    private void Check(JsonNode threat, JsonNode exact, JsonNode certificate)
    {
        Subgame subgame = _game.Restrict(_game.CoalitionOf([.. threat["coalition"]!.AsArray().Select(name => (string)name!)]));
        var lotteries = Lotteries(subgame, threat["mechanism"]!, exact["mechanism"]!);
        Rational[][] value = Payoffs(subgame, lotteries);
        _values.Add(subgame.Coalition, value);
        Demand(subgame, Same(value, Vector(subgame, exact["value"]!)), "the value is not what the mechanism gives");
        Demand(subgame, IsHonest(subgame, lotteries), "not incentive compatible");
        if (threat["dominatedBy"] is { } better)
        {
            var byLotteries = Lotteries(subgame, better["mechanism"]!, exact["dominatedBy"]!["mechanism"]!);
            Rational[][] gains = [.. Payoffs(subgame, byLotteries).Zip(value, (b, v) => b.Zip(v, (x, y) => x - y).ToArray())];
            Demand(subgame, !IsNeutral && IsHonest(subgame, byLotteries), "the better mechanism is not allowed");
            Demand(subgame, gains.All(row => row.All(gain => gain.Sign >= 0)) && gains.Any(row => row.Any(gain => gain.Sign > 0)), "the better mechanism is not better");
        }
        else
        {
            CheckScales(subgame, value, Vector(subgame, exact["weights"]!), Multipliers(subgame, threat["multipliers"]!, exact["multipliers"]), threat["certificate"] is null);
        }

        if (threat["certificate"] is { } certified)
        {
            CheckAlongEpsilon(subgame, value, certified.AsArray(), exact["certificate"]!.AsArray());
        }

        Rational[][] claims = Vector(subgame, exact["claims"]!);
        Demand(subgame, Same(claims, Claims(subgame, value)), "the claims are not |S| U - c");
        CheckDictators(subgame, threat, exact, certificate, value);
    }

    private void CheckScales(Subgame subgame, Rational[][] value, Rational[][] weights, Func<int, int, int, Rational> multipliers, bool warrant)
    {
        CheckSigns(subgame, weights, multipliers);
        Rational dual = Naive.DualValue(subgame, (i, t) => weights[i][t], multipliers);
        Demand(subgame, dual == Dot(weights, value), "the weighted payoffs are not the dual value");
        if (IsNeutral && warrant)
        {
            CheckWarrants(subgame, Claims(subgame, value), weights, multipliers);
        }
    }

    private void CheckSigns(Subgame subgame, Rational[][] weights, Func<int, int, int, Rational> multipliers)
    {
        Demand(subgame, weights.All(row => row.All(weight => weight.Sign > 0)), "a weight is not positive");
        Demand(subgame, Sum(weights.SelectMany(row => row)) == Rational.One, "the weights do not sum to 1");
        Demand(subgame, AreSigned(subgame, multipliers), "a multiplier is negative");
    }

    /// <summary>Definition 4 at each listed epsilon: a hundredth, a ten-thousandth, ... of the payoffs' power of ten.</summary>
    private void CheckAlongEpsilon(Subgame subgame, Rational[][] value, JsonArray entries, JsonArray exact)
    {
        Demand(subgame, IsNeutral && entries.Count is 3 or 4, "the wrong number of epsilons");
        Rational[] ranges = [.. Enumerable.Range(0, subgame.MemberCount).Select(member => Range(subgame, member))];
        Rational epsilon = Rational.One;
        for (int k = 0; k < entries.Count; k++)
        {
            epsilon /= 100;
            Demand(subgame, Games.R((string)exact[k]!["epsilon"]!) == epsilon, "an epsilon is not the next");
            Rational[][] weights = Vector(subgame, exact[k]!["weights"]!);
            var multipliers = Multipliers(subgame, entries[k]!["multipliers"]!, exact[k]!["multipliers"]);
            Rational[][] claims = Vector(subgame, exact[k]!["claims"]!);
            CheckSigns(subgame, weights, multipliers);
            CheckWarrants(subgame, claims, weights, multipliers);
            Demand(subgame, claims.Zip(Claims(subgame, value), (warranted, owed) => warranted.Zip(owed, (x, y) => x - y).Max())
                    .Zip(ranges, (excess, range) => excess / range).Max() <= epsilon * subgame.MemberCount,
                "a claim exceeds what the threat gives by more than epsilon");
        }
    }

    private static Rational Range(Subgame subgame, int member)
    {
        Rational[] payoffs = [.. subgame.Decisions().SelectMany(decision =>
            Enumerable.Range(0, subgame.States.Count).Select(state => subgame.Payoff(decision, state, member)))];
        return payoffs.Max() == payoffs.Min() ? Rational.One : payoffs.Max() - payoffs.Min();
    }

    private void CheckWarrants(Subgame subgame, Rational[][] claims, Rational[][] weights, Func<int, int, int, Rational> multipliers)
    {
        Rational[] worths = Naive.VirtualWorths(subgame, (i, t) => weights[i][t], multipliers);
        int[][] profiles = Naive.Profiles(subgame);
        for (int i = 0; i < subgame.MemberCount; i++)
        {
            for (int t = 0; t < weights[i].Length; t++)
            {
                Rational left = claims[i][t] * (weights[i][t] + Sum(Others(weights[i].Length, t).Select(tau => multipliers(i, t, tau))))
                    - Sum(Others(weights[i].Length, t).Select(tau => multipliers(i, tau, t) * claims[i][tau]));
                Rational residual = Sum(profiles.Select((profile, k) => profile[i] == t ? Naive.Chance(subgame, profile, i) * worths[k] : Rational.Zero))
                    - Sum(Others(subgame.MemberCount, i).SelectMany(j => weights[j].Select((weight, tau) => weight * Without(subgame, i, j)[tau])));
                Demand(subgame, left / Naive.Chance(subgame, i, t) == residual, $"the claim of member {i}, type {t}, is not warranted");
            }
        }
    }

    private void CheckDictators(Subgame subgame, JsonNode threat, JsonNode exact, JsonNode certificate, Rational[][] value)
    {
        Rational[][] sum = [.. value.Select(row => new Rational[row.Length])];
        JsonObject dictators = threat["dictators"]!.AsObject();
        foreach (var (name, demand) in dictators)
        {
            int dictator = Enumerable.Range(0, subgame.MemberCount).Single(member => subgame.States.Member(member).Name == name);
            JsonNode numbers = exact["dictators"]![name]!;
            var lotteries = Lotteries(subgame, demand!["mechanism"]!, numbers["mechanism"]!);
            Rational[][] payoffs = Payoffs(subgame, lotteries);
            Demand(subgame, Same(payoffs, Vector(subgame, numbers["payoffs"]!)), $"{name}'s payoffs are not what the mechanism gives");
            JsonNode scales = certificate["dictators"]![name]!;
            CheckDemand(subgame, dictator, lotteries, payoffs, Vector(subgame, scales["weights"]!), Multipliers(subgame, scales["multipliers"]!, scales["multipliers"]));
            sum = [.. sum.Zip(payoffs, (s, p) => s.Zip(p, (x, y) => x + y).ToArray())];
        }

        if ((string?)threat["label"] == "random-dictatorship" && subgame.MemberCount > 1)
        {
            Demand(subgame, dictators.Count == subgame.MemberCount, "a dictator is missing");
            Demand(subgame, Same(value, [.. sum.Select(row => row.Select(x => x / subgame.MemberCount).ToArray())]), "the dictators do not average to the value");
        }
    }

    /// <summary>Safe (Definition 3, participation at least) and undominated (Proposition 2 by its Lagrangian).</summary>
    private void CheckDemand(
        Subgame subgame, int dictator, Lottery[] lotteries, Rational[][] payoffs, Rational[][] weights, Func<int, int, int, Rational> multipliers)
    {
        Demand(subgame, IsHonest(subgame, lotteries), "a demand is not incentive compatible");
        Demand(subgame, weights.All(row => row.All(weight => weight.Sign >= 0)) && weights[dictator].All(weight => weight.Sign > 0), "a dictator's weights have wrong signs");
        Demand(subgame, AreSigned(subgame, multipliers), "a dictator's multiplier is negative");
        Rational lagrangian = Naive.DualValue(subgame, (i, t) => weights[i][t], multipliers)
            - Sum(Others(subgame.MemberCount, dictator).SelectMany(j => weights[j].Select((weight, t) => weight * Without(subgame, dictator, j)[t])));
        Demand(subgame, lagrangian == Sum(weights[dictator].Zip(payoffs[dictator], (x, y) => x * y)), "a demand is not proved undominated");
        foreach (int other in Others(subgame.MemberCount, dictator))
        {
            for (int inferred = 0; inferred < payoffs[dictator].Length; inferred++)
            {
                for (int type = 0; type < payoffs[other].Length; type++)
                {
                    Rational truthful = Given(subgame, lotteries, (dictator, inferred), other, type, type);
                    Demand(subgame, truthful >= Without(subgame, dictator, other)[type], "a demand is refused once the dictator's type is inferred");
                    Demand(subgame, Others(payoffs[other].Length, type).All(report => truthful >= Given(subgame, lotteries, (dictator, inferred), other, type, report)),
                        "a demand is misreported to once the dictator's type is inferred");
                }
            }
        }
    }

    private sealed record Lottery((int Decision, Rational Probability)[] Draws);

    private static Rational Given(Subgame subgame, Lottery[] lotteries, (int Member, int Type) known, int member, int type, int reported)
    {
        Rational sum = Rational.Zero;
        foreach (int[] profile in Naive.Profiles(subgame).Where(profile => profile[known.Member] == known.Type && profile[member] == type))
        {
            int[] seen = [.. profile];
            seen[member] = reported;
            Rational chance = Naive.Chance(subgame, profile, member) / Naive.Chance(subgame, known.Member, known.Type);
            sum += Sum(lotteries[Naive.StateOf(subgame, seen)].Draws.Select(draw =>
                chance * draw.Probability * subgame.Payoff(draw.Decision, Naive.StateOf(subgame, profile), member)));
        }

        return sum;
    }

    private Lottery[] Lotteries(Subgame subgame, JsonNode mechanism, JsonNode exact)
    {
        string[] names = [.. subgame.Decisions().Select(subgame.DecisionName)];
        Lottery[] lotteries = [.. mechanism.AsArray().Zip(exact.AsArray(), (state, numbers) => new Lottery([.. state!["lottery"]!.AsArray().Zip(
            numbers!["lottery"]!.AsArray(),
            (draw, number) => (Array.IndexOf(names, (string)draw!["decision"]!), Games.R((string)number!["probability"]!)))]))];
        Demand(subgame, lotteries.Length == Naive.Profiles(subgame).Length, "a state has no lottery");
        Demand(subgame, lotteries.All(lottery => lottery.Draws.All(draw => draw.Decision >= 0 && draw.Probability.Sign > 0)
            && Sum(lottery.Draws.Select(draw => draw.Probability)) == Rational.One), "a lottery is none");
        return lotteries;
    }

    private static Rational[][] Payoffs(Subgame subgame, Lottery[] lotteries) => [.. Enumerable.Range(0, subgame.MemberCount).Select(member =>
        subgame.States.Member(member).Types.Select((_, type) => Naive.Interim(subgame, state => lotteries[state].Draws, member, type, type)).ToArray())];

    private static bool IsHonest(Subgame subgame, Lottery[] lotteries) => Enumerable.Range(0, subgame.MemberCount).All(member =>
    {
        int types = subgame.States.Member(member).Types.Count;
        return Enumerable.Range(0, types).All(type => Others(types, type).All(report =>
            Naive.Interim(subgame, state => lotteries[state].Draws, member, type, type) >= Naive.Interim(subgame, state => lotteries[state].Draws, member, type, report)));
    });

    private static Rational[][] Vector(Subgame subgame, JsonNode exact) => [.. Enumerable.Range(0, subgame.MemberCount).Select(member =>
    {
        Player player = subgame.States.Member(member);
        return player.HasTypes
            ? player.Types.Select(type => Games.R((string)exact[player.Name]![type.Name]!)).ToArray()
            : [Games.R((string)exact[player.Name]!)];
    })];

    private static Func<int, int, int, Rational> Multipliers(Subgame subgame, JsonNode entries, JsonNode? exact)
    {
        Dictionary<(int, int, int), Rational> values = [];
        for (int k = 0; k < entries.AsArray().Count; k++)
        {
            JsonNode entry = entries[k]!;
            int member = Enumerable.Range(0, subgame.MemberCount).Single(i => subgame.States.Member(i).Name == (string?)entry["player"]);
            int TypeOf(string key) => subgame.States.Member(member).Types.Select(type => type.Name).ToList().IndexOf((string)entry[key]!);
            values.Add((member, TypeOf("true"), TypeOf("reported")), Games.R((string)exact![k]!["value"]!));
        }

        return (member, truth, reported) => values.GetValueOrDefault((member, truth, reported));
    }

    private static bool AreSigned(Subgame subgame, Func<int, int, int, Rational> multipliers) => Enumerable.Range(0, subgame.MemberCount).All(member =>
    {
        int types = subgame.States.Member(member).Types.Count;
        return Enumerable.Range(0, types).All(type => Others(types, type).All(report => multipliers(member, type, report).Sign >= 0));
    });

    private Rational[] Without(Subgame subgame, int absent, int member)
    {
        Coalition rest = subgame.Coalition.Without(subgame.Players[absent]);
        return _values[rest][Array.IndexOf(rest.Players(), subgame.Players[member])];
    }

    private Rational[][] Claims(Subgame subgame, Rational[][] value) => [.. value.Select((row, member) => row.Select((payoff, type) =>
        (payoff * subgame.MemberCount) - Sum(Others(subgame.MemberCount, member).Select(absent => Without(subgame, absent, member)[type]))).ToArray())];

    private static IEnumerable<int> Others(int count, int except) => Enumerable.Range(0, count).Where(k => k != except);

    private static Rational Dot(Rational[][] x, Rational[][] y) => Sum(x.Zip(y, (a, b) => Sum(a.Zip(b, (p, q) => p * q))));

    private static Rational Sum(IEnumerable<Rational> terms) => terms.Aggregate(Rational.Zero, (sum, term) => sum + term);

    private static bool Same(Rational[][] x, Rational[][] y) => x.Zip(y).All(pair => pair.First.SequenceEqual(pair.Second));

    private void Demand(Subgame subgame, bool holds, string flaw)
    {
        if (!holds)
        {
            _flaws.Add($"{string.Join("+", subgame.Players.Select(player => _game.Players[player].Name))}: {flaw}");
        }
    }
}
