using Parley.Files.Documents;
using Parley.Problems.Beliefs;
using Parley.Problems.Numbers;

namespace Parley.Files.RiskPools;

/// <summary>Reads shapes of doubt: which priors are held possible, most of them around a centre.</summary>
internal static class CredalSetReader
{
    /// <summary>Every shape that one number describes: to add one, add its line.</summary>
    private static readonly Dictionary<string, Func<StatedNumber, CredalSet>> s_numbered = new()
    {
        ["contamination"] = number => new Contamination(number.Within("the contamination", IsProbability, "Give a number from 0 (the centre alone) to 1 (any prior)")),
        ["entropy"] = number => new EntropyBall(number.Within("the radius", radius => radius.Sign >= 0, "Give a number of nats, at least 0 (the centre alone)")),
        ["totalVariation"] = number => new TotalVariationBall(number.Within("the radius", IsProbability, "Give a number from 0 (the centre alone) to 1 (any prior)")),
        ["distortion"] = number => new DistortedCapacity(number.Within("the power", power => power >= 1, "Give a number of at least 1 (the centre alone); below 1 the capacity is not convex")),
    };

    /// <summary>Every shape that lists describe: to add one, add its line.</summary>
    private static readonly Dictionary<string, Func<DocumentNode, int, CredalSet>> s_listed = new()
    {
        ["priors"] = Priors,
        ["intervals"] = Intervals,
        ["events"] = Events,
    };

    /// <summary>The keys that name a shape.</summary>
    public static readonly string[] Shapes = [.. s_numbered.Keys, .. s_listed.Keys];

    /// <summary>The set of a shape and its parameters.</summary>
    /// <param name="shape">One of <see cref="Shapes"/> and its value.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <exception cref="ProblemFileException">A parameter is not allowed.</exception>
    public static CredalSet Read(MapEntry shape, int scenarios) => s_listed.TryGetValue(shape.Key, out var read)
        ? read(shape.Value, scenarios)
        : s_numbered[shape.Key](StatedNumber.Of(shape.Key == "distortion" ? Power(shape.Value) : shape.Value));

    /// <summary>
    /// The set that a cell of a table states: <c>contamination 1/10</c>, <c>entropy 0.05</c>, <c>totalVariation 0.1</c>, <c>distortion 2</c>,
    /// or <c>none</c> for a single prior; null for an empty cell.
    /// </summary>
    /// <exception cref="ProblemFileException">It states none.</exception>
    public static CredalSet? Read(CsvReader table, CsvCell cell)
    {
        string[] words = cell.Text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? null
            : words[0] == "none" && words.Length == 1 ? new SinglePrior()
            : s_numbered.TryGetValue(words[0], out var read) ? read(StatedNumber.Of(table, cell, words.ElementAtOrDefault(1) ?? ""))
            : s_listed.ContainsKey(words[0]) ? throw table.Error(cell.Position, $"a cell cannot hold '{words[0]}'", "State these beliefs in the problem file, on a member or on the pool")
            : throw table.Error(cell.Position, $"unknown beliefs {Shown.Quoted(cell.Text)}", Suggestion.For(words[0], [.. s_numbered.Keys, "none"], "Write one of these, with its number:"));
    }

    private static bool IsProbability(Rational number) => number.Sign >= 0 && number <= 1;

    private static DocumentNode Power(DocumentNode node)
    {
        MapNode map = node as MapNode ?? throw node.Expected("a distortion", "Write { power: 2 }");
        map.RejectUnknown("power");
        return map.Required("power");
    }

    private static PriorHull Priors(DocumentNode node, int scenarios)
    {
        ListNode list = node.AsList();
        double[][] priors = [.. list.Select(prior => ProbabilityReader.Prior(prior, scenarios))];
        return priors.Length > 0 ? node.Build(() => new PriorHull(priors)) : throw node.Error("there is no prior", "List at least one: [[1/2, 1/2]]");
    }

    private static ProbabilityIntervals Intervals(DocumentNode node, int scenarios)
    {
        ListNode list = node.AsList();
        ProbabilityReader.RejectCount(list, scenarios, "list of intervals", "[low, high]");
        (Rational Low, Rational High)[] bounds = [.. list.Select(Interval)];
        Rational low = bounds.Aggregate(Rational.Zero, (sum, bound) => sum + bound.Low);
        Rational high = bounds.Aggregate(Rational.Zero, (sum, bound) => sum + bound.High);
        return low > 1 ? throw node.Error($"no prior lies within the intervals: their lower ends sum to {low.ToShortString()}", "Lower them until they sum to at most 1")
            : high < 1 ? throw node.Error($"no prior lies within the intervals: their upper ends sum to {high.ToShortString()}", "Raise them until they sum to at least 1")
            : node.Build(() => new ProbabilityIntervals([.. bounds.Select(bound => bound.Low.ToDouble())], [.. bounds.Select(bound => bound.High.ToDouble())]));
    }

    private static EventBounds Events(DocumentNode node, int scenarios)
    {
        EventBound[] events = [.. node.AsList().Select(bound => Event(bound, scenarios))];
        return node.Build(() => new EventBounds(events));
    }

    private static EventBound Event(DocumentNode node, int scenarios)
    {
        MapNode map = node as MapNode ?? throw node.Expected("an event and its bounds", "Write { states: [1, 3], between: [1/4, 1/2] }");
        map.RejectUnknown("states", "between");
        DocumentNode listed = map.Required("states");
        int[] states = [.. listed.AsList().Select(state => state.AsInteger(1, scenarios) - 1)];
        if (states.Length == 0 || states.Distinct().Count() < states.Length)
        {
            throw listed.Error(states.Length == 0 ? "an event has at least one state" : "a state stands twice in this event", "List different states, numbered from 1");
        }

        (Rational low, Rational high) = Interval(map.Required("between"));
        return new EventBound(states, low.ToDouble(), high.ToDouble());
    }

    private static (Rational Low, Rational High) Interval(DocumentNode node)
    {
        if (node is not ListNode { Count: 2 } pair)
        {
            throw node.Expected("bounds [low, high] of a probability", "Write two numbers from 0 to 1, such as [1/4, 1/2]");
        }

        (Rational low, Rational high) = (pair[0].AsNumber(), pair[1].AsNumber());
        return low.Sign >= 0 && low <= high && high <= 1 ? (low, high) : throw node.Error(
            $"[{low.ToShortString()}, {high.ToShortString()}] does not bound a probability", "Give two numbers from 0 to 1, the lower one first");
    }
}
