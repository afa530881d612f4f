namespace NeuralCore.Kernels;

/// <summary>What happens to each number of a matrix product after its bias was added, while it is still in the cache.</summary>
internal interface IEpilogue
{
    /// <summary>Whether every number stays as it is, so that nobody needs to go over them.</summary>
    static virtual bool IsIdentity => false;

    V Value<V>(V x)
        where V : struct, ILanes<V>;
}
