using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Autograd;

/// <summary>What the engine owes every operation: complete sums, gradients that share memory with nobody, and refusals.</summary>
public sealed class BackpropagationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_that_arrive_as_one_tensor_do_not_share_memory(bool inAScope)
    {
        // The sum hands its own gradient to both, the reshape a view of it, and one of them gets more afterwards.
        Tensor left = Leaf(1, 2, 3, 4), right = Leaf(5, 6, 7, 8);
        using (inAScope ? new StepScope() : null)
        {
            Tensor early = right * 10;
            ((left + right).Reshape(2, 2) + left.Reshape(2, 2) + early.Reshape(2, 2)).Sum().Backward();
        }

        left.Gradient!.ToArray().Should().Equal(2, 2, 2, 2);
        right.Gradient!.ToArray().Should().Equal(11, 11, 11, 11);
        left.Gradient.Fill(-1);
        right.Gradient.ToArray().Should().Equal(11, 11, 11, 11);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_that_passes_from_node_to_node_is_not_written_while_another_reads_it(bool inAScope)
    {
        // Each activation may work in the memory of its gradient; here two hold the same, and one gets more from elsewhere first.
        Tensor leaf = Leaf(1, 2, 3, 4);
        using (inAScope ? new StepScope() : null)
        {
            Tensor doubled = leaf * 2;
            Tensor left = doubled.Relu(), right = doubled.Square();
            Tensor same = left + right;
            Tensor twice = same + same;
            (twice.Reshape(2, 2).Abs() + left.Reshape(2, 2).Relu() + twice.Reshape(2, 2)).Sum().Backward();
        }

        // 2 (2x + 4x²) twice, and 2x: the slope is 4 (2 + 8x) + 2.
        leaf.Gradient!.ToArray().Should().Equal(42, 74, 106, 138);
    }

    [Fact]
    public void An_operation_from_outside_may_keep_the_gradient_that_it_is_shown()
    {
        Tensor leaf = Leaf(1, 2);
        using StepScope scope = new();
        Keeping keeping = new();
        (keeping.Apply(leaf.Relu()) * 3).Sum().Backward();
        Tensor.Zeros(2).Add(7);
        keeping.Seen!.ToArray().Should().Equal(3, 3);
        leaf.Gradient!.ToArray().Should().Equal(3, 3);
    }

    [Fact]
    public void The_gradient_given_to_Backward_stays_the_callers()
    {
        Tensor leaf = Leaf(1, 2);
        Tensor seed = Tensor.From([3, 4]);
        leaf.Backward(seed);
        leaf.Clone().Backward(seed);
        leaf.Reshape(2, 1).Reshape(2).Backward(seed);
        leaf.Gradient!.ToArray().Should().Equal(9, 12);
        seed.ToArray().Should().Equal(3, 4);
        seed.Fill(0);
        leaf.Gradient.ToArray().Should().Equal(9, 12);
    }

    [Fact]
    public void A_retained_gradient_is_complete_and_its_own()
    {
        Tensor leaf = Leaf(1, 2);
        Tensor middle = leaf * 2;
        middle.RetainGradient();
        Tensor loss = (middle.Reshape(2) + (middle * 3)).Sum();
        loss.Backward(retainGraph: true);
        middle.Gradient!.ToArray().Should().Equal(4, 4);
        middle.Gradient.Fill(0);
        leaf.Gradient!.ToArray().Should().Equal(8, 8);
        loss.Backward();
        middle.Gradient.ToArray().Should().Equal(4, 4);
        leaf.Gradient.ToArray().Should().Equal(16, 16);
    }

    [Fact]
    public void Slices_and_rows_add_up_in_what_the_whole_has_received_from_others()
    {
        Tensor leaf = Leaf(1, 2, 3, 4);
        Tensor middle = leaf * 1;
        (middle + middle[1..3].Sum() + middle[2..].Sum() + middle.IndexSelect(0, 0, 0).Sum()).Sum().Backward();
        leaf.Gradient!.ToArray().Should().Equal(1 + 8, 1 + 4, 1 + 8, 1 + 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_an_operation_of_a_users_returns_stays_its_own(bool inAScope)
    {
        Tensor leaf = Leaf(1, 2), other = Leaf(3, 4);
        var operation = new Lender();
        using (inAScope ? new StepScope() : null)
        {
            operation.Apply(leaf, other).Sum().Backward();
            operation.Apply(leaf, other).Sum().Backward();
        }

        leaf.Gradient!.ToArray().Should().Equal(10, 10);
        other.Gradient!.ToArray().Should().Equal(10, 10);
        operation.Lent.ToArray().Should().Equal(5, 5);
        leaf.ClearGradient();
        other.Gradient.ToArray().Should().Equal(10, 10);
    }

    [Fact]
    public void An_operation_may_run_a_pass_of_its_own_on_the_way_back()
    {
        Tensor leaf = Leaf(1, 2), aside = Leaf(1);
        var operation = new SideStep(aside);
        (operation.Apply(leaf) + leaf).Sum().Backward();
        leaf.Gradient!.ToArray().Should().Equal(2, 2);
        aside.Gradient!.ToArray().Should().Equal(7);
    }

    [Fact]
    public void A_long_chain_needs_no_deep_stack()
    {
        Tensor leaf = Leaf(1);
        Tensor end = leaf;
        for (int i = 0; i < 100_000; i++)
            end += 1;
        end.Backward();
        leaf.Gradient!.Item().Should().Be(1);
    }

    [Fact]
    public void A_record_serves_once_unless_it_is_retained()
    {
        Tensor leaf = Leaf(1, 2);
        Tensor square = leaf * leaf;
        Tensor loss = square.Sum();
        loss.Backward(retainGraph: true);
        loss.Backward();
        leaf.Gradient!.ToArray().Should().Equal(4, 8);
        foreach (Action again in (Action[])[() => loss.Backward(), () => square.Sum().Backward()])
            again.Should().Throw<GradientException>().WithMessage("*already used*retainGraph: true*");
        leaf.Gradient.ToArray().Should().Equal(4, 8);
    }

    [Fact]
    public void A_pass_that_fails_leaves_nothing_behind_for_the_next()
    {
        Tensor leaf = Leaf(1, 2);
        Tensor saved = leaf * 1;
        Tensor loss = (saved * saved).Sum() + leaf.Sum();
        saved.Fill(0);
        Action fails = () => loss.Backward(retainGraph: true);
        fails.Should().Throw<GradientException>().WithMessage("*Multiply saved*Fill changed*");
        leaf.ClearGradient();
        saved.Sum().Backward();
        leaf.Gradient!.ToArray().Should().Equal(1, 1);
    }

    [Fact]
    public void Backward_refuses_what_has_no_answer()
    {
        Action unrecorded = () => Tensor.Scalar(1).Backward();
        unrecorded.Should().Throw<GradientException>().WithMessage("Backward: nothing was recorded*");
        Action many = () => Leaf(1, 2).Backward();
        many.Should().Throw<ShapeException>().WithMessage("Backward: this tensor has shape [2]*Sum or Mean*");
        Action wrongShape = () => Leaf(1, 2).Backward(Tensor.Ones(3));
        wrongShape.Should().Throw<ShapeException>().WithMessage("Backward: expected shape [2], got [3]*");
        Action tooFew = () => new Miscounted().Apply(Leaf(1)).Backward();
        tooFew.Should().Throw<GradientException>().WithMessage("Miscounted: Backward returned 0 gradients for 1 inputs*");
        Action cut = () => (Leaf(1) * 2).RequiresGradient = false;
        cut.Should().Throw<GradientException>().WithMessage("*the result of Multiply*Detach()*");
    }

    private static Tensor Leaf(params Real[] values)
    {
        Tensor leaf = Tensor.From(values);
        leaf.RequiresGradient = true;
        return leaf;
    }

    private sealed class Lender : CustomOperation
    {
        public Tensor Lent { get; } = Tensor.Full(5, 2);

        protected override Tensor Forward(Tensor[] inputs) => inputs[0];

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) => [Lent, Lent];
    }

    private sealed class SideStep(Tensor aside) : CustomOperation
    {
        protected override Tensor Forward(Tensor[] inputs) => inputs[0] + 0;

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output)
        {
            aside.Backward(Tensor.From([7]));
            return [gradient];
        }
    }

    private sealed class Miscounted : CustomOperation
    {
        protected override Tensor Forward(Tensor[] inputs) => inputs[0] * 1;

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) => [];
    }

    private sealed class Keeping : CustomOperation
    {
        public Tensor? Seen { get; private set; }

        protected override Tensor Forward(Tensor[] inputs) => inputs[0].Clone();

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output)
        {
            Seen = gradient;
            return [gradient];
        }
    }
}
