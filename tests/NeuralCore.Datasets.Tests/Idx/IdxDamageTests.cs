using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

/// <summary>Whatever happens to a file, the reader gives the right numbers or a typed error, and takes little memory either way.</summary>
public class IdxDamageTests
{
    private const long LittleMemory = 1 << 20;

    private static readonly byte[] content = IdxBytes.File(0x0B, [3, 4, 2], Enumerable.Range(0, 48).Select(i => (byte)(i * 11)).ToArray());
    private static readonly byte[] packed = IdxBytes.Gzip(content);

    [Fact]
    public void EveryTruncationIsAnError()
    {
        for (int length = 0; length < content.Length; length++)
            Read(content[..length]).Should().BeNull("of {0} bytes", length);
        for (int length = 0; length < packed.Length; length++)
            Read(packed[..length]).Should().BeNull("of {0} packed bytes", length);
    }

    [Fact]
    public void EveryChangedByteOfAPlainFileIsAnErrorOrAFileOfThatContent()
    {
        int accepted = 0;
        ForEveryChange(content, (changed, index) =>
        {
            if (Read(changed) is not { } file)
                return;
            accepted++;
            byte[] numbers = Bytes(file);
            changed.AsSpan(changed.Length - numbers.Length).ToArray().Should().Equal(numbers, "after a change of byte {0}", index);
        });
        accepted.Should().BeGreaterThanOrEqualTo(48 * 255, "a plain file has no checksum, so changed numbers are the numbers");
    }

    [Fact]
    public void EveryChangedByteOfAPackedFileIsAnErrorOrHarmless()
    {
        int refused = 0;
        ForEveryChange(packed, (changed, index) =>
        {
            if (Read(changed) is { } file)
                Bytes(file).Should().Equal(content[16..], "after a change of byte {0}", index);
            else
                refused++;
        });

        // Time, level and system (six bytes) do not matter, nor does the flag that marks text; nearly every other change must be seen.
        refused.Should().BeGreaterThan((packed.Length - 7) * 255 * 99 / 100);
    }

    private static void ForEveryChange(byte[] file, Action<byte[], int> check)
    {
        byte[] changed = [.. file];
        for (int index = 0; index < file.Length; index++)
        {
            for (int difference = 1; difference < 256; difference++)
            {
                changed[index] = (byte)(file[index] ^ difference);
                check(changed, index);
            }

            changed[index] = file[index];
        }
    }

    // The only exception that may come out is the typed one; any other ends the test.
    private static IdxFile? Read(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return IdxBytes.Read(file);
        }
        catch (DataFormatException error)
        {
            error.Offset.Should().BeInRange(0, Math.Max(file.Length, content.Length) + 1024);
            return null;
        }
        finally
        {
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(LittleMemory);
        }
    }

    private static byte[] Bytes(IdxFile file) => file.ElementType switch
    {
        IdxElementType.UnsignedByte => file.Values<byte>().ToArray(),
        IdxElementType.SignedByte => file.Values<sbyte>().ToArray().Select(value => (byte)value).ToArray(),
        IdxElementType.Int16 => file.Values<short>().ToArray().SelectMany(value => new[] { (byte)(value >> 8), (byte)value }).ToArray(),
        _ => file.ToSingles().SelectMany(BitConverter.GetBytes).ToArray(),
    };
}
