using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Tensors;

/// <summary>Scopes nest like the blocks of code they stand in.</summary>
public sealed class StepScopeOrderTests
{
    [Fact]
    public void Scopes_end_in_order_and_ending_twice_does_nothing()
    {
        StepScope outer = new();
        StepScope inner = new();
        Action wrong = outer.Dispose;
        wrong.Should().Throw<InvalidOperationException>().WithMessage("StepScope: this scope is not the innermost open one on this thread. *");
        inner.Dispose();
        outer.Dispose();
        outer.Dispose();

        // A second end of the same scope must not give its memory back twice.
        using StepScope next = new();
        outer.Dispose();
        Tensor one = Tensor.Ones(3);
        Tensor two = Tensor.Full(2, 3);
        one.ToArray().Should().Equal(1, 1, 1);
        two.ToArray().Should().Equal(2, 2, 2);
    }

    [Fact]
    public void A_scope_is_of_the_thread_that_opened_it()
    {
        using StepScope scope = new();
        Tensor? elsewhere = null;
        Exception? refused = null;
        Thread other = new(() =>
        {
            elsewhere = Tensor.Ones(3) + 1;
            refused = Record.Exception(scope.Dispose);
        });
        other.Start();
        other.Join();
        refused.Should().BeOfType<InvalidOperationException>();
        elsewhere!.ToArray().Should().Equal(2, 2, 2);
    }
}
