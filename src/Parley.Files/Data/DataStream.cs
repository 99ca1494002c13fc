using Microsoft.Win32.SafeHandles;
using Parley.Files.Documents;

namespace Parley.Files.Data;

/// <summary>One pass over a data file from its first byte to its last, which notices whether another pass saw other bytes.</summary>
internal sealed class DataStream : Stream
{
    private readonly DataFile _file;
    private readonly SafeFileHandle _handle;
    private readonly Fingerprint _fingerprint = new();
    private long _position;

    public DataStream(DataFile file) => (_file, _handle) = (file, file.Opened());

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Reads the next bytes.</summary>
    /// <returns>How many; 0 at the end.</returns>
    /// <exception cref="ProblemFileException">The file cannot be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = RandomAccess.Read(_handle, buffer, _position);
            _fingerprint.Append(buffer[..read]);
            _position += read;
            return read;
        }
        catch (IOException failure)
        {
            throw _file.Error($"the file cannot be read ({failure.Message.TrimEnd('.')})", null);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Fills a span.</summary>
    /// <exception cref="ProblemFileException">The file ends before, so it has changed since its length was looked at.</exception>
    public void Fill(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = Read(destination);
            destination = read > 0 ? destination[read..] : throw _file.Changed();
        }
    }

    /// <summary>Says that the pass is over: all bytes have been read.</summary>
    /// <exception cref="ProblemFileException">The file has changed since it was looked at first.</exception>
    public void Complete()
    {
        if (_position != _file.Length || RandomAccess.GetLength(_handle) != _file.Length)
        {
            throw _file.Changed();
        }

        _file.Confirm(_fingerprint);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }
}
