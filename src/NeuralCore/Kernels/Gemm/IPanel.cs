namespace NeuralCore.Kernels;

/// <summary>What a tile reads of B, from the first k to the last.</summary>
internal interface IPanel<V>
    where V : struct, ILanes<V>
{
    /// <summary>The one or two bundles that stand side by side at the next k.</summary>
    void Next(bool two, out V left, out V right);
}
