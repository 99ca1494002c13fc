using System.Globalization;
using Parley.Files.Documents;
using Parley.Problems.Numbers;

namespace Parley.Files.Results;

/// <summary>
/// Reads a result back and joins its two trees: a number that has a string under <c>exact</c> becomes that exact
/// number. Nothing in the file is believed: what cannot be read is refused, what contradicts itself is listed.
/// </summary>
public static class ResultReader
{
    /// <summary>The largest result read, in bytes.</summary>
    public const int MaximumBytes = 256 * 1024 * 1024;

    /// <summary>The most values read.</summary>
    public const int MaximumNodes = 10_000_000;

    /// <summary>The deepest nesting of maps and lists, counting the root.</summary>
    public const int MaximumDepth = NodeBuilder.MaximumDepth;

    /// <summary>Reads a result from a file, or from standard input where <paramref name="path"/> is <c>-</c>.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static RecordedResult Open(string path, Stream? standardInput = null) =>
        Read(ProblemSource.Open(path, standardInput, MaximumBytes));

    /// <summary>Reads a result.</summary>
    /// <exception cref="ProblemFileException">
    /// The text cannot be read, is not JSON, is too large or too deep, has a key twice, holds null or a number beyond
    /// the largest double, or has no root map with a key <c>exact</c>.
    /// </exception>
    public static RecordedResult Read(ProblemSource source)
    {
        MapNode document = JsonFrontEnd.Read(source, MaximumNodes).AsMap();
        MapNode exact = document.Required(ResultKeys.Exact).AsMap();
        var trees = new TwoTrees();
        var root = new ResultMap();
        foreach ((string key, DocumentNode value) in document.Entries)
        {
            if (key == ResultKeys.Certificate)
            {
                root.Add(key, CertificateNode(value));
            }
            else if (key != ResultKeys.Exact)
            {
                root.Add(key, trees.Join(value, exact.Optional(key)));
            }
        }

        trees.ListStrayKeys(exact, key => key != ResultKeys.Certificate && root.Contains(key));
        return new RecordedResult(root, document, trees.Disagreements);
    }

    /// <summary>A scalar of the main tree, before its exact number is known.</summary>
    internal static ResultNode Leaf(ScalarNode scalar)
    {
        if (scalar.IsQuoted)
        {
            return new ResultText(scalar.Text);
        }

        if (scalar.Text is "true" or "false")
        {
            return new ResultFlag(scalar.Text == "true");
        }

        if (scalar.IsNull)
        {
            throw scalar.Error("null stands where a value belongs", "Leave the key out, or let Parley write the result");
        }

        double number = double.Parse(scalar.Text, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? new Approximate(number) : throw scalar.Error($"{Shown.Quoted(scalar.Text)} is beyond the largest double");
    }

    /// <summary>A number written as <see cref="ResultWriter"/> writes exact ones: in lowest terms.</summary>
    internal static bool TryReadExact(DocumentNode node, out Rational number)
    {
        number = default;
        return node is ScalarNode { IsQuoted: true } scalar && ExactText.TryRead(scalar.Text, out number);
    }

    /// <summary>
    /// The certificate has one tree: a string that is a number in lowest terms is an exact number. A name such as
    /// <c>"3"</c> reads as one too; <see cref="ResultComparison"/> knows that the two look alike.
    /// </summary>
    private static ResultNode CertificateNode(DocumentNode node)
    {
        switch (node)
        {
            case MapNode map:
                var entries = new ResultMap();
                foreach ((string key, DocumentNode value) in map.Entries)
                {
                    entries.Add(key, CertificateNode(value));
                }

                return entries;
            case ListNode list:
                return new ResultList(list.Select(CertificateNode));
            default:
                return TryReadExact(node, out Rational number) ? new ExactNumber(number) : Leaf((ScalarNode)node);
        }
    }
}
