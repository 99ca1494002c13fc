using System.Text;

namespace Parley.Cli;

/// <summary>The folder that a sample is written to.</summary>
internal static class SampleFolder
{
    /// <summary>Makes the folder where it does not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="mayReplace">True where it may hold files already.</param>
    /// <exception cref="BadArgumentException">It holds files, or is one.</exception>
    public static void Prepare(string path, bool mayReplace)
    {
        if (File.Exists(path))
        {
            throw new BadArgumentException($"--out {path}: this is a file; name a folder");
        }

        if (!mayReplace && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).FirstOrDefault() is { } entry)
        {
            throw new BadArgumentException($"--out {path}: this folder is not empty (it holds {Path.GetFileName(entry)}); name a new one, or add --force to replace the sample's files in it");
        }

        Directory.CreateDirectory(path);
    }

    /// <summary>Writes a text in place of what stands there, all of it or nothing.</summary>
    public static void WriteText(string path, string text)
    {
        string unfinished = path + Files.Data.NpyWriter.Unfinished;
        File.WriteAllBytes(unfinished, Encoding.UTF8.GetBytes(text));
        File.Move(unfinished, path, overwrite: true);
    }
}
