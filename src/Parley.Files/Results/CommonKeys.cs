using Parley.Problems.Numbers;
using Parley.Problems.Promises;

namespace Parley.Files.Results;

/// <summary>The keys that every result has, whatever its kind.</summary>
internal static class CommonKeys
{
    /// <summary>The head of a result: format, kind, title, the problem's hash and the engine's version.</summary>
    public static ResultMap Head(Problem problem, string title, string engine)
    {
        var head = new ResultMap { ["parley"] = ProblemReader.FormatVersion, ["kind"] = problem.Kind };
        if (title.Length > 0)
        {
            head.Add("title", title);
        }

        head.Add("problem", problem.Source.Sha256);
        head.Add("engine", engine);
        return head;
    }

    /// <summary>The guarantee where one word holds for all of a result's numbers.</summary>
    public static ResultMap Guarantee(string overall, IEnumerable<string> keys) => new()
    {
        ["overall"] = overall,
        ["keys"] = ResultMap.Of(keys.Select(key => (key, (ResultNode)overall))),
    };

    /// <summary>The audited promises.</summary>
    public static ResultList Promises(IEnumerable<Promise> promises) => new(promises.Select(promise => (ResultNode)Promise(promise)));

    private static ResultMap Promise(Promise promise)
    {
        var map = new ResultMap
        {
            ["promise"] = promise.Name,
            ["claimed"] = promise.Claimed,
            ["holds"] = promise.Holds,
            ["slack"] = Number(promise, promise.Slack),
            ["method"] = promise.Method,
        };
        if (promise.Worst is { } worst)
        {
            map.Add("worst", Worst(promise, worst));
        }

        return map;
    }

    private static ResultNode Number(Promise promise, Rational number) =>
        promise.Tolerance is double tolerance ? new Approximate(number.ToDouble(), tolerance) : number;

    private static ResultMap Worst(Promise promise, WorstCase worst)
    {
        var map = new ResultMap();
        if (worst.Coalition.Count > 0)
        {
            map.Add("coalition", new ResultList(worst.Coalition.Select(name => (ResultNode)name)));
        }

        foreach (var (key, text) in new[] { ("party", worst.Party), ("true", worst.True), ("reported", worst.Reported) })
        {
            if (text.Length > 0)
            {
                map.Add(key, text);
            }
        }

        map.Add("amount", Number(promise, worst.Amount));
        return map;
    }
}
