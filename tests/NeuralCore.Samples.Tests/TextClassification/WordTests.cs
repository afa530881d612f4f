using FluentAssertions;
using NeuralCore.Testing;
using TextClassificationSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>From a message to numbers, and from numbers to a vector.</summary>
public sealed class WordTests
{
    [Theory]
    [InlineData("Call 09061701461 NOW!!", "call ######### now ! !")]
    [InlineData("I don't, 'really'", "i don't , ' really '")]
    [InlineData("£1.50/msg", "£ # . ## / msg")]
    [InlineData("  Über\tall ", "über all")]
    [InlineData("ok😀😀 d'😀 a'𐐀𐐁b", "ok 😀 😀 d ' 😀 a'𐐨𐐩b")]
    [InlineData("", "")]
    public void Words_numbers_and_signs_come_apart(string text, string expected) =>
        string.Join(' ', Tokenizer.Tokens(text)).Should().Be(expected);

    // Not as data of a theory: the test runner cannot write such a text down.
    [Fact]
    public void Half_a_character_is_a_sign_too() =>
        Tokenizer.Tokens("half\ud83dok \ude00").Should().Equal("half", "\ud83d", "ok", "\ude00");

    [Fact]
    public void A_word_needs_two_messages_to_be_known()
    {
        Vocabulary vocabulary = new([new("free free prize", true), new("free call", true), new("call me", false)]);
        vocabulary.Count.Should().Be(4, "there are the padding, the unknown, free and call");
        vocabulary.Encode("Call FREE prize me").Should().Equal(3, 2, 1, 1);
        vocabulary.Encode([new("free", true), new("call me now please", false)], length: 3).ToArray().Should().Equal(2, 0, 0, 3, 1, 1);
    }

    [Fact]
    public void A_bag_divides_the_sum_by_the_root_of_the_number_of_words()
    {
        GlobalRandom.Seed = 1;
        BagOfWords bag = new(vocabulary: 6, size: 2);
        Tensor table = bag.Parameters[0].Value;
        float[] result = bag.Forward(Tensor.From(new float[,] { { 2, 5, 5, 4 }, { 3, 0, 0, 0 }, { 0, 0, 0, 0 } })).ToArray();
        for (int i = 0; i < 2; i++)
            result[i].Should().BeApproximately((table[2, i] + (2 * table[5, i]) + table[4, i]) / 2, 1e-6f);
        result[2..].Should().Equal(table[3, 0], table[3, 1], 0, 0);
    }

    [Fact]
    public void The_gradient_of_a_bag_is_right()
    {
        GlobalRandom.Seed = 1;
        BagOfWords bag = new(vocabulary: 6, size: 3);

        // No padding, whose vector stays zero: it has a slope, and gets no gradient.
        Tensor words = Tensor.From(new float[,] { { 2, 5, 5 }, { 3, 1, 4 } });
        GradientCheck.Run(_ => bag.Forward(words).Square().Sum(), [bag.Parameters[0].Value]).ThrowIfAbove();
    }

    [Fact]
    public void Words_are_dropped_in_training_alone()
    {
        GlobalRandom.Seed = 1;
        WordDropout dropout = new(0.4f);
        Tensor words = Tensor.Full(7, 50, 40);
        float[] dropped = dropout.Forward(words).ToArray();
        dropped.Should().OnlyContain(word => word == 7 || word == Vocabulary.Padding);
        (dropped.Count(word => word == Vocabulary.Padding) / 2000.0).Should().BeApproximately(0.4, 0.05);
        dropout.Evaluate();
        dropout.Forward(words).ToArray().Should().OnlyContain(word => word == 7);
    }

    [Fact]
    public void The_scores_are_those_of_the_textbook()
    {
        TestResult result = new(Caught: 6, Missed: 2, Wronged: 1, Passed: 11);
        result.Accuracy.Should().Be(0.85);
        result.F1.Should().BeApproximately(2 * (6.0 / 7) * (6.0 / 8) / ((6.0 / 7) + (6.0 / 8)), 1e-12, "it is the harmonic mean of precision and recall");
        new TestResult(Caught: 0, Missed: 0, Wronged: 0, Passed: 5).F1.Should().Be(0);
    }
}
