namespace Parley.Files.Documents;

/// <summary>A table that a problem names with <c>file:</c>.</summary>
/// <param name="Name">What to call it in a message: its path as seen from where the problem file was named.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record NamedFile(string Name, byte[] Bytes)
{
    /// <summary>The largest table read.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    /// <summary>The file whose path, relative to the problem file's folder, stands here.</summary>
    /// <exception cref="ProblemFileException">There is no such file, or it cannot be read.</exception>
    public static NamedFile Read(DocumentNode node)
    {
        (string name, string path) = Locate(node);
        return new NamedFile(name, node.Source.NamedFile(node, () => ReadBytes(node, path)));
    }

    /// <summary>What to call the file that is named here, and where it is.</summary>
    /// <exception cref="ProblemFileException">The problem may not name it, or it is a folder.</exception>
    public static (string Name, string Path) Locate(DocumentNode node)
    {
        string path = node.AsName();
        if (Path.IsPathRooted(path))
        {
            throw node.Error($"{Shown.Quoted(path)} is an absolute path", "Name the file relative to the problem file's folder");
        }

        ProblemSource source = node.Source;
        if (!source.HasFolder)
        {
            throw node.Error("this problem did not come from a folder, so it cannot name files", "Write the numbers themselves");
        }

        string full = Path.Combine(source.Folder, path);
        return Directory.Exists(full)
            ? throw node.Error($"{Shown.Quoted(path)} is a folder, not a file", "Name a file in it")
            : (Path.Combine(Path.GetDirectoryName(source.Name) ?? "", path), full);
    }

    private static byte[] ReadBytes(DocumentNode node, string path)
    {
        string shown = Shown.Quoted(node.AsName());
        var file = new FileInfo(path);
        if (file.Exists && file.Length > MaximumBytes)
        {
            throw node.Error($"{shown} is larger than {MaximumBytes / (1024 * 1024)} MiB, the most that is read", "Keep only what the problem needs");
        }

        try
        {
            return SourceBytes.ReadFile(path, MaximumBytes);
        }
        catch (ProblemFileException refusal)
        {
            throw node.Error($"{shown}: {refusal.Diagnostics[0].Message}", refusal.Diagnostics[0].Mend);
        }
    }
}
