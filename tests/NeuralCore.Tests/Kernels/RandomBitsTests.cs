using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Many blocks at once are those that <see cref="Rng"/> draws one by one, whose known answers its own tests hold.</summary>
public sealed unsafe class RandomBitsTests
{
    private const ulong Seed = 0x123456789ABCDEF0, Stream = 0xFEDCBA9876543210;

    [Theory]
    [InlineData(0ul)]
    [InlineData(5ul)]
    [InlineData(0xFFFFFFFFul - 20)]
    [InlineData(ulong.MaxValue - 20)]
    public void Every_count_of_blocks_has_the_words_of_the_stream(ulong firstBlock)
    {
        for (int blocks = 0; blocks <= 67; blocks++)
        {
            Bits[] words = new Bits[(4 * blocks) + 16];
            words.AsSpan().Fill(-1);
            fixed (Bits* target = words)
                RandomBits.Fill(Seed, Stream, firstBlock, blocks, target);
            for (int i = 0; i < blocks; i++)
            {
                (uint w0, uint w1, uint w2, uint w3) = Rng.Block(Seed, Stream, firstBlock + (ulong)i);
                words.AsSpan(4 * i, 4).ToArray().Should().Equal([(Bits)(w0 >> 1), (Bits)(w1 >> 1), (Bits)(w2 >> 1), (Bits)(w3 >> 1)], "block {0} of {1}", i, blocks);
            }

            words.AsSpan(4 * blocks).ContainsAnyExcept((Bits)(-1)).Should().BeFalse("nothing comes behind {0} blocks", blocks);
        }
    }
}
