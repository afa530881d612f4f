using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance of each channel of each example (Ulyanov, Vedaldi
    /// and Lempitsky: Instance Normalization, 2016). Shapes: x [batch, channels, ...], all others [channels], result as x.
    /// </summary>
    /// <param name="weight">A factor for each channel; 1 when left out.</param>
    /// <param name="bias">An addend for each channel; 0 when left out.</param>
    /// <param name="runningMean">Is moved in place towards the mean of the examples' means: (1 - momentum) · old + momentum · new.</param>
    /// <param name="runningVariance">Is moved in place towards the mean of the examples' variances, the unbiased ones that divide by count - 1.</param>
    /// <param name="momentum">How far the running numbers move, from 0 to 1.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">
    /// A shape does not fit, or a channel of an example has fewer than two numbers, so that its variance says nothing.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Momentum or epsilon is out of range.</exception>
    public Tensor InstanceNormalize(
        Tensor? weight = null,
        Tensor? bias = null,
        Tensor? runningMean = null,
        Tensor? runningVariance = null,
        Real momentum = (Real)0.1,
        Real epsilon = (Real)1e-5)
    {
        (ChannelLayout channels, Tensor scale, Tensor shift) =
            ChannelAxis.OfRunning(this, nameof(InstanceNormalize), weight, bias, runningMean, runningVariance, momentum, epsilon);
        GroupLayout layout = new(channels.Outer, channels.Channels, 1, channels.Inner);
        ChannelStatistics statistics = GroupNormalization.Statistics(this, layout, epsilon, nameof(InstanceNormalize));
        Follow(runningMean, statistics.Mean, 1, momentum, layout);
        Follow(runningVariance, statistics.Variance, layout.Count / (Real)(layout.Count - 1), momentum, layout);
        return GroupNormalization.Normalized(this, scale, shift, statistics, layout, nameof(InstanceNormalize));
    }

    // A batch without examples has nothing to say.
    private static void Follow(Tensor? running, ReadOnlySpan<Real> each, Real factor, Real momentum, GroupLayout layout)
    {
        if (running is null || layout.Examples == 0)
            return;
        Tensor sum = Rent([layout.Channels]);
        Reduce.Run(new SumFold(), each, 1, layout.Examples, layout.Channels, sum.Target);
        ChannelStatistics.Move(running, sum.Values, factor / layout.Examples, momentum, nameof(InstanceNormalize));
    }
}
