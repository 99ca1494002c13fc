using Parley.Problems.Numbers;

namespace Parley.Files.Results;

/// <summary>A recorded result lacks what a checker needs, or holds something else in its place.</summary>
public sealed class RecordedResultException(string path, string message)
    : Exception($"{(path.Length == 0 ? "the result" : path)}: {message}");

/// <summary>A place in a recorded result, read with an expectation: anything else is named by its path.</summary>
public readonly struct RecordedNode
{
    private readonly ResultNode _node;
    private readonly TreePath _path;

    private RecordedNode(ResultNode node, TreePath path) => (_node, _path) = (node, path);

    /// <summary>The root of a result.</summary>
    public static RecordedNode Root(ResultMap result) => new(result, TreePath.Root);

    /// <summary>The value of a key.</summary>
    /// <exception cref="RecordedResultException">This is no map, or the key is missing.</exception>
    public RecordedNode this[string key] => Optional(key) ?? throw Error($"the key '{key}' is missing");

    /// <summary>The value of a key, or null where it is absent.</summary>
    /// <exception cref="RecordedResultException">This is no map.</exception>
    public RecordedNode? Optional(string key) =>
        AsMap().TryGet(key, out ResultNode? value) ? new RecordedNode(value, _path.Key(key)) : null;

    /// <summary>The entries of a map.</summary>
    /// <exception cref="RecordedResultException">This is no map.</exception>
    public IEnumerable<KeyValuePair<string, RecordedNode>> Entries()
    {
        TreePath path = _path;
        return AsMap().Select(entry => KeyValuePair.Create(entry.Key, new RecordedNode(entry.Value, path.Key(entry.Key))));
    }

    /// <summary>The elements of a list.</summary>
    /// <exception cref="RecordedResultException">This is no list.</exception>
    public IEnumerable<RecordedNode> Items()
    {
        TreePath path = _path;
        return _node is ResultList list
            ? list.Select((item, position) => new RecordedNode(item, path.Element(position)))
            : throw Error($"expected a list, found {_node.Described}");
    }

    /// <summary>A text. In a certificate a name such as <c>"1"</c> was read as a number, and is its text again.</summary>
    /// <exception cref="RecordedResultException">This is no text.</exception>
    public string Text() => _node switch
    {
        ResultText text => text.Text,
        ExactNumber number => number.Value.ToString(),
        _ => throw Error($"expected a text, found {_node.Described}"),
    };

    /// <summary>A text that is one of a few.</summary>
    /// <returns>Its position among them.</returns>
    /// <exception cref="RecordedResultException">This is none of them.</exception>
    public int OneOf(IReadOnlyList<string> allowed, string what)
    {
        string text = Text();
        int index = Enumerable.Range(0, allowed.Count).FirstOrDefault(k => allowed[k] == text, -1);
        return index >= 0 ? index : throw Error($"'{text}' is not {what}");
    }

    /// <summary>A number that was recorded exactly.</summary>
    /// <exception cref="RecordedResultException">This is no exact number.</exception>
    public Rational Exact() => _node is ExactNumber number ? number.Value : throw Error($"expected an exact number, found {_node.Described}");

    /// <summary>A plain number, as it was recorded.</summary>
    /// <exception cref="RecordedResultException">This is no plain number.</exception>
    public double Number() => _node is Approximate number ? number.Value : throw Error($"expected a number, found {_node.Described}");

    /// <summary>An exception to throw about this place.</summary>
    public RecordedResultException Error(string message) => new(_path.ToString(), message);

    private ResultMap AsMap() => _node as ResultMap ?? throw Error($"expected a map, found {_node.Described}");
}
