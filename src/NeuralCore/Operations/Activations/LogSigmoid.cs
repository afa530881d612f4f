using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// log(1 / (1 + e^-x)), element by element, in one step: exact where the sigmoid itself is already 0 or 1.
    /// </summary>
    public Tensor LogSigmoid() => Elementwise(new LogSigmoid());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.LogSigmoid"/>
    public static Activation LogSigmoid { get; } = Of(new LogSigmoid());
}

file readonly struct LogSigmoid : IUnaryOperation
{
    public static string Name => nameof(Tensor.LogSigmoid);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => -LanesMath.Softplus(-x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => LanesMath.Sigmoid(-kept);
}
