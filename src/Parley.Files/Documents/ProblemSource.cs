using System.Security.Cryptography;
using System.Text;
using Parley.Files.Data;

namespace Parley.Files.Documents;

/// <summary>
/// A file as it was read: its bytes, what to call it, the folder that its <c>file:</c> values are relative to, and
/// its text. Valid by construction: the bytes are UTF-8 text without control characters.
/// </summary>
public sealed class ProblemSource
{
    /// <summary>The largest problem file read: far beyond anything written by hand.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private readonly byte[] _bytes;
    private readonly Lazy<string> _text;
    private readonly Dictionary<string, NamedContent> _namedFiles = [];
    private Task<string>? _hash;

    private ProblemSource(string name, string? folder, byte[] bytes)
    {
        (Name, HasFolder, Folder, _bytes) = (name, folder is not null, folder ?? Directory.GetCurrentDirectory(), bytes);
        _text = new Lazy<string>(() => Encoding.UTF8.GetString(Utf8Text.Span));
        SourceTextGuard.Check(this);
    }

    /// <summary>The file as the user named it, or <c>standard input</c>.</summary>
    public string Name { get; }

    /// <summary>The folder that <c>file:</c> values are relative to: the file's own, or the current one.</summary>
    public string Folder { get; }

    /// <summary>The bytes as they were read.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of <see cref="Bytes"/> followed by the bytes of each file that the
    /// problem names, in the order in which the text names them first: complete once the problem has been read.
    /// </summary>
    /// <exception cref="ProblemFileException">A data file has changed since it was read.</exception>
    public string Sha256 => _hash?.GetAwaiter().GetResult() ?? Hash(CancellationToken.None);

    /// <summary>The decoded text, without a byte order mark.</summary>
    public string Text => _text.Value;

    /// <summary>True where the name ends in <c>.json</c>, so that mistakes are explained as mistakes in JSON.</summary>
    public bool IsNamedJson => Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True where the problem came from a folder, so that it may name files there; a problem that came alone, such as
    /// the body of a request, may not look around on the machine that reads it.
    /// </summary>
    internal bool HasFolder { get; }

    /// <summary>The bytes after the byte order mark, if there is one.</summary>
    internal ReadOnlyMemory<byte> Utf8Text => Bytes.Span.StartsWith("\uFEFF"u8) ? Bytes[3..] : Bytes;

    /// <summary>Reads a file, or standard input where <paramref name="path"/> is <c>-</c>.</summary>
    /// <param name="path">A path, absolute or relative to the current folder, or <c>-</c>.</param>
    /// <param name="standardInput">What <c>-</c> stands for; the process's own standard input where null.</param>
    /// <param name="maximumBytes">The largest size read, in bytes.</param>
    /// <exception cref="ProblemFileException">
    /// The file is missing, a folder, unreadable, empty, too large, or not UTF-8 text.
    /// </exception>
    public static ProblemSource Open(string path, Stream? standardInput = null, int maximumBytes = MaximumBytes) =>
        path == "-"
            ? new("standard input", Directory.GetCurrentDirectory(), SourceBytes.ReadStandardInput(standardInput, maximumBytes))
            : new(path, SourceBytes.FolderOf(path), SourceBytes.ReadFile(path, maximumBytes));

    /// <summary>
    /// A problem given as bytes, such as the body of a request. It may name files only where a folder is given.
    /// </summary>
    /// <exception cref="ProblemFileException">The bytes are empty, too many, or not UTF-8 text.</exception>
    public static ProblemSource FromBytes(
        ReadOnlySpan<byte> bytes, string name = "problem.yaml", string? folder = null, int maximumBytes = MaximumBytes)
    {
        SourceBytes.RejectTooLarge(name, bytes.Length, maximumBytes);
        return new(name, folder, bytes.ToArray());
    }

    /// <summary>A problem given as text.</summary>
    /// <exception cref="ProblemFileException">The text is empty, too long, or holds control characters.</exception>
    public static ProblemSource FromText(string text, string name = "problem.yaml", string? folder = null) =>
        FromBytes(Encoding.UTF8.GetBytes(text), name, folder);

    /// <summary>Reads the document: YAML, or JSON where the text is JSON.</summary>
    /// <exception cref="ProblemFileException">
    /// The text is neither, or uses what problem files do without: anchors, tags, several documents, duplicate keys.
    /// </exception>
    public DocumentNode Read() => DocumentReader.Read(this);

    /// <summary>
    /// The bytes of a file that the problem names, which become part of <see cref="Sha256"/>. A file named twice is
    /// read once.
    /// </summary>
    /// <param name="node">The file's path, relative to <see cref="Folder"/>.</param>
    /// <param name="read">Reads the file.</param>
    internal byte[] NamedFile(DocumentNode node, Func<byte[]> read)
    {
        byte[] bytes = _namedFiles.GetValueOrDefault(node.AsName())?.Bytes ?? read();
        Add(node, new NamedContent(node.Position, bytes, null));
        return bytes;
    }

    /// <summary>A data file that the problem names, whose bytes become part of <see cref="Sha256"/> without being kept.</summary>
    /// <param name="node">The file's path, relative to <see cref="Folder"/>.</param>
    /// <param name="file">The file, opened for the first time.</param>
    /// <returns>The file, as it was named first.</returns>
    internal DataFile NamedData(DocumentNode node, DataFile file)
    {
        DataFile first = _namedFiles.GetValueOrDefault(node.AsName())?.Data ?? file;
        Add(node, new NamedContent(node.Position, null, first));
        return first;
    }

    /// <summary>Where data files are named, computes <see cref="Sha256"/> beside other work: to be called once all have been named.</summary>
    internal void HashInBackground(CancellationToken cancellation) =>
        _hash = _namedFiles.Values.Any(file => file.Data is not null) ? Task.Run(() => Hash(cancellation), cancellation) : null;

    /// <summary>An exception to throw about the file as a whole.</summary>
    public ProblemFileException Error(string message, string? mend = null) =>
        Error(TextPosition.WholeFile, "", message, mend);

    /// <summary>An exception to throw about one place in the file.</summary>
    public ProblemFileException Error(TextPosition at, string path, string message, string? mend = null) =>
        new(Diagnose(at, path, message, mend));

    /// <summary>A diagnostic about one place in the file. Cost: one pass over the text up to the place.</summary>
    public Diagnostic Diagnose(TextPosition at, string path, string message, string? mend = null) =>
        new(Name, at.Line, at.Column, path, message, mend, ExcerptAt(at));

    /// <summary>The place behind the last character that is not blank.</summary>
    internal TextPosition End
    {
        get
        {
            ReadOnlySpan<char> text = Text.AsSpan().TrimEnd();
            return new TextPosition(text.Count('\n') + 1, text.Length - (text.LastIndexOf('\n') + 1) + 1);
        }
    }

    /// <summary>A line of the text, from 1, without its end; empty beyond the last. Cost: one pass up to it.</summary>
    internal ReadOnlySpan<char> Line(int line)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> text in Text.AsSpan().EnumerateLines())
        {
            if (++number == line)
            {
                return text;
            }
        }

        return [];
    }

    /// <summary>Keeps the content of a file under its path, and the place in the text that names it first.</summary>
    private void Add(DocumentNode node, NamedContent content)
    {
        string key = node.AsName();
        NamedContent? known = _namedFiles.GetValueOrDefault(key);
        TextPosition first = known is not null && content.First.IsNotBefore(known.First) ? known.First : content.First;
        _namedFiles[key] = new NamedContent(first, content.Bytes ?? known?.Bytes, content.Data ?? known?.Data);
        _hash = null;
    }

    private string Hash(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_bytes);
        foreach (NamedContent file in _namedFiles.Values.OrderBy(file => (file.First.Line, file.First.Column)))
        {
            if (file.Data is not null)
            {
                file.Data.AppendTo(hash, cancellation);
            }
            else
            {
                hash.AppendData(file.Bytes!);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private SourceExcerpt? ExcerptAt(TextPosition at) => at.Line > 0 ? SourceExcerpt.Of(Line(at.Line), at.Column) : null;

    /// <summary>A named file: where it is named first, and its bytes or the file itself.</summary>
    private sealed record NamedContent(TextPosition First, byte[]? Bytes, DataFile? Data);
}
