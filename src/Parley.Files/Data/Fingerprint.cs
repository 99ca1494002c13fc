using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parley.Files.Data;

/// <summary>
/// Tells whether two passes over a file saw the same bytes: four interleaved CRC-32C sums. Quick, and no protection against
/// intent: results carry SHA-256 for that.
/// </summary>
internal sealed class Fingerprint
{
    private const int Stride = 4 * sizeof(ulong);

    private readonly byte[] _waiting = new byte[Stride];
    private (uint A, uint B, uint C, uint D) _sums;
    private long _length;

    /// <summary>What has been seen.</summary>
    public (uint A, uint B, uint C, uint D, uint Tail, long Length) Value
    {
        get
        {
            uint tail = 0;
            foreach (byte last in _waiting.AsSpan(0, (int)(_length % Stride)))
            {
                tail = BitOperations.Crc32C(tail, last);
            }

            return (_sums.A, _sums.B, _sums.C, _sums.D, tail, _length);
        }
    }

    /// <summary>Sees the next bytes. The value does not depend on how they are cut.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int waiting = (int)(_length % Stride);
        _length += bytes.Length;
        if (waiting > 0)
        {
            int taken = Math.Min(Stride - waiting, bytes.Length);
            bytes[..taken].CopyTo(_waiting.AsSpan(waiting));
            bytes = bytes[taken..];
            if (waiting + taken < Stride)
            {
                return;
            }

            Add(_waiting);
        }

        int whole = bytes.Length - (bytes.Length % Stride);
        Add(bytes[..whole]);
        bytes[whole..].CopyTo(_waiting);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private void Add(ReadOnlySpan<byte> bytes)
    {
        (uint a, uint b, uint c, uint d) = _sums;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int i = 0; i + 3 < words.Length; i += 4)
        {
            a = BitOperations.Crc32C(a, words[i]);
            b = BitOperations.Crc32C(b, words[i + 1]);
            c = BitOperations.Crc32C(c, words[i + 2]);
            d = BitOperations.Crc32C(d, words[i + 3]);
        }

        _sums = (a, b, c, d);
    }
}
