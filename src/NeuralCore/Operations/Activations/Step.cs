using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is positive and 0 elsewhere, element by element: the step function of the perceptron (Rosenblatt, 1958). NaN stays NaN.
    /// </summary>
    /// <remarks>
    /// Its slope is 0 wherever it has one, so nothing can be learned through it; like a comparison, the result never requires a gradient.
    /// For a step that learns, use <see cref="Sigmoid"/>.
    /// </remarks>
    public Tensor Step() => Unrecorded(new Step());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Step"/>
    public static Activation Step { get; } = new FunctionActivation(nameof(Step), input => input.Step(), isForeign: false);
}

file readonly struct Step : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), V.All(1), V.Where(V.LessOrEqual(x, V.All(0)), V.All(0), x));
}
