using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Autograd;

/// <summary>What recording and Backward promise whatever the operation, and every way to use them wrongly. Slopes are the catalog's.</summary>
public sealed class BackwardTests
{
    [Fact]
    public void A_second_backward_is_refused_and_names_the_loss()
    {
        Tensor w = Leaf(1, 2);
        Tensor loss = Loss.MeanSquaredError(w, Tensor.Zeros(2));
        loss.Backward();
        Action again = () => loss.Backward();
        again.Should().Throw<GradientException>().WithMessage(
            "Backward: the record of MeanSquaredError, a step on the way to this tensor, was already used by an earlier Backward and has been freed. "
            + "Compute the tensor again, or pass retainGraph: true to the first Backward.");
        w.Gradient!.ToArray().Should().Equal([1, 2], "the refused one added nothing");
    }

    [Fact]
    public void A_retained_graph_can_be_walked_again_and_gradients_add_up()
    {
        Tensor w = Leaf(1, 2);
        Tensor loss = w.Square().Sum();
        loss.Backward(retainGraph: true);
        loss.Backward();
        w.Gradient!.ToArray().Should().Equal(4, 8);
        w.ClearGradient();
        w.Gradient.Should().BeNull();
        Action third = () => loss.Backward();
        third.Should().Throw<GradientException>().WithMessage("*already used*");
    }

    [Fact]
    public void Two_results_that_share_a_part_need_the_graph_retained()
    {
        Tensor w = Leaf(3);
        Tensor shared = w.Square();
        Tensor first = shared.Sum();
        Tensor second = (shared * 2).Sum();
        first.Backward();
        Action other = () => second.Backward();
        other.Should().Throw<GradientException>().WithMessage("Backward: the record of Square, *already used*");
        w.Gradient!.ToArray().Should().Equal([6], "what is refused adds nothing");
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_caught_and_both_sides_are_named()
    {
        Tensor w = Leaf(1, 2);
        Tensor loss = w.Square().Sum();
        w.Fill(5);
        Action backward = () => loss.Backward();
        backward.Should().Throw<GradientException>().WithMessage(
            "Backward: Square saved a tensor of shape [2] for its gradient, but Fill changed it in place since. Make the change after Backward, or on a Clone().");

        Action byView = () =>
        {
            Tensor x = Leaf(1, 2);
            Tensor result = x.Square().Sum();
            x.Detach().Reshape(2, 1).AsSpan()[0] = 7;
            result.Backward();
        };
        byView.Should().Throw<GradientException>().WithMessage("*Square saved *, but AsSpan changed it *", "a view is the same memory");

        // The control: what is not saved may change.
        Tensor sum = w.Sum();
        w.Fill(9);
        sum.Backward();
        w.Gradient!.ToArray().Should().Equal(1, 1);
    }

    [Fact]
    public void Nothing_recorded_says_what_may_have_cut_the_history()
    {
        Tensor w = Leaf(1, 2);
        Tensor[] cut;
        using (Gradients.Disable())
            cut = [w.Sum(), Tensor.Ones(2).Sum(), Tensor.Scalar(1)];
        foreach (Tensor tensor in (Tensor[])[.. cut, w.Sum().Detach()])
        {
            Action backward = () => tensor.Backward();
            backward.Should().Throw<GradientException>().WithMessage(
                "Backward: nothing was recorded for this tensor of shape []. Set RequiresGradient *outside Gradients.Disable() and without Detach().");
        }

        w.Sum().RequiresGradient.Should().BeTrue("recording goes on after the scope");
    }

    [Fact]
    public void Where_to_start_must_be_clear()
    {
        Tensor w = Leaf(1, 2);
        Action many = () => w.Square().Backward();
        many.Should().Throw<ShapeException>().WithMessage("Backward: this tensor has shape [2]; only one of a single number *Sum or Mean first, *");
        Action shape = () => w.Square().Backward(Tensor.Ones(2, 1));
        shape.Should().Throw<ShapeException>().WithMessage("*[2]*[2, 1]*");
        w.Square().Backward(Tensor.From([1, 10]));
        w.Gradient!.ToArray().Should().Equal(2, 40);
    }

    [Fact]
    public void A_result_cannot_be_told_to_forget_its_history()
    {
        Tensor y = Leaf(1).Square();
        Action forget = () => y.RequiresGradient = false;
        forget.Should().Throw<GradientException>().WithMessage("RequiresGradient: this tensor is the result of Square, *Call Detach()*");
        y.Detach().RequiresGradient.Should().BeFalse();
    }

    [Fact]
    public void Detached_parts_get_no_gradient_and_intermediate_ones_only_when_asked_for()
    {
        Tensor x = Leaf(3);
        Tensor square = x.Square();
        Tensor dropped = square * 2;
        square.RetainGradient();
        (dropped * x.Detach()).Sum().Backward();
        x.Gradient!.ToArray().Should().Equal(2 * 3 * 2 * 3);
        square.Gradient!.ToArray().Should().Equal(2 * 3);
        dropped.Gradient.Should().BeNull();
    }

    [Fact]
    public void An_operation_of_ones_own_must_return_a_gradient_for_each_input()
    {
        Tensor x = Leaf(2);
        Tensor y = new Product(gradients: 2).Apply(x, Leaf(5));
        y.Backward();
        x.Gradient!.ToArray().Should().Equal(5);
        Action wrong = () => new Product(gradients: 1).Apply(x, Leaf(5)).Backward();
        wrong.Should().Throw<GradientException>().WithMessage("Product: Backward returned 1 gradients for 2 inputs. Return one for each input, *");
    }

    [Fact]
    public async Task Recording_is_switched_off_for_one_thread_alone()
    {
        using (Gradients.Disable())
        {
            using (Gradients.Disable())
                Gradients.AreRecorded.Should().BeFalse();
            Gradients.AreRecorded.Should().BeFalse("scopes nest");
        }

        Gradients.AreRecorded.Should().BeTrue();
        using ManualResetEventSlim isOff = new();
        using ManualResetEventSlim isDone = new();
        Task other = Task.Factory.StartNew(
            () =>
            {
                using (Gradients.Disable())
                {
                    isOff.Set();
                    isDone.Wait();
                }
            },
            TaskCreationOptions.LongRunning);
        isOff.Wait();
        Leaf(1).Square().RequiresGradient.Should().BeTrue();
        isDone.Set();
        await other;
    }

    private static Tensor Leaf(params Real[] values)
    {
        Tensor tensor = Tensor.From(values);
        tensor.RequiresGradient = true;
        return tensor;
    }

    private sealed class Product(int gradients) : CustomOperation
    {
        protected override Tensor Forward(Tensor[] inputs) => inputs[0] * inputs[1];

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) =>
            [.. new[] { gradient * inputs[1], gradient * inputs[0] }.Take(gradients)];
    }
}
