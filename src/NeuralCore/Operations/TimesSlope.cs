using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>The gradient y of f(x), times the slope at what was kept of it.</summary>
internal readonly struct TimesSlope<TOperation>(TOperation operation) : IZip
    where TOperation : struct, IUnaryOperation
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => operation.Slope(x) * y;
}

/// <summary>The gradient z of f(x, y), times the slope with respect to x: one step back along the chain.</summary>
internal readonly struct TimesSlopeLeft<TOperation>(TOperation operation) : IZip3
    where TOperation : struct, IBinaryOperation
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => operation.SlopeLeft(x, y) * z;
}

/// <summary>The gradient z of f(x, y), times the slope with respect to y.</summary>
internal readonly struct TimesSlopeRight<TOperation>(TOperation operation) : IZip3
    where TOperation : struct, IBinaryOperation
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => operation.SlopeRight(x, y) * z;
}
