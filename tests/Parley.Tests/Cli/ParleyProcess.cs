using System.Diagnostics;

namespace Parley.Tests.Cli;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record Run(int ExitCode, string Output, string Error);

/// <summary>The built <c>parley</c>, copied with what it needs to a folder of its own, run as a process.</summary>
public sealed class ParleyProcess : IDisposable
{
    /// <summary>Far beyond any run here: a hanging process fails its test instead of the whole run.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-tests-").FullName;

    public ParleyProcess()
    {
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory).Where(IsNeeded))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    /// <summary>A folder for the tests' files, removed afterwards.</summary>
    public string Folder => _folder;

    /// <summary>The path of a new file with this text.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Delete(string file) => File.Delete(Path.Combine(_folder, file));

    internal Run Run(params string[] arguments) => RunWith("", arguments);

    /// <summary>Runs with a text as standard input, both outputs being pipes.</summary>
    internal Run RunWith(string input, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"parley {string.Join(' ', arguments)} did not end within {s_patience.TotalSeconds} seconds");
        }

        return new Run(process.ExitCode, output.Result, error.Result);
    }

    internal Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder, "parley.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The command line's own files among the test assembly's.</summary>
    private static bool IsNeeded(string path) => Path.GetFileName(path) is var name
        && !name.StartsWith("Parley.Tests", StringComparison.Ordinal)
        && (name.StartsWith("Parley.", StringComparison.Ordinal) || name.StartsWith("parley.", StringComparison.Ordinal)
            || name is "Spectre.Console.dll" or "System.CommandLine.dll" or "YamlDotNet.dll");
}
