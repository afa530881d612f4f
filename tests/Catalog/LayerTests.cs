using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>What must hold of every layer.</summary>
public sealed class LayerTests
{
    public static IEnumerable<object[]> Rows => LayerCatalog.Rows.Select(row => new object[] { row.Name });

    [Fact]
    public void Every_layer_has_a_row() => typeof(Layer).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
        .Select(type => type.Name)
        .Should().BeSubsetOf(LayerCatalog.Rows.Select(row => row.Name.Split(' ')[0]));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_and_gradients_are_those_of_PyTorch(string name)
    {
        LayerRow row = LayerCatalog.Find(name);
        JsonElement golden = Golden.Find("layers", name);
        Layer layer = row.Create();
        Tensor input = row.CreateInput();

        Tensor output = layer.Forward(input);
        output.Backward(row.CreateUpstream(output.Shape));

        output.Shape.Should().Be(golden.GetProperty("shape").Shape());
        output.ShouldBeNear(golden.GetProperty("output").Numbers(), "the output");
        if (row.Input.IsDifferentiable)
            input.Gradient!.ShouldBeNear(golden.GetProperty("gradient").Numbers(), "the gradient of the input");
        foreach ((string path, Parameter parameter) in layer.NamedParameters)
            parameter.Gradient!.ShouldBeNear(golden.GetProperty("parameters").GetProperty(path).Numbers(), "the gradient of " + path);
        foreach ((string path, Tensor buffer) in layer.NamedBuffers)
            buffer.ShouldBeNear(golden.GetProperty("buffers").GetProperty(path).Numbers(), path + " after a step");
        layer.Evaluate();
        layer.Forward(input).ShouldBeNear(golden.GetProperty("evaluated").Numbers(), "the output in evaluation mode");
    }

    public static IEnumerable<object[]> Training => LayerCatalog.Rows.Where(row => row.Trains).Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(Training))]
    public void A_hundred_steps_of_training_lead_where_they_lead_in_PyTorch(string name)
    {
        LayerRow row = LayerCatalog.Find(name);
        JsonElement golden = Golden.Find("layers", name).GetProperty("trained");
        golden.TryGetProperty("100", out _).Should().BeTrue("the path is watched to its end");
        Layer layer = row.Create();
        Tensor input = row.CreateInput().Detach();
        Tensor target = row.CreateUpstream(layer.Forward(input).Shape);
        Sgd optimizer = new(layer.Parameters, (Real)0.05);
        for (int step = 1; step <= 100; step++)
        {
            Tensor error = layer.Forward(input) - target;
            (error * error).Mean().Backward();
            optimizer.Step();
            if (!golden.TryGetProperty($"{step}", out JsonElement expected))
                continue;
            foreach ((string path, Parameter parameter) in layer.NamedParameters)
                parameter.Value.ShouldBeNear(expected.GetProperty(path).Numbers(), $"{path} after step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Evaluation_changes_nothing_and_gives_the_same_bits(string name)
    {
        LayerRow row = LayerCatalog.Find(name);
        Layer layer = row.Create();
        layer.Evaluate();
        Real[][] before = [.. layer.NamedBuffers.Select(buffer => buffer.Buffer.ToArray())];
        Tensor input = row.CreateInput();
        Real[] first = layer.Forward(input).ToArray();
        layer.Forward(input).ToArray().Should().Equal(first);
        layer.NamedBuffers.Select(buffer => buffer.Buffer.ToArray()).Should().BeEquivalentTo(before);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_frozen_layer_gets_no_gradient(string name)
    {
        LayerRow row = LayerCatalog.Find(name);
        Layer layer = row.Create();
        layer.Freeze();
        Tensor input = row.CreateInput();
        Tensor output = layer.Forward(input);
        output.RequiresGradient.Should().Be(row.Input.IsDifferentiable);
        if (output.RequiresGradient)
            output.Backward(row.CreateUpstream(output.Shape));
        (input.Gradient is not null).Should().Be(row.Input.IsDifferentiable);
        layer.Parameters.Should().NotContain(parameter => parameter.Gradient != null);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_prints_its_class_and_counts_its_parameters(string name)
    {
        Layer layer = LayerCatalog.Find(name).Create();
        string text = layer.ToString();
        text.Should().NotContain("NeuralCore.").And.NotBeNullOrWhiteSpace();
        if (layer.Parameters.Count > 0)
            text.Should().Contain(layer.Parameters.Sum(parameter => parameter.Count).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
    }
}
