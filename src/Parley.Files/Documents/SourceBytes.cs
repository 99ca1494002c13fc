using Microsoft.Win32.SafeHandles;

namespace Parley.Files.Documents;

/// <summary>Reads the bytes of a source, with a plain refusal where that is impossible.</summary>
internal static class SourceBytes
{
    private const int MostFilesCompared = 1000;

    /// <summary>The folder of a file, absolute.</summary>
    public static string FolderOf(string path)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(path)) ?? Directory.GetCurrentDirectory();
        }
        catch (ArgumentException)
        {
            throw Refuse(Shown.Plain(path, 200), "this is not a file name", "Name a problem file, or - for standard input");
        }
    }

    /// <summary>All bytes of a file; never reads more than the limit and one.</summary>
    public static byte[] ReadFile(string path, int maximumBytes)
    {
        using SafeFileHandle handle = Open(path);
        try
        {
            using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return ReadAtMost(file, path, maximumBytes);
        }
        catch (IOException failure)
        {
            throw Unreadable(path, failure);
        }
    }

    /// <summary>A file, open for reading.</summary>
    public static SafeFileHandle Open(string path, FileOptions options = FileOptions.None)
    {
        if (Directory.Exists(path))
        {
            throw Refuse(path, "this is a folder, not a file", "Name a problem file in it");
        }

        try
        {
            return File.OpenHandle(path, options: options);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refuse(path, "there is no such file", Neighbour(path));
        }
        catch (UnauthorizedAccessException)
        {
            throw Refuse(path, "this file may not be read", "Ask for permission to read it");
        }
        catch (IOException failure)
        {
            throw Unreadable(path, failure);
        }
    }

    /// <summary>All bytes of standard input, or of the stream that stands for it.</summary>
    public static byte[] ReadStandardInput(Stream? standardInput, int maximumBytes)
    {
        const string name = "standard input";
        try
        {
            using Stream? opened = standardInput is null ? Console.OpenStandardInput() : null;
            return ReadAtMost(standardInput ?? opened!, name, maximumBytes);
        }
        catch (IOException failure)
        {
            throw Refuse(name, $"it cannot be read ({failure.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Refuses more bytes than the limit.</summary>
    public static void RejectTooLarge(string name, int length, int maximumBytes)
    {
        if (length > maximumBytes)
        {
            throw Refuse(
                name,
                $"larger than {maximumBytes / (1024 * 1024)} MiB, the most that is read",
                "Keep large tables in .csv or .npy files and name them with file:");
        }
    }

    private static byte[] ReadAtMost(Stream stream, string name, int maximumBytes)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            RejectTooLarge(name, (int)bytes.Length, maximumBytes);
        }

        return bytes.ToArray();
    }

    /// <summary>The file in the same folder whose name is nearest, as a suggestion.</summary>
    private static string? Neighbour(string path)
    {
        string folder = FolderOf(path);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            IEnumerable<string> names = Directory.EnumerateFiles(folder).Take(MostFilesCompared).Select(file => Path.GetFileName(file));
            return Suggestion.Nearest(Path.GetFileName(path), names) is { } near ? $"Did you mean '{near}'?" : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProblemFileException Unreadable(string path, IOException failure) =>
        Refuse(path, $"this file cannot be read ({failure.Message.TrimEnd('.')})");

    private static ProblemFileException Refuse(string name, string message, string? mend = null) =>
        new(new Diagnostic(name, 0, 0, "", message, mend));
}
