using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>What must hold of every operation, whatever it computes.</summary>
public sealed class OperationTests
{
    public static IEnumerable<object[]> All => OperationCatalog.Names;

    public static IEnumerable<object[]> Differentiable => OperationCatalog.Rows.Where(row => row.IsDifferentiable).Select(row => new object[] { row.Name });

    public static IEnumerable<object[]> Elementwise => OperationCatalog.Rows.Where(row => row.IsElementwise).Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(All))]
    public void Forward_gives_what_PyTorch_gives(string name)
    {
        (OperationRow row, JsonElement golden) = Find(name);
        Tensor[] inputs = row.CreateInputs();
        for (int i = 0; i < inputs.Length; i++)
            inputs[i].ToArray().Should().Equal(golden.GetProperty("inputs")[i].Numbers().Select(value => (Real)value), "the golden file must belong to these inputs");

        Tensor output = row.Run(inputs);

        output.Shape.Should().Be(golden.GetProperty("shape").Shape());
        output.ShouldBeNear(golden.GetProperty("output").Numbers(), "the output");
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradients_are_those_of_PyTorch(string name)
    {
        (OperationRow row, JsonElement golden) = Find(name);
        Tensor[] inputs = RunBackward(row);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (row.Inputs[i].IsDifferentiable)
                inputs[i].Gradient!.ShouldBeNear(golden.GetProperty("gradients")[i].Numbers(), $"the gradient of input {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Running_twice_gives_the_same_bits(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor[] inputs = row.CreateInputs();
        Tensor output = row.Run(inputs);
        Tensor upstream = row.CreateUpstream(output.Shape);
        output.Backward(upstream, retainGraph: true);
        Real[]?[] first = [.. inputs.Select(input => input.Gradient?.ToArray())];
        foreach (Tensor input in inputs)
            input.ClearGradient();

        output.Backward(upstream);

        for (int i = 0; i < inputs.Length; i++)
            (inputs[i].Gradient?.ToArray()).Should().Equal(first[i]);
        row.Run(row.CreateInputs()).ToArray().Should().Equal(output.ToArray());
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void An_input_used_twice_gets_both_gradients(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor[] once = RunBackward(row);
        Tensor[] inputs = row.CreateInputs();
        Tensor first = row.Run(inputs);
        Tensor second = row.Run(inputs);
        Tensor upstream = row.CreateUpstream(first.Shape);
        (first + second).Backward(upstream);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (row.IsComposed)
                inputs[i].Gradient!.ShouldBeNear([.. once[i].Gradient!.ToArray().Select(value => 2.0 * value)], $"both gradients of input {i}");
            else
                (inputs[i].Gradient?.ToArray()).Should().Equal(once[i].Gradient?.ToArray().Select(value => value + value));
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Only_inputs_that_require_a_gradient_get_one(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor[] all = RunBackward(row);
        for (int wanted = 0; wanted < all.Length; wanted++)
        {
            if (!row.Inputs[wanted].IsDifferentiable)
                continue;
            Tensor[] inputs = row.CreateInputs();
            for (int i = 0; i < inputs.Length; i++)
                inputs[i].RequiresGradient = i == wanted;
            Tensor output = row.Run(inputs);
            output.Backward(row.CreateUpstream(output.Shape));
            for (int i = 0; i < inputs.Length; i++)
                (inputs[i].Gradient?.ToArray()).Should().Equal(i == wanted ? all[i].Gradient!.ToArray() : null);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_recorded_when_nobody_needs_it(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        using (Gradients.Disable())
            row.Run(row.CreateInputs()).RequiresGradient.Should().BeFalse();
        Tensor[] constants = [.. row.CreateInputs().Select(input => input.Detach())];
        row.Run(constants).RequiresGradient.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_view_in_the_middle_of_other_memory_gives_the_same_bits(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor[] inputs = row.CreateInputs();
        Tensor[] views = [.. inputs.Select(input =>
        {
            Tensor around = Tensor.Full(Real.NaN, input.Count + 10);
            input.AsReadOnlySpan().CopyTo(around.AsSpan()[3..]);
            return around.View(input.Shape, 3);
        })];
        row.Run(views).ToArray().Should().Equal(row.Run(inputs).ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_NaN_that_goes_in_comes_out(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        if (!row.PropagatesNaN)
            return;
        for (int i = 0; i < row.Inputs.Length; i++)
        {
            if (!row.Inputs[i].IsDifferentiable)
                continue;
            Tensor[] inputs = row.CreateInputs();
            inputs[i].AsSpan()[inputs[i].Count / 2] = Real.NaN;
            row.Run(inputs).ToArray().Should().Contain(value => Real.IsNaN(value), "input {0} holds one", i);
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Every_length_gives_the_same_numbers(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor source = (row.Inputs[0] with { Shape = [70] }).Create(row.Name, 0);
        Real[] all = row.Run([source]).ToArray();
        foreach (int length in (int[])[0, 1, 2, 7, 15, 16, 17, 33, 69])
        {
            Tensor part = source.View([length]);
            part.RequiresGradient = row.IsDifferentiable;
            Tensor output = row.Run([part]);
            output.ToArray().Should().Equal(all[..length]);
            if (row.IsDifferentiable)
            {
                output.Backward(Tensor.Ones(length));
                part.Gradient!.Shape.Should().Be(part.Shape);
            }
        }
    }

    private static Tensor[] RunBackward(OperationRow row)
    {
        Tensor[] inputs = row.CreateInputs();
        Tensor output = row.Run(inputs);
        output.Backward(row.CreateUpstream(output.Shape));
        return inputs;
    }

    private static (OperationRow Row, JsonElement Golden) Find(string name) => (OperationCatalog.Find(name), Golden.Find("operations", name));
}
