namespace NeuralCore.Kernels;

/// <summary>What happens to each number of a matrix product after its bias was added, while it is still in the cache.</summary>
internal interface IEpilogue
{
    V Value<V>(V x)
        where V : struct, ILanes<V>;
}
