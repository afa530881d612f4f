using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class EmbeddingLayerTests
{
    [Fact]
    public void First_vectors_are_of_the_standard_normal_distribution_and_the_paddings_of_zeros()
    {
        Embedding embedding = new(200, 50, paddingIndex: 7, rng: new Rng(1));
        Real[] weight = embedding.Parameters[0].Value.ToArray();
        weight.Chunk(50).ElementAt(7).Should().OnlyContain(value => value == 0);
        weight.Chunk(50).Where((_, i) => i != 7).SelectMany(row => row).Should().NotContain(0);

        // Four standard errors of 10,000 numbers.
        weight.Average().Should().BeInRange((Real)(-0.04), (Real)0.04);
        weight.Average(value => value * value).Should().BeInRange((Real)0.93, (Real)1.06);
        embedding.Description.Should().Be("Embedding(200, 50, paddingIndex: 7)");
        embedding.Parameters[0].ToString().Should().Be("weight [200, 50]");

        Embedding flat = new(3, 2, weightInitializer: Initializer.Constant((Real)0.5), paddingIndex: 0);
        flat.Parameters[0].Value.ToArray().Should().Equal(0, 0, (Real)0.5, (Real)0.5, (Real)0.5, (Real)0.5);
    }

    [Fact]
    public void The_paddings_vector_stays_while_the_others_learn()
    {
        Embedding embedding = new(4, 2, paddingIndex: 0, rng: new Rng(1));
        Real[] before = embedding.Parameters[0].Value.ToArray();
        Sgd optimizer = new(embedding.Parameters, (Real)0.1);
        embedding.Forward(Tensor.From([0, 2, 0, 3])).Sum().Backward();
        optimizer.Step();
        Real[] after = embedding.Parameters[0].Value.ToArray();
        after[..4].Should().Equal(before[..4]);
        after[4..].Zip(before[4..]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second + (Real)0.1) < 1e-6);
    }

    [Fact]
    public void A_table_can_be_shared_with_the_last_layer_and_with_another_embedding()
    {
        TiedModel tied = new();
        tied.NamedParameters.Select(named => named.Path).Should().Equal("weight");
        Tensor y = tied.Forward(Tensor.From([1, 2]));
        y.Sum().Backward();

        // With scores E[x] Eᵀ summed up, each row gets Σ E[x], and a row that was named Σ E besides.
        Real[] gradient = tied.Parameters[0].Gradient!.ToArray();
        gradient.Should().Equal(5, 7, 5 + 6, 7 + 9, 5 + 6, 7 + 9);

        Embedding other = new(tied.Parameters[0], paddingIndex: 1);
        other.Parameters[0].Should().BeSameAs(tied.Parameters[0]);
        other.Description.Should().Be("Embedding(3, 2, paddingIndex: 1)");
        other.Forward(Tensor.From([1])).ToArray().Should().Equal(2, 3);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_construction()
    {
        Refused(() => new Embedding(0, 3), "count must be 1 or more.*");
        Refused(() => new Embedding(3, 0), "size must be 1 or more.*");
        Refused(() => new Embedding(3, 2, paddingIndex: 3), "paddingIndex must be a row of the table, from 0 to 2.*");
        Refused(() => new Embedding(3, 2, paddingIndex: -1), "paddingIndex must be a row of the table, from 0 to 2.*");
        ((Action)(() => _ = new Embedding(new Parameter("weight", Tensor.Ones(3))))).Should().Throw<ShapeException>()
            .WithMessage("Embedding: the weight has shape [3]*");

        static void Refused(Func<Layer> act, string message) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    private sealed class TiedModel : Layer
    {
        private readonly Embedding words;
        private readonly Parameter weight;

        public TiedModel()
        {
            words = AddChild("words", new Embedding(3, 2));
            weight = AddParameter("weight", words.Parameters[0]);
            weight.Value.CopyFrom([1, 2, 2, 3, 3, 4]);
        }

        public override Tensor Forward(Tensor input) => words.Forward(input).Linear(weight);
    }
}
