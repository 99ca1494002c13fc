using System.Globalization;
using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.Results;

/// <summary>
/// Joins the main tree of a result with its exact tree, and lists where the exact tree is not the one that
/// <see cref="ResultWriter"/> would have written.
/// </summary>
internal sealed class TwoTrees
{
    private readonly List<Diagnostic> _disagreements = [];

    /// <summary>The disagreements found so far, in the order of the walk.</summary>
    public IReadOnlyList<Diagnostic> Disagreements => _disagreements;

    /// <summary>The value of the main tree, its numbers exact where the exact tree says so.</summary>
    /// <param name="main">A value of the main tree.</param>
    /// <param name="exact">What stands at its path in the exact tree; null where nothing does.</param>
    public ResultNode Join(DocumentNode main, DocumentNode? exact) => main switch
    {
        MapNode map => JoinMap(map, exact),
        ListNode list => JoinList(list, exact),
        _ => JoinScalar((ScalarNode)main, exact),
    };

    /// <summary>Lists the keys of a map of the exact tree that the main tree does not have.</summary>
    public void ListStrayKeys(MapNode exact, Func<string, bool> isExpected)
    {
        foreach ((string key, DocumentNode value) in exact.Entries)
        {
            if (!isExpected(key))
            {
                Disagree(value, "nothing stands at this path in the result itself");
            }
        }
    }

    private ResultMap JoinMap(MapNode main, DocumentNode? exact)
    {
        var exactMap = exact as MapNode;
        if (exact is not null && exactMap is not { Count: > 0 })
        {
            Disagree(exact, $"found {exact.Found} where the result has {main.Found}");
        }

        var joined = new ResultMap();
        foreach ((string key, DocumentNode value) in main.Entries)
        {
            joined.Add(key, Join(value, exactMap?.Optional(key)));
        }

        if (exactMap is not null)
        {
            ListStrayKeys(exactMap, main.Contains);
        }

        return joined;
    }

    private ResultList JoinList(ListNode main, DocumentNode? exact)
    {
        var exactList = exact as ListNode;
        if (exact is not null && (exactList is null || exactList.Count != main.Count || exactList.All(item => item.IsNull)))
        {
            Disagree(exact, $"found {exact.Found} where the result has {main.Found}, aligned by position");
            exactList = null;
        }

        return new ResultList(main.Select((item, position) =>
            Join(item, exactList?[position] is { IsNull: false } element ? element : null)));
    }

    private ResultNode JoinScalar(ScalarNode main, DocumentNode? exact)
    {
        ResultNode leaf = ResultReader.Leaf(main);
        if (exact is null)
        {
            return leaf;
        }

        if (leaf is not Approximate written)
        {
            Disagree(exact, $"an exact number, but the result has {leaf.Described} here");
            return leaf;
        }

        if (!ResultReader.TryReadExact(exact, out Rational number))
        {
            Disagree(exact, $"found {exact.Found}, not a number in lowest terms as a string");
            return leaf;
        }

        var joined = new ExactNumber(number);
        if (!joined.Nearest.Equals(written.Value) || double.IsNegative(joined.Nearest) != double.IsNegative(written.Value))
        {
            string nearest = joined.Nearest.ToString("R", CultureInfo.InvariantCulture);
            Disagree(main, $"the result has {Shown.Plain(main.Text)}, but the number nearest to the exact {Shown.Quoted(number.ToString())} is {nearest}");
        }

        return joined;
    }

    private void Disagree(DocumentNode at, string message)
    {
        if (_disagreements.Count < RecordedResult.MaximumDisagreements)
        {
            _disagreements.Add(at.Source.Diagnose(at.Position, at.Path, message));
        }
    }
}
