using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Operations;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class LinearTests
{
    [Fact]
    public void A_known_case()
    {
        Tensor y = Tensor.From([1, 2, 3, 4], 2, 2).Linear(Tensor.From([1, 0, 0, 1, 1, 1], 3, 2), Tensor.From([10, 20, 30]));
        y.Shape.Should().Be(Shape.Create([2, 3]));
        y.ToArray().Should().Equal(11, 22, 33, 13, 24, 37);
    }

    [Fact]
    public void Fusing_an_activation_changes_no_bit_forward_or_back()
    {
        Compare(new Cubed());
        Compare(new DoubledAboveZero());
        Compare(new Halved());
    }

    [Fact]
    public void The_named_activations_are_fused_too()
    {
        Tensor x = Tensor.Normal(new Rng(1), 4, 3);
        Tensor weight = Tensor.Normal(new Rng(2), 5, 3);
        Activation.Relu.ApplyToLinear(x, weight, null).ToArray().Should().Equal(x.Linear(weight).Relu().ToArray());
    }

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(4, 0, 2)]
    [InlineData(4, 3, 0)]
    public void Sizes_of_zero_work(int rows, int inputs, int outputs)
    {
        Tensor x = Tensor.Ones(rows, inputs);
        Tensor weight = Tensor.Ones(outputs, inputs);
        Tensor bias = Tensor.Full(7, outputs);
        x.RequiresGradient = weight.RequiresGradient = bias.RequiresGradient = true;
        Tensor y = x.Linear(weight, bias);
        y.Shape.Should().Be(Shape.Create([rows, outputs]));
        y.ToArray().Should().Equal(Enumerable.Repeat((Real)(7 + inputs), rows * outputs));
        y.Sum().Backward();
        x.Gradient!.ToArray().Should().Equal(Enumerable.Repeat((Real)outputs, rows * inputs));
        weight.Gradient!.ToArray().Should().Equal(Enumerable.Repeat((Real)rows, outputs * inputs));
        bias.Gradient!.ToArray().Should().Equal(Enumerable.Repeat((Real)rows, outputs));
    }

    [Fact]
    public void A_frozen_weight_may_change_before_the_gradient_of_another_input()
    {
        Tensor x = Tensor.Ones(1, 2);
        Tensor weight = Tensor.Ones(1, 2);
        weight.RequiresGradient = true;
        Tensor y = x.Linear(weight);
        weight.Fill(5);
        y.Backward();
        weight.Gradient!.ToArray().Should().Equal(1, 1);

        x.RequiresGradient = true;
        y = x.Linear(weight);
        weight.Fill(6);
        y.Invoking(tensor => tensor.Backward()).Should().Throw<GradientException>().WithMessage(
            "Backward: Linear saved a tensor of shape [1, 2]*Fill changed it*");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_advice()
    {
        Tensor weight = Tensor.Zeros(10, 512);
        Action input = () => Tensor.Zeros(32, 784).Linear(weight);
        input.Should().Throw<ShapeException>().WithMessage(
            "Linear: expected shape [..., 512], got [32, 784]: the weight [10, 512] takes 512 features, not 784.*");
        Action scalar = () => Tensor.Scalar(1).Linear(weight);
        scalar.Should().Throw<ShapeException>().WithMessage("Linear: expected shape [..., 512], got []: the weight [10, 512] takes 512 features.*");
        Action vector = () => Tensor.Zeros(3).Linear(Tensor.Zeros(3));
        vector.Should().Throw<ShapeException>().WithMessage("Linear: the weight has shape [3]; it must be a matrix [out, in]*");
        Action bias = () => Tensor.Zeros(512).Linear(weight, Tensor.Zeros(1, 10));
        bias.Should().Throw<ShapeException>().WithMessage(
            "Linear: the bias has shape [1, 10], but the weight [10, 512] has 10 outputs. Give a bias [10].");
    }

    private static void Compare<TOperation>(TOperation operation)
        where TOperation : struct, IUnaryOperation
    {
        Tensor[] fused = Inputs();
        Tensor[] apart = Inputs();
        Tensor together = fused[0].Linear(fused[1], fused[2], operation);
        Tensor after = apart[0].Linear(apart[1], apart[2]).Elementwise(operation);
        together.ToArray().Should().Equal(after.ToArray());
        using (Gradients.Disable())
            fused[0].Linear(fused[1], fused[2], operation).ToArray().Should().Equal(after.ToArray());
        Tensor gradient = Tensor.Normal(new Rng(9), after.Shape);
        together.Backward(gradient);
        after.Backward(gradient);
        for (int i = 0; i < 3; i++)
            fused[i].Gradient!.ToArray().Should().Equal(apart[i].Gradient!.ToArray(), "input {0} of {1}", i, TOperation.Name);
    }

    private static Tensor[] Inputs()
    {
        Tensor[] inputs = [Tensor.Normal(new Rng(1), 2, 7, 13), Tensor.Normal(new Rng(2), 19, 13), Tensor.Normal(new Rng(3), 19)];
        foreach (Tensor input in inputs)
            input.RequiresGradient = true;
        return inputs;
    }

    private readonly struct Cubed : IUnaryOperation
    {
        public static string Name => nameof(Cubed);

        public Keep Keep => Keep.Input;

        public V Value<V>(V x)
            where V : struct, ILanes<V> => x * x * x;

        public V Slope<V>(V kept)
            where V : struct, ILanes<V> => V.All(3) * kept * kept;
    }

    private readonly struct DoubledAboveZero : IUnaryOperation
    {
        public static string Name => nameof(DoubledAboveZero);

        public Keep Keep => Keep.Output;

        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.Max(x, V.All(0)) * V.All(2);

        public V Slope<V>(V kept)
            where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(2), V.All(0));
    }

    private readonly struct Halved : IUnaryOperation
    {
        public static string Name => nameof(Halved);

        public Keep Keep => Keep.Nothing;

        public V Value<V>(V x)
            where V : struct, ILanes<V> => x * V.All((Real)0.5);

        public V Slope<V>(V kept)
            where V : struct, ILanes<V> => V.All((Real)0.5);
    }
}
