using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The standard deviation of all numbers, as a scalar: the root of their variance.</summary>
    /// <inheritdoc cref="StandardDeviation(ReadOnlySpan{int}, int, bool)"/>
    public Tensor StandardDeviation(int correction = 1) => StandardDeviation([], correction);

    /// <summary>
    /// The standard deviation over the given axes, or over all where none is given: √(Σ (x - mean)² / (n - correction)). Where it is 0, so is
    /// the gradient, as in PyTorch.
    /// </summary>
    /// <inheritdoc cref="Variance(ReadOnlySpan{int}, int, bool)"/>
    public Tensor StandardDeviation(ReadOnlySpan<int> axes, int correction = 1, bool keepAxes = false) =>
        Variance(Shape.Axes(axes, nameof(StandardDeviation)), correction, keepAxes).Elementwise(new RootOfVariance());
}

file readonly struct RootOfVariance : IUnaryOperation
{
    public static string Name => nameof(Tensor.StandardDeviation);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Sqrt(x);

    // Equal numbers give 0, the bottom of a cone: none of its many slopes points down.
    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Equal(kept, V.All(0)), V.All(0), V.All((Real)0.5) / kept);
}
