using System.Text;
using Parley.Files.Documents;

namespace Parley.Tests.Files;

/// <summary>Short forms for tests that read documents.</summary>
internal static class Reading
{
    public static DocumentNode Of(string text, string name = "problem.yaml") => ProblemSource.FromText(text, name).Read();

    public static MapNode Map(string text) => Of(text).AsMap();

    public static Diagnostic RefusalOf(Action reading) => Assert.Throws<ProblemFileException>(reading).Diagnostics[0];

    public static Diagnostic RefusalOf(string text, string name = "problem.yaml") => RefusalOf(() => Of(text, name));

    /// <summary>Everything a reader sees but positions, so that YAML and JSON of the same content can be compared.</summary>
    public static string Content(DocumentNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(DocumentNode node, StringBuilder text)
    {
        switch (node)
        {
            case ScalarNode scalar:
                text.Append(scalar.IsNull ? "null" : scalar.IsQuoted ? $"'{scalar.Text}'" : scalar.Text);
                break;
            case ListNode list:
                text.Append('[');
                foreach (DocumentNode item in list)
                {
                    Write(item, text);
                    text.Append(';');
                }

                text.Append(']');
                break;
            case MapNode map:
                text.Append('{');
                foreach ((string key, DocumentNode value) in map.Entries)
                {
                    text.Append(key).Append('=');
                    Write(value, text);
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }
}
