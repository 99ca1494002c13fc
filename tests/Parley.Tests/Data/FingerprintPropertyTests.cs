using Parley.Files.Data;

namespace Parley.Tests.Data;

public sealed class FingerprintPropertyTests
{
    [Fact]
    public void The_value_does_not_depend_on_how_bytes_are_cut()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] bytes = Bytes(random, random.Next(200));
            var pieces = new Fingerprint();
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(random.Next(0, 70), bytes.Length - at);
                pieces.Append(bytes.AsSpan(at, length));
                at += length;
            }

            Assert.Equal(Of(bytes), pieces.Value);
        }
    }

    [Fact]
    public void A_changed_bit_a_swap_and_a_missing_byte_are_noticed()
    {
        var random = new Random(2);
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] bytes = Bytes(random, 1 + random.Next(200));
            byte[] changed = [.. bytes];
            changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

            Assert.NotEqual(Of(bytes), Of(changed));
            Assert.NotEqual(Of(bytes), Of(bytes[..^1]));
            Assert.NotEqual(Of(bytes), Of([.. bytes, 0]));
        }

        byte[] words = Bytes(random, 128);
        Assert.NotEqual(Of(words), Of([.. words[32..64], .. words[..32], .. words[64..]]));
        Assert.NotEqual(Of(words), Of([.. words[8..16], .. words[..8], .. words[16..]]));
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static (uint A, uint B, uint C, uint D, uint Tail, long Length) Of(byte[] bytes)
    {
        var fingerprint = new Fingerprint();
        fingerprint.Append(bytes);
        return fingerprint.Value;
    }
}
