using System.Text;

namespace Parley.Files;

/// <summary>
/// Where a value stands in a document: the keys and list positions that lead to it from the root. Each path links to
/// its parent, so that a hundred thousand of them cost no more than the tree itself; the text is made on demand.
/// </summary>
internal sealed class TreePath
{
    private const int LongestKeyShown = 60;
    private const int LongestShown = 300;

    private readonly TreePath? _parent;
    private readonly string? _key;
    private readonly int _position;

    private TreePath(TreePath? parent, string? key, int position) =>
        (_parent, _key, _position) = (parent, key, position);

    /// <summary>The path of the document itself; its text is empty.</summary>
    public static TreePath Root { get; } = new(null, null, 0);

    /// <summary>The path of the value of <paramref name="key"/> in the map that stands here.</summary>
    public TreePath Key(string key) => new(this, key, 0);

    /// <summary>The path of an element, counted from 0, of the list that stands here.</summary>
    public TreePath Element(int position) => new(this, null, position);

    /// <summary>
    /// The path as people write it: <c>decisions[2].payoffs</c>, list positions counted from 0 as in JSON tools, keys
    /// that are not plain words in quotes: <c>worths."a, b"</c>. A very long path loses its middle.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.Length <= LongestShown
            ? text.ToString()
            : $"{text.ToString(0, LongestShown / 2)}...{text.ToString(text.Length - (LongestShown / 2), LongestShown / 2)}";
    }

    private void Write(StringBuilder text)
    {
        if (_parent is null)
        {
            return;
        }

        _parent.Write(text);
        if (_key is null)
        {
            text.Append('[').Append(_position).Append(']');
            return;
        }

        if (text.Length > 0)
        {
            text.Append('.');
        }

        text.Append(IsPlain(_key) ? _key : Shown.Quoted(_key, '"', LongestKeyShown));
    }

    private static bool IsPlain(string key) =>
        key.Length is > 0 and <= LongestKeyShown && key.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_');
}
