using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class MatMulTests
{
    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3, 4 }, new[] { 2, 4 })]
    [InlineData(new[] { 3 }, new[] { 3 }, new int[0])]
    [InlineData(new[] { 3 }, new[] { 3, 2 }, new[] { 2 })]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2 })]
    [InlineData(new[] { 5, 1, 2, 3 }, new[] { 4, 3, 2 }, new[] { 5, 4, 2, 2 })]
    [InlineData(new[] { 5, 2, 3 }, new[] { 3 }, new[] { 5, 2 })]
    [InlineData(new[] { 3 }, new[] { 5, 3, 2 }, new[] { 5, 2 })]
    [InlineData(new[] { 3 }, new[] { 1, 3, 2 }, new[] { 1, 2 })]
    [InlineData(new[] { 1, 2, 3 }, new[] { 5, 3, 2 }, new[] { 5, 2, 2 })]
    [InlineData(new[] { 0, 3 }, new[] { 3, 2 }, new[] { 0, 2 })]
    [InlineData(new[] { 2, 0 }, new[] { 0, 2 }, new[] { 2, 2 })]
    [InlineData(new[] { 0, 2, 3 }, new[] { 3, 2 }, new[] { 0, 2, 2 })]
    [InlineData(new[] { 2, 3 }, new[] { 0, 3, 2 }, new[] { 0, 2, 2 })]
    [InlineData(new[] { 4, 0, 3 }, new[] { 3, 2 }, new[] { 4, 0, 2 })]
    [InlineData(new[] { 0 }, new[] { 0 }, new int[0])]
    public void The_product_and_its_gradients_have_the_shapes_of_PyTorch(int[] left, int[] right, int[] expected)
    {
        Tensor a = Tensor.Normal(new Rng(1), left);
        Tensor b = Tensor.Normal(new Rng(2), right);
        a.RequiresGradient = b.RequiresGradient = true;
        Tensor product = a.MatMul(b);
        product.Shape.Should().Be(Shape.Create(expected));
        product.Sum().Backward();
        a.Gradient!.Shape.Should().Be(a.Shape);
        b.Gradient!.Shape.Should().Be(b.Shape);
        if (a.Shape[^1] == 0)
            product.ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Each_product_of_a_batch_is_that_of_its_matrices_to_the_bit()
    {
        Tensor a = Tensor.Normal(new Rng(1), 3, 1, 9, 17);
        Tensor b = Tensor.Normal(new Rng(2), 2, 17, 11);
        Tensor product = a.MatMul(b);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Tensor expected = a.Select(0, i).Select(0, 0).MatMul(b.Select(0, j));
                product.Select(0, i).Select(0, j).ToArray().Should().Equal(expected.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(64, 16)]
    [InlineData(6, 160)]
    public void Threads_change_no_bit_of_a_batch(int batch, int size)
    {
        Tensor a = Tensor.Normal(new Rng(1), batch, size, size);
        Tensor b = Tensor.Normal(new Rng(2), batch, size, size);
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Workers.MaxThreads = 1;
        Real[] one = a.MatMul(b).ToArray();
        Workers.MaxThreads = 4;
        a.MatMul(b).ToArray().Should().Equal(one);
    }

    [Fact]
    public void Batches_without_a_common_shape_are_refused()
    {
        Action act = () => Tensor.Zeros(2, 3, 4).MatMul(Tensor.Zeros(3, 4, 5));
        act.Should().Throw<ShapeException>().WithMessage(
            "MatMul: shapes [2, 3, 4] and [3, 4, 5] do not fit each other.*at axis -3 they are 2 and 3.*");
    }

    [Fact]
    public void Inner_sizes_that_differ_are_refused_with_advice()
    {
        Action act = () => Tensor.Zeros(32, 784).MatMul(Tensor.Zeros(512, 10));
        act.Should().Throw<ShapeException>().WithMessage(
            "MatMul: inner sizes differ. Left is [32, 784], right is [512, 10]: 784 is not 512. The last axis of the left must be *");
        Action turned = () => Tensor.Zeros(32, 784).MatMul(Tensor.Zeros(10, 784));
        turned.Should().Throw<ShapeException>().WithMessage("*784 is not 10. Transpose the right one.");
        Action vectors = () => Tensor.Zeros(3).MatMul(Tensor.Zeros(4));
        vectors.Should().Throw<ShapeException>().WithMessage("MatMul: inner sizes differ. Left is [3], right is [4]: 3 is not 4.*");
    }

    [Fact]
    public void Scalars_are_refused()
    {
        Action act = () => Tensor.Scalar(2).MatMul(Tensor.Zeros(2, 2));
        act.Should().Throw<ShapeException>().WithMessage(
            "MatMul: left is [], right is [2, 2]; a scalar has no axis to multiply along. Use * *");
    }

    [Fact]
    public void Dot_takes_two_vectors_of_one_length()
    {
        Tensor.From([1, 2, 3]).Dot(Tensor.From([4, 5, 6])).Item().Should().Be(32);
        Action act = () => Tensor.Zeros(2, 2).Dot(Tensor.Zeros(2, 2));
        act.Should().Throw<ShapeException>().WithMessage("Dot: left is [2, 2], right is [2, 2]; both must be vectors of one length.*");
    }
}
