namespace Parley.Tests;

/// <summary>Where the repository's own files are, for tests that read them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the examples, without their folder and suffix.</summary>
    public static IReadOnlyList<string> ExampleNames { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "examples"), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The path of an example.</summary>
    public static string Example(string name) => Path.Combine(Root, "examples", name + ".yaml");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Parley.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
