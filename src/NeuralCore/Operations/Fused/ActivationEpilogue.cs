using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Applies an activation to each number of a product while it is still in the cache.</summary>
internal readonly struct ActivationEpilogue<TOperation>(TOperation activation) : IEpilogue
    where TOperation : struct, IUnaryOperation
{
    public static bool IsIdentity => typeof(TOperation) == typeof(NoActivation);

    public V Value<V>(V x)
        where V : struct, ILanes<V> => activation.Value(x);
}
