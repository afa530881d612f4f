namespace NeuralCore.Catalog;

/// <summary>
/// One operation in the catalog: what it is called, how PyTorch spells it, how we do, and what to feed it. Every test of the catalog runs over
/// every row.
/// </summary>
/// <param name="Name">The public member, then whatever tells rows of one member apart: <c>Sum axis 0</c>.</param>
/// <param name="Torch">The expression in PyTorch, with the inputs named x, y, z, w.</param>
/// <param name="Run">The operation.</param>
/// <param name="Inputs">The inputs, in order.</param>
public sealed record OperationRow(string Name, string Torch, Func<Tensor[], Tensor> Run, params Input[] Inputs)
{
    /// <summary>The public member that the row covers.</summary>
    public string Member => Name.StartsWith("operator ", StringComparison.Ordinal) ? string.Join(' ', Name.Split(' ')[..2]) : Name.Split(' ')[0];

    /// <summary>Whether the result has a gradient.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>Whether the function is smooth near these inputs; at a kink, differences of its values say nothing about the slope.</summary>
    public bool IsSmooth { get; init; } = true;

    /// <summary>Whether a NaN among the inputs must show in the result.</summary>
    public bool PropagatesNaN { get; init; } = true;

    /// <summary>Whether an input goes in at several places, so that its gradient is a sum whose order depends on what else there is.</summary>
    public bool IsComposed { get; init; }

    /// <summary>Whether the operation works on each number for itself, so that any shape will do.</summary>
    public bool IsElementwise { get; init; }

    public Tensor[] CreateInputs() => [.. Inputs.Select((input, i) =>
    {
        Tensor tensor = input.Create(Name, i);
        tensor.RequiresGradient = IsDifferentiable && input.IsDifferentiable;
        return tensor;
    })];

    /// <summary>The gradient to send back into the result.</summary>
    public Tensor CreateUpstream(Shape shape) => Input.Numbers(shape).Create(Name, Inputs.Length);

    public override string ToString() => Name;
}
