using System.Text;
using Parley.Files.Documents;

namespace Parley.Tests.Files;

/// <summary>Seeded damage to a valid file: the reader gives nodes or a refusal with a place in the file, nothing else.</summary>
public sealed class DocumentFuzzTests
{
    private const string Valid = """
        # Three parties
        parley: 1
        kind: coalition
        title: "A 'broker' \u00e9"
        players:
          buyer:  { types: { weak: { probability: 4/5, value: 90 }, strong: { probability: 1/5, value: 30 } } }
          seller: {}
          'bro ker':
            note: |
              two
              lines
        decisions:
          - { coalition: [buyer, seller], name: trade, for: { price: [0, 30, 90] } }
          - coalition: [a]
            payoffs: {a: 1,
              b: 2}
        """;

    private const string Json = """{"parley": 1, "a": [1, 2.5e3, "x\u00e9", null, {"b": true}], "c": {"d": "2/5"}}""";

    [Theory]
    [InlineData(Valid, 2000)]
    [InlineData(Json, 2000)]
    public void Damaged_files_are_read_or_refused(string valid, int mutations)
    {
        byte[] original = Encoding.UTF8.GetBytes(valid);
        for (int seed = 0; seed < mutations; seed++)
        {
            byte[] damaged = Damage(original, new Random(seed));
            try
            {
                Walk(ProblemSource.FromBytes(damaged).Read());
            }
            catch (ProblemFileException refusal)
            {
                AssertShown(refusal.Diagnostics[0], damaged);
            }
        }
    }

    private static void AssertShown(Diagnostic diagnostic, byte[] damaged)
    {
        int lines = damaged.Count(letter => letter == '\n') + 1;
        Assert.InRange(diagnostic.Line, 0, lines + 1);
        Assert.True(diagnostic.Line == 0 || diagnostic.Column > 0, diagnostic.ToString());
        Assert.True(diagnostic.ToDisplayString().Length < 2000);
    }

    private static void Walk(DocumentNode node)
    {
        Assert.True(node.Line > 0 && node.Column > 0);
        IEnumerable<DocumentNode> children = node switch
        {
            MapNode map => map.Entries.Select(entry => entry.Value),
            ListNode list => list,
            _ => [],
        };
        foreach (DocumentNode child in children)
        {
            Walk(child);
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        const string marks = "[]{}:,-?&*!|>'\"%@`#\n\r\t \\ab0<~=";
        List<byte> bytes = [.. original];
        int blows = random.Next(1, 6);
        for (int blow = 0; blow < blows && bytes.Count > 0; blow++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.Insert(at, (byte)marks[random.Next(marks.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
