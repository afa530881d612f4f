namespace NeuralCore.Catalog;

/// <summary>One layer in the catalog: how we build it, how PyTorch does, and what to feed it.</summary>
/// <param name="Name">The class, then whatever tells rows of one class apart.</param>
/// <param name="Torch">The module in PyTorch. It must take our parameters and buffers by name.</param>
/// <param name="Build">The layer.</param>
/// <param name="Input">What goes in.</param>
public sealed record LayerRow(string Name, string Torch, Func<Layer> Build, Input Input)
{
    /// <summary>Whether training mode gives the same result twice; dropout does not.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>Whether it is also followed for a hundred steps of training.</summary>
    public bool Trains { get; init; }

    /// <summary>From where to where the weights are; of both signs where many of one sign would cancel, or make gates flat.</summary>
    public (double Low, double High) Weights { get; init; } = (0.25, 1.5);

    /// <summary>The layer, with weights from the row's own random numbers, which exist in single precision too.</summary>
    public Layer Create()
    {
        Layer layer = Build();
        int index = 100;
        foreach ((string path, Parameter parameter) in layer.NamedParameters)
            parameter.Value.CopyFrom(Input.Numbers(parameter.Shape, Weights.Low, Weights.High).Create(Name + path, index++).AsReadOnlySpan());
        if (!IsDeterministic)
            layer.Evaluate();
        return layer;
    }

    public Tensor CreateInput()
    {
        Tensor input = Input.Create(Name, 0);
        input.RequiresGradient = Input.IsDifferentiable;
        return input;
    }

    public Tensor CreateUpstream(Shape shape) => Input.Numbers(shape).Create(Name, 1);

    public override string ToString() => Name;
}
