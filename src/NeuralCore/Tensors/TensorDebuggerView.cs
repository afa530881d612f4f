using System.Diagnostics;

namespace NeuralCore;

/// <summary>What a debugger shows when a tensor is opened.</summary>
internal sealed class TensorDebuggerView(Tensor tensor)
{
    public Shape Shape => tensor.Shape;

    public bool RequiresGradient => tensor.RequiresGradient;

    public Tensor? Gradient => tensor.Gradient;

    public string MadeBy => tensor.Node?.Name ?? "";

    public string Numbers => tensor.ToString();

    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public Real[] Values => tensor.ToArray();
}
