using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Parley.Files.Documents;

namespace Parley.Files.Data;

/// <summary>
/// A file of numbers that a problem names with <c>file:</c>. It is read in passes and never kept; every pass must see the same
/// bytes, of which <see cref="ProblemSource.Sha256"/> is one.
/// </summary>
internal sealed class DataFile
{
    private const int HashBlock = 1 << 20;

    private readonly DocumentNode _node;
    private readonly string _path;
    private readonly Lock _lock = new();
    private (uint A, uint B, uint C, uint D, uint Tail, long Length)? _seen;

    private DataFile(DocumentNode node, string name, string path)
    {
        (_node, Name, _path) = (node, name, path);
        using SafeFileHandle handle = Opened();
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>What to call it in a message: its path as seen from where the problem file was named.</summary>
    public string Name { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>True where its name ends in <c>.npy</c>.</summary>
    public bool IsNpy => HasEnding(".npy");

    /// <summary>True where its name ends in <c>.csv</c>.</summary>
    public bool IsCsv => HasEnding(".csv");

    /// <summary>The file whose path, relative to the problem file's folder, stands here; part of the problem's hash from now on.</summary>
    /// <exception cref="ProblemFileException">There is no such file, or it cannot be read.</exception>
    public static DataFile Named(DocumentNode node)
    {
        (string name, string path) = NamedFile.Locate(node);
        var file = new DataFile(node, name, path);
        return file.IsNpy || file.IsCsv
            ? node.Source.NamedData(node, file)
            : throw node.Error($"{Shown.Quoted(node.AsName())} is neither a .npy nor a .csv file", "Save the numbers as .npy (numpy.save) or .csv");
    }

    /// <summary>Starts a pass.</summary>
    public DataStream Open() => new(this);

    /// <summary>Adds the file's bytes to a hash.</summary>
    public void AppendTo(IncrementalHash hash, CancellationToken cancellation)
    {
        using DataStream pass = Open();
        byte[] block = new byte[HashBlock];
        int read;
        while ((read = pass.Read(block)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        pass.Complete();
    }

    /// <summary>The file, open for reading.</summary>
    public SafeFileHandle Opened()
    {
        try
        {
            return SourceBytes.Open(_path, FileOptions.SequentialScan);
        }
        catch (ProblemFileException refusal)
        {
            throw Error(refusal.Diagnostics[0].Message, refusal.Diagnostics[0].Mend);
        }
    }

    /// <summary>Compares what a pass saw with what the first one saw.</summary>
    public void Confirm(Fingerprint fingerprint)
    {
        lock (_lock)
        {
            _seen ??= fingerprint.Value;
            if (_seen != fingerprint.Value)
            {
                throw Changed();
            }
        }
    }

    /// <summary>An exception to throw about the file, at the place that names it.</summary>
    public ProblemFileException Error(string message, string? mend) => _node.Error($"{Shown.Quoted(_node.AsName())}: {message}", mend);

    /// <summary>An exception to throw about the place that names the file.</summary>
    public ProblemFileException Changed() => Error("the file changed while it was read", "Let nothing write to it, and run again");

    private bool HasEnding(string ending) => _path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
