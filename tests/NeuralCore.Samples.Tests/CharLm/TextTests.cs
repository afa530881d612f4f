using System.Text;
using CharLmSample;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>From a text to numbered characters, and to pieces of streams.</summary>
public sealed class TextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_alphabet_numbers_whole_characters_in_order()
    {
        Alphabet alphabet = new("déjà 😀 vu\n");
        alphabet.Count.Should().Be(9);
        int[] numbers = alphabet.Encode("vu 😀\n");
        numbers.Should().Equal(5, 4, 1, 8, 0);
        alphabet.Decode(numbers).Should().Be("vu 😀\n");
        alphabet.Unknown("du 😀").Should().BeNull();
        alphabet.Unknown("du x").Should().Be(new Rune('x'));
    }

    [Fact]
    public void The_last_tenth_is_held_out()
    {
        string text = string.Concat(Enumerable.Range(0, 5005).Select(i => (char)('a' + (i % 7))));
        TextSource source = TextSource.Read(Write(text));
        source.Alphabet.Decode(source.Training).Should().Be(text[..4505]);
        source.Alphabet.Decode(source.HeldOut).Should().Be(text[4505..]);
    }

    [Theory]
    [InlineData(1000, 4, 8, 0)]
    [InlineData(1000, 4, 8, 5)]
    [InlineData(1001, 32, 10, 3)]
    [InlineData(100, 1, 64, 0)]
    [InlineData(20, 16, 128, 0)]
    public void Every_character_is_foretold_once_by_the_one_before_it(int length, int streams, int steps, int offset)
    {
        int[] text = [.. Enumerable.Range(0, length)];
        TextStreams pieces = new(text, streams, steps, offset);
        List<float>[] read = [];
        for (int number = 0; number < pieces.Count; number++)
        {
            (Tensor inputs, Tensor targets) = pieces.Piece(number);
            inputs.Shape[1].Should().BeInRange(1, steps);
            inputs.ToArray().Select(character => character + 1).Should().Equal(targets.ToArray(), "the text counts up");
            if (number == 0)
                read = [.. Enumerable.Range(0, inputs.Shape[0]).Select(_ => new List<float>())];
            for (int stream = 0; stream < read.Length; stream++)
                read[stream].AddRange(targets.ToArray().AsSpan(stream * inputs.Shape[1], inputs.Shape[1]));
        }

        read.Length.Should().BeInRange(1, streams);
        float[] all = [.. read.SelectMany(stream => stream)];
        all.Should().HaveCount(pieces.Characters).And.Equal(Enumerable.Range(offset + 1, all.Length).Select(number => (float)number));
        all.Length.Should().BeGreaterThan(length - offset - 1 - streams, "fewer than one for each stream are left over");
    }

    private string Write(string content) => folder.Write("text.txt", Encoding.UTF8.GetBytes(content));
}
