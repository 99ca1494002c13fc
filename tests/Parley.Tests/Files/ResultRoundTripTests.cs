using System.Text;
using Parley.Files.Documents;
using Parley.Files.Results;

namespace Parley.Tests.Files;

/// <summary>Properties that hold for every result, over seeded random ones.</summary>
public sealed class ResultRoundTripTests
{
    [Fact]
    public void What_is_written_is_read_back_without_a_difference()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            ResultMap result = new RandomResult(seed).Root();
            byte[] written = ResultWriter.ToBytes(result);
            RecordedResult read = ResultReader.Read(ProblemSource.FromBytes(written, "result.json"));
            Assert.Empty(read.Disagreements);
            Assert.Empty(ResultComparison.Differences(read.Root, result));
            Assert.Empty(ResultComparison.Differences(result, read.Root));
            Assert.Equal(written, ResultWriter.ToBytes(read.Root));
        }
    }

    [Fact]
    public void Every_tampering_with_a_single_value_is_found()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            ResultMap result = new RandomResult(seed).Root();
            string[] lines = Encoding.UTF8.GetString(ResultWriter.ToBytes(result)).Split('\n');
            for (int line = 1; line < lines.Length - 2; line++)
            {
                if (Tampered(lines[line]) is { } other)
                {
                    string[] tampered = [.. lines];
                    tampered[line] = other;
                    AssertFound(string.Join('\n', tampered), result, lines[line]);
                }
            }
        }
    }

    [Fact]
    public void Every_line_that_is_taken_out_is_found()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            ResultMap result = new RandomResult(seed).Root();
            string[] lines = Encoding.UTF8.GetString(ResultWriter.ToBytes(result)).Split('\n');
            for (int line = 0; line < lines.Length - 1; line++)
            {
                AssertFound(string.Join('\n', lines.Where((_, number) => number != line)), result, lines[line]);
            }
        }
    }

    [Fact]
    public void Damaged_bytes_are_read_or_refused()
    {
        byte[] written = ResultWriter.ToBytes(new RandomResult(7).Root());
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. written];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                ResultReader.Read(ProblemSource.FromBytes(damaged.AsSpan(0, seed % 3 == 0 ? random.Next(damaged.Length) : damaged.Length)));
            }
            catch (ProblemFileException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    private static void AssertFound(string tampered, ResultMap result, string original)
    {
        try
        {
            RecordedResult read = ResultReader.Read(ProblemSource.FromText(tampered, "result.json"));
            Assert.True(
                read.Disagreements.Count + ResultComparison.Differences(read.Root, result).Count > 0,
                $"the line '{original}' was changed unnoticed in\n{tampered}");
        }
        catch (ProblemFileException)
        {
            // A file that cannot be read any more is found out too.
        }
    }

    /// <summary>The line with its value changed as little as possible; null where it holds none.</summary>
    private static string? Tampered(string line)
    {
        string body = line.TrimEnd(',');
        string comma = line[body.Length..];
        int colon = body.LastIndexOf("\": ", StringComparison.Ordinal);
        string head = colon >= 0 ? body[..(colon + 3)] : body[..(body.Length - body.TrimStart().Length)];
        string value = body[head.Length..];
        return value switch
        {
            "" or "{" or "}" or "[" or "]" => null,
            "{}" => head + "[]" + comma,
            "[]" => head + "{}" + comma,
            "true" => head + "false" + comma,
            "false" => head + "true" + comma,
            "null" => head + "\"1\"" + comma,
            _ when value[0] == '"' => head + "\"1" + value[1..] + comma,
            _ => head + "1" + value.TrimStart('-') + comma,
        };
    }
}
