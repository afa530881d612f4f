using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Stands where an operation could end with an activation and has none.</summary>
internal readonly struct NoActivation : IUnaryOperation
{
    public static string Name => "";

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(1);
}
