using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Tensors;

public sealed class StepScopeTests
{
    private const int Count = 100;

    [Fact]
    public void A_tensor_lasts_as_long_as_its_scope_or_as_long_as_it_is_kept()
    {
        Tensor lent, kept;
        using (new StepScope())
        {
            lent = Tensor.Full(1, Count);
            kept = Tensor.Full(2, Count).Reshape(10, 10).Keep();
            using (new StepScope())
                lent.ToArray().Should().OnlyContain(value => value == 1, "an inner scope ends only what was made in it");
        }

        Action use = () => lent.ToArray();
        use.Should().Throw<ObjectDisposedException>().WithMessage("*step scope*Keep()*ToArray()*");
        Overwritten();
        kept.ToArray().Should().OnlyContain(value => value == 2);
    }

    [Fact]
    public void Inner_code_can_keep_what_an_outer_scope_lent()
    {
        Tensor tensor;
        using (new StepScope())
        {
            tensor = Tensor.Full(3, Count);
            using (new StepScope())
                tensor.Keep();
        }

        Overwritten();
        tensor.ToArray().Should().OnlyContain(value => value == 3);
    }

    [Fact]
    public void A_gradient_outlives_the_scope_until_it_is_cleared()
    {
        Tensor weight = Weight();
        Tensor gradient = GradientMadeInAScope(weight);
        Overwritten();
        gradient.ToArray().Should().OnlyContain(value => value == 3);
        weight.ClearGradient();
        Action use = () => gradient.ToArray();
        use.Should().Throw<ObjectDisposedException>().WithMessage("*gradient*cleared*Keep()*");
    }

    [Fact]
    public void A_kept_gradient_outlives_its_clearing()
    {
        Tensor weight = Weight();
        Tensor gradient = GradientMadeInAScope(weight).Keep();
        weight.ClearGradient();
        Overwritten();
        gradient.ToArray().Should().OnlyContain(value => value == 3);
    }

    [Fact]
    public void Memory_of_a_gradient_that_another_library_sees_is_not_used_again()
    {
        Tensor weight = Weight();
        System.Numerics.Tensors.Tensor<Real> other = GradientMadeInAScope(weight).AsNumericsTensor();
        weight.ClearGradient();
        Overwritten();
        other.Should().OnlyContain(value => value == 3);
    }

    [Fact]
    public void A_parameter_can_begin_with_a_gradient()
    {
        Tensor weight = Weight();
        var parameter = new Parameter("start", GradientMadeInAScope(weight));
        weight.ClearGradient();
        Overwritten();
        parameter.Value.ToArray().Should().OnlyContain(value => value == 3);
    }

    private static Tensor Weight()
    {
        Tensor weight = Tensor.Ones(Count);
        weight.RequiresGradient = true;
        return weight;
    }

    private static Tensor GradientMadeInAScope(Tensor weight)
    {
        using StepScope scope = new();
        (weight * 3).Sum().Backward();
        return weight.Gradient!;
    }

    // Takes whatever memory of this size the pool has, more than any test here gives back, and writes to it.
    private static void Overwritten()
    {
        using StepScope scope = new();
        for (int i = 0; i < 20; i++)
            Tensor.Full(-1, Count);
    }
}
