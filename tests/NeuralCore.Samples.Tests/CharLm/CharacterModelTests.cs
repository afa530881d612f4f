using CharLmSample;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The model of characters, its measure, and what it writes.</summary>
public sealed class CharacterModelTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void A_text_in_pieces_is_the_same_as_the_text_at_once(string cell)
    {
        CharacterModel model = Create(alphabet: 5, cell);
        Tensor text = Tensor.From(new float[,] { { 0, 1, 2, 3, 4, 3 }, { 4, 4, 0, 1, 2, 2 } });
        float[] whole = model.Forward(text).ToArray();
        (Tensor first, RecurrentState state) = model.Run(text[.., ..4], state: null);
        (Tensor second, _) = model.Run(text[.., 4..], state.Detach());
        float[] pieces = [.. first.ToArray()[..20], .. second.ToArray()[..10], .. first.ToArray()[20..], .. second.ToArray()[10..]];
        pieces.Should().Equal(whole);
        float[] forgetful = model.Forward(text[.., 4..]).ToArray();
        forgetful.Should().NotEqual(second.ToArray(), "without the state it does not know what came before");
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Steps_give_the_scores_of_the_text_at_once(string cell)
    {
        CharacterModel model = Create(alphabet: 5, cell);
        CharacterStepper stepper = new(model);
        float[] steps = [.. new[] { 3, 0, 4, 4 }.SelectMany(character => stepper.Step(character).ToArray())];
        steps.Should().Equal(model.Forward(Tensor.From([3f, 0, 4, 4], 1, 4)).ToArray());
    }

    [Fact]
    public void Who_knows_nothing_needs_the_logarithm_of_the_alphabet()
    {
        CharacterModel model = Create(alphabet: 32, "lstm");
        foreach ((string path, Parameter parameter) in model.NamedParameters.Where(named => named.Path.StartsWith("scores", StringComparison.Ordinal)))
            parameter.Value.Fill(0);
        int[] text = [.. Enumerable.Range(0, 5000).Select(i => i * 7 % 32)];
        BitsPerCharacter.Measure(model, text)!.Value.Should().BeApproximately(5, 1e-5);
        BitsPerCharacter.Measure(model, text, new CancellationToken(canceled: true)).Should().BeNull();
    }

    [Theory]
    [InlineData(1e-4f)]
    [InlineData(1e-38f)]
    [InlineData(float.Epsilon)]
    public void At_a_low_temperature_the_likeliest_is_written(float temperature)
    {
        CharacterModel model = Create(alphabet: 6, "gru");
        IReadOnlyList<int> written = new Author(model, temperature, new Rng(1)).Write([0, 1], 20);
        List<float> text = [0, 1];
        foreach (int character in written)
        {
            Tensor scores = model.Forward(Tensor.From([.. text], 1, text.Count))[^1..];
            ((int)scores.ArgMax(1).Item()).Should().Be(character);
            text.Add(character);
        }
    }

    [Fact]
    public void The_random_numbers_decide_what_is_written()
    {
        CharacterModel model = Create(alphabet: 30, "lstm");
        IReadOnlyList<int> one = Write(seed: 1);
        one.Should().HaveCount(100).And.OnlyContain(character => character >= 0 && character < 30);
        Write(seed: 1).Should().Equal(one);
        Write(seed: 2).Should().NotEqual(one);

        IReadOnlyList<int> Write(ulong seed) => new Author(model, temperature: 1, new Rng(seed)).Write([3], 100);
    }

    private static CharacterModel Create(int alphabet, string cell)
    {
        GlobalRandom.Seed = 3;
        return new CharacterModel(alphabet, hidden: 16, CellChoice.All.Single(choice => choice.Name == cell));
    }
}
