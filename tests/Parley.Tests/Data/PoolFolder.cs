using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.RiskPools;

namespace Parley.Tests.Data;

/// <summary>A folder with a pool and the files that it names, removed at the end.</summary>
internal sealed class PoolFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("parley-pool-").FullName;

    /// <summary>Three members with the names ana, ben and cem, whose positions come from a file.</summary>
    public const string ThreeMembers = """
        members:
          ana: { utility: { entropic: 1/5 } }
          ben: { utility: { entropic: 1/10 } }
          cem: { utility: { expected: true } }

        """;

    public string this[string name] => Path.Combine(_path, name);

    public PoolFolder Save(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this;
    }

    public PoolFolder Save(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this;
    }

    public ProblemSource Source(string body)
    {
        Save("pool.yaml", "parley: 1\nkind: risk-pool\n" + body);
        return ProblemSource.Open(this["pool.yaml"]);
    }

    public RiskPoolProblem Read(string body) => (RiskPoolProblem)ProblemReader.Read(Source(body));

    public Diagnostic Refusal(string body) =>
        Assert.Single(Assert.Throws<ProblemFileException>(() => Read(body)).Diagnostics);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
