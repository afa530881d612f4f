namespace NeuralCore.Kernels;

/// <summary>Leaves the product as it is.</summary>
internal readonly struct NoEpilogue : IEpilogue
{
    public static bool IsIdentity => true;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x;
}
