using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The variance of all numbers, as a scalar: Σ (x - mean)² / (n - correction).</summary>
    /// <inheritdoc cref="Variance(ReadOnlySpan{int}, int, bool)"/>
    public Tensor Variance(int correction = 1) => Variance([], correction);

    /// <summary>
    /// The variance over the given axes, or over all where none is given: Σ (x - mean)² / (n - correction) for n numbers. The mean is taken
    /// first, so nothing cancels. As in PyTorch, the divisor is never below 0: one number has the variance NaN, unless the correction is 0.
    /// </summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="correction">What is taken off the count: 1 (Bessel) estimates the variance behind a sample, 0 is that of the numbers themselves.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice.</exception>
    public Tensor Variance(ReadOnlySpan<int> axes, int correction = 1, bool keepAxes = false) =>
        Variance(Shape.Axes(axes, nameof(Variance)), correction, keepAxes);

    private Tensor Variance(bool[] axes, int correction, bool keepAxes)
    {
        Tensor mean = Reduction.Mean(this, axes);
        int divisor = Math.Max(0, Reduction.Count(Shape, axes) - correction);
        Tensor deviations = Broadcasting(new SubtractZip(), this, mean, nameof(Variance));
        Tensor variance = Reduction.Run(new SumOfSquaresFold(), deviations, axes);
        Map.Run(new WithNumber<DivideZip>(new DivideZip(), divisor), variance.Values, variance.Target);
        Tensor result = variance.View(Reduction.Shape(Shape, axes, keepAxes));
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new VarianceNode(this, mean, divisor)) : result;
    }
}

file sealed class VarianceNode : GradientNode
{
    private readonly int divisor;

    public VarianceNode(Tensor input, Tensor mean, int divisor)
        : base(nameof(Tensor.Variance), input)
    {
        this.divisor = divisor;
        Save(input);
        Save(mean);
    }

    // 2 (x - mean) / divisor: what comes through the mean adds up to nothing, as the deviations do.
    public override void Backward(Tensor gradient)
    {
        Tensor mean = SavedTensor(1);
        Tensor deviations = Tensor.Broadcasting(new SubtractZip(), SavedTensor(0), mean, Name);
        Tensor scale = gradient.View(mean.Shape).Multiply((Real)2 / divisor);
        Give(0, Tensor.Broadcasting(new MultiplyZip(), deviations, scale, Name));
    }
}
