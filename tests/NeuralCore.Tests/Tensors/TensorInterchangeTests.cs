using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;
using Numerics = System.Numerics.Tensors.Tensor;

namespace NeuralCore.Tests.Tensors;

public sealed class TensorInterchangeTests
{
    [Fact]
    public void Wrapping_shares_the_memory_both_ways()
    {
        Tensor<Real> other = Numerics.Create<Real>([0, 1, 2, 3, 4, 5, 6], 1, [2, 3], []);
        Tensor tensor = Tensor.Wrap(other);
        tensor.Shape.Should().Be(Shape.Create([2, 3]));
        tensor.ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
        other[1, 2] = 60;
        tensor[1, 2].Should().Be(60);
        tensor[0, 0] = 10;
        other[0, 0].Should().Be(10);
        (tensor * 2).ToArray().Should().Equal(20, 4, 6, 8, 10, 120);
    }

    [Fact]
    public void A_row_of_a_tensor_is_wrapped_where_it_stands()
    {
        Tensor<Real> whole = Numerics.Create<Real>([1, 2, 3, 4, 5, 6], [2, 3]);
        Tensor row = Tensor.Wrap(whole.Slice(new NRange(1, 2), new NRange(0, 3)));
        row.ToArray().Should().Equal(4, 5, 6);
        row[0, 0] = 40;
        whole[1, 0].Should().Be(40);
    }

    [Fact]
    public void A_wrapped_tensor_keeps_the_memory_alive()
    {
        Tensor tensor = Wrapped();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        tensor.ToArray().Should().OnlyContain(value => value == 7).And.HaveCount(1000);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Tensor Wrapped()
        {
            Tensor<Real> other = Numerics.CreateFromShape<Real>([10, 100]);
            other.Fill(7);
            return Tensor.Wrap(other);
        }
    }

    [Fact]
    public void A_wrapped_tensor_comes_out_again_as_the_same_memory()
    {
        Tensor<Real> other = Numerics.Create<Real>([1, 2, 3, 4, 5, 6], [3, 2]);
        Tensor<Real> again = Tensor.Wrap(other).Slice(0, 1, 2).AsNumericsTensor();
        again.Lengths.ToArray().Should().Equal(2, 2);
        again[1, 1] = 60;
        other[2, 1].Should().Be(60);
    }

    [Fact]
    public void Tensors_whose_numbers_lie_apart_are_not_wrapped_but_copied()
    {
        Tensor<Real> whole = Numerics.Create<Real>([1, 2, 3, 4, 5, 6], [2, 3]);
        Tensor<Real> part = whole.Slice(new NRange(0, 2), new NRange(1, 3));
        Tensor<Real> turned = Numerics.PermuteDimensions(whole, [1, 0]);

        Action wrap = () => Tensor.Wrap(part);
        wrap.Should().Throw<ShapeException>().WithMessage(
            "Wrap: the numbers of a tensor with lengths [2, 2] and strides [3, 1] do not lie one after the other. Copy it with Tensor.From*");

        Tensor copy = Tensor.From(part);
        copy.Shape.Should().Be(Shape.Create([2, 2]));
        copy.ToArray().Should().Equal(2, 3, 5, 6);
        copy[0, 0] = 20;
        whole[0, 1].Should().Be(2);
        Tensor.From(turned).ToArray().Should().Equal(1, 4, 2, 5, 3, 6);
    }

    [Fact]
    public void A_span_for_reading_sees_the_numbers()
    {
        Tensor tensor = Tensor.Range(24).Reshape(2, 3, 4).Slice(0, 1, 1);
        int version = tensor.Block.Version;
        ReadOnlyTensorSpan<Real> span = tensor.AsReadOnlyTensorSpan();
        span.Lengths.ToArray().Should().Equal(1, 3, 4);
        span[0, 2, 3].Should().Be(23);
        tensor.Block.Version.Should().Be(version);
    }

    [Fact]
    public void A_span_for_writing_writes_through_and_counts_as_a_change()
    {
        Tensor weight = Tensor.From([1, 2], 1, 2);
        weight.RequiresGradient = true;
        Tensor loss = (weight * weight).Sum();
        weight.AsTensorSpan()[0, 1] = 5;
        weight.ToArray().Should().Equal(1, 5);
        Action act = () => loss.Backward();
        act.Should().Throw<GradientException>().WithMessage("*AsTensorSpan changed it in place*");
    }

    [Fact]
    public void Out_of_a_step_scope_the_shared_memory_is_kept()
    {
        Tensor<Real> shared;
        using (new StepScope())
            shared = Tensor.Full(3, 2, 2).AsNumericsTensor();
        using (new StepScope())
        {
            Tensor.Full(4, 2, 2);
            shared.ToArray().Should().Equal(3, 3, 3, 3);
        }
    }

    [Fact]
    public void A_scalar_has_one_axis_there_and_an_empty_tensor_none_of_its_numbers()
    {
        Tensor.Scalar(2).AsReadOnlyTensorSpan().Lengths.ToArray().Should().Equal(1);
        Tensor.Scalar(2).AsNumericsTensor()[0].Should().Be(2);
        Tensor.Zeros(0, 3).AsReadOnlyTensorSpan().FlattenedLength.Should().Be(0);
        Tensor.Wrap(Numerics.CreateFromShape<Real>([0, 3])).Shape.Should().Be(Shape.Create([0, 3]));
    }

    [Fact]
    public void Their_operations_run_on_our_memory()
    {
        Tensor tensor = Tensor.From([1, 4, 9], 3);
        Numerics.Sqrt(tensor.AsReadOnlyTensorSpan(), tensor.AsTensorSpan());
        tensor.ToArray().Should().Equal(1, 2, 3);
    }
}
