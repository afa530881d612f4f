using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class Crc32Tests
{
    [Fact]
    public void PublishedCheckValueHolds() => Crc32.Append(0, "123456789"u8).Should().Be(0xCBF43926);

    [Fact]
    public void EveryLengthAndEverySplitAgreesWithOneBitAtATime()
    {
        byte[] data = new byte[40];
        for (int i = 0; i < data.Length; i++)
            data[i] = (byte)((i * 37) ^ (i >> 2));
        for (int length = 0; length <= data.Length; length++)
        {
            uint expected = BitByBit(data.AsSpan(0, length));
            for (int split = 0; split <= length; split++)
                Crc32.Append(Crc32.Append(0, data.AsSpan(0, split)), data.AsSpan(split, length - split)).Should().Be(expected);
        }
    }

    private static uint BitByBit(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                uint difference = (crc ^ (uint)(value >> bit)) & 1;
                crc = (crc >> 1) ^ (difference * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
