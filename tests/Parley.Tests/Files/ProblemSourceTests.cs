using System.Text;
using Parley.Files.Documents;

namespace Parley.Tests.Files;

public sealed class ProblemSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_knows_its_name_its_folder_and_its_hash()
    {
        string path = Path.Combine(_folder, "abc.yaml");
        File.WriteAllText(path, "abc");
        ProblemSource source = ProblemSource.Open(path);
        Assert.Equal((path, _folder, "abc"), (source.Name, source.Folder, source.Text));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", source.Sha256);
    }

    [Fact]
    public void A_byte_order_mark_counts_for_the_hash_but_not_for_the_text()
    {
        ProblemSource source = ProblemSource.FromBytes("\uFEFFa: 1"u8);
        Assert.Equal("a: 1", source.Text);
        Assert.Equal(7, source.Bytes.Length);
        Assert.NotEqual(ProblemSource.FromText("a: 1").Sha256, source.Sha256);
        Assert.Equal(1, source.Read().Column);
    }

    [Fact]
    public void A_dash_reads_standard_input()
    {
        ProblemSource source = ProblemSource.Open("-", new MemoryStream(Encoding.UTF8.GetBytes("a: [")));
        Assert.StartsWith("standard input:1:4: a: this bracket is not closed", Reading.RefusalOf(() => source.Read()).ToString());
        Assert.Equal(Directory.GetCurrentDirectory(), source.Folder);
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "broker.yaml"), "a: 1");
        string misspelt = Path.Combine(_folder, "borker.yaml");
        Assert.Equal($"{misspelt}: there is no such file. Did you mean 'broker.yaml'?", Refusal(misspelt));
        Assert.Contains("there is no such file", Refusal(Path.Combine(_folder, "no", "such", "folder.yaml")));
        Assert.Contains("this is a folder, not a file", Refusal(_folder));
        Assert.Contains("this is not a file name", Refusal(""));
        Assert.Contains("this is not a file name", Refusal("a\0b"));
        Assert.Contains("cannot be read", Refusal(new string('x', 5000)));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            return; // nobody keeps root from reading
        }

        string path = Path.Combine(_folder, "secret.yaml");
        File.WriteAllText(path, "a: 1");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("this file may not be read", Refusal(path));
    }

    private static string Refusal(string path) => Reading.RefusalOf(() => ProblemSource.Open(path)).ToString();
}
