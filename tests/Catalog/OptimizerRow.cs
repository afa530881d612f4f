namespace NeuralCore.Catalog;

/// <summary>One optimizer in the catalog.</summary>
/// <param name="Name">The class, then whatever tells rows of one class apart.</param>
/// <param name="Torch">The optimizer in PyTorch, for parameters p.</param>
/// <param name="Build">The optimizer.</param>
public sealed record OptimizerRow(string Name, string Torch, Func<IReadOnlyList<Parameter>, Optimizer> Build)
{
    public override string ToString() => Name;
}
